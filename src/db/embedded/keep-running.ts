import { readFile } from 'node:fs/promises'
import type { Log } from '../../log.ts'
import { isAlive } from './process.ts'
import type { RunningServer } from './server.ts'

/** How soon it is noticed that the server is gone. */
const checkEveryMs = 500
/** How soon another start is tried where one failed, as on a full disk. */
const retryMs = 2_000

/** The server that runs just now. */
export interface KeptServer {
  readonly current: RunningServer
  /** Ends the watch; resolves when no start is on its way any more. */
  stop(): Promise<void>
}

/**
 * Watches the server's process. Once that is gone (killed, out of memory, its disk full), `revive` finds the server that another process
 * has started since, or starts it; until it succeeds.
 */
export function keepRunning(first: RunningServer, revive: () => Promise<RunningServer>, log?: Log): KeptServer {
  let current = first
  let isStopped = false
  let checking: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout

  const check = async (): Promise<number> => {
    if (await isRunning(current.pid)) return checkEveryMs
    try {
      log?.warn({ pid: current.pid }, 'The embedded database server is gone, and is started again')
      current = await revive()
      log?.info({ pid: current.pid }, 'The embedded database server runs again')
      return checkEveryMs
    } catch (err) {
      log?.error({ err }, 'The embedded database server could not be started again; it is tried until it can')
      return retryMs
    }
  }
  const checkLater = (ms: number): void => {
    timer = setTimeout(() => {
      checking = check().then((nextMs) => {
        if (!isStopped) checkLater(nextMs)
      })
    }, ms).unref()
  }
  checkLater(checkEveryMs)
  return {
    get current() {
      return current
    },
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await checking
    },
  }
}

/** A process that has ended and that nobody has collected still has its id, but no command line. */
async function isRunning(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null)
  // where there is no /proc, or it has just gone, the next look tells
  return commandLine !== ''
}
