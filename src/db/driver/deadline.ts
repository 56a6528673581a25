import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { clientError } from '../../../schema/errors.ts'

const deadlines = new AsyncLocalStorage<AbortSignal>()

/** How long a server may take to end a statement that was cancelled, in ms; then the connection is given up, and its transaction with it. */
const graceMs = 1_000

/**
 * Does work that writes, whose statements end when the signal fires. Nothing is committed after that; a commit that was on its way
 * is waited for, so whoever asked learns what became of it.
 */
export function untilDeadline<T>(signal: AbortSignal, work: () => T): T {
  return deadlines.run(signal, work)
}

/**
 * Sends a statement of such work, by `send`; `cancel` ends it early. Rejects with the signal's reason where it was cancelled. `giveUp` is
 * called where the server does not even answer to that. Outside of such work just sends.
 */
export async function sendUntilDeadline<T>(
  text: string,
  send: () => Promise<T>,
  cancel: () => Promise<void>,
  giveUp: (reason: unknown) => void,
): Promise<T> {
  const signal = deadlines.getStore()
  if (signal === undefined || /^\s*rollback\b/i.test(text)) return await send()
  signal.throwIfAborted()
  if (/^\s*commit\b/i.test(text)) return await knowingItsEnd(send())
  const silent = new AbortController()
  const onDeadline = (): void => {
    void cancel()
    void wait(graceMs, undefined, { signal: silent.signal }).then(
      () => giveUp(signal.reason),
      () => undefined,
    )
  }
  signal.addEventListener('abort', onDeadline, { once: true })
  try {
    return await send()
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    silent.abort()
    signal.removeEventListener('abort', onDeadline)
  }
}

/** An error with a state of PostgreSQL's says that nothing was committed; without an answer nobody knows. */
async function knowingItsEnd<T>(commit: Promise<T>): Promise<T> {
  try {
    return await commit
  } catch (error) {
    const { code, severity } = (error ?? {}) as { code?: unknown; severity?: unknown }
    const isAnswer = typeof code === 'string' && severity !== undefined && !/^(08|57P)/.test(code)
    if (isAnswer) throw error
    throw Object.assign(clientError('UNAVAILABLE', unknownEnd), { cause: error })
  }
}

const unknownEnd =
  'The database was lost while this was being committed: it may be done or not. Read what you wanted to change before you send it again.'
