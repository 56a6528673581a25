import { once } from 'node:events'

/** How long each end may take, in ms; then the process ends, whatever still runs. */
export interface Patience {
  /** After a signal, where everything had started. */
  readonly stopMs: number
  /** After a signal or a failure before that. */
  readonly abandonMs: number
}

/** Opens what serves, one thing after the other, and has each closed by `opened`. Rejects soon once `stop` is aborted. */
export type Start = (opened: AsyncDisposableStack, stop: AbortSignal) => Promise<void>

/**
 * The life of a process that serves: it starts, waits for SIGINT or SIGTERM, and closes in reverse order what it has opened. A signal
 * ends a start at any point, and a second one the process at once. Rejects with what the start failed with; `report` says
 * that, and answers the exit code, where closing takes too long to wait for.
 */
export async function live(
  start: Start,
  { stopMs, abandonMs }: Patience,
  report: (error: unknown) => number,
): Promise<void> {
  const stop = nextSignal()
  const opened = new AsyncDisposableStack()
  const starting = start(opened, stop)
  let closeMs = abandonMs
  try {
    await Promise.race([starting.then(() => (closeMs = stopMs)), aborted(stop)])
    await aborted(stop)
  } catch (error) {
    await close(() => report(error))
    throw error
  }
  await close(() => 1)

  async function close(exitCode: () => number): Promise<void> {
    const limit = setTimeout(() => process.exit(exitCode()), closeMs)
    await starting.catch(() => undefined)
    await opened.disposeAsync()
    clearTimeout(limit)
    // a start that was given up may have left something open
    setTimeout(() => process.exit(), 100).unref()
  }
}

/** Aborted by the first SIGINT or SIGTERM. */
function nextSignal(): AbortSignal {
  const stop = new AbortController()
  const onSignal = (): void => {
    process.off('SIGINT', onSignal)
    process.off('SIGTERM', onSignal)
    stop.abort()
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return stop.signal
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort')
}
