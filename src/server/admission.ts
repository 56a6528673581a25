import { clientError } from '../../schema/errors.ts'
import type { StopSignal } from '../db/stop-signal.ts'

/** How many operations run, how many wait, and how long. */
export interface AdmissionOptions {
  /** Operations that run at once; the database has fewer connections than that, and more only wait for each other. */
  readonly atOnce: number
  /** Operations that wait for one of them to end. */
  readonly maxWaiting: number
}

/** The door before everything that costs: lets operations in as fast as they end, and turns away who would wait too long. */
export interface Admission {
  readonly running: number
  readonly waiting: number
  /** How many were turned away since the start. */
  readonly refused: number
  /** Whether an operation that came now would be turned away; counts it, if so. For refusals that cost next to nothing. */
  refuses(): boolean
  /**
   * Waits for a turn; answers what has to be called when the operation has ended, once or more often. Throws OVERLOADED instead of waiting too
   * long. A signal ends the waiting too, with its reason.
   */
  enter(signal: StopSignal): Promise<() => void> | (() => void)
}

interface Waiter {
  readonly since: number
  readonly resolve: (leave: () => void) => void
  readonly reject: (error: unknown) => void
}

/**
 * A wait that a short burst may cause, and how long that may last, in ms: so short that those who came in the burst with which a crowd begins are few
 * among all that are answered.
 */
const burstWaitMs = 200
const burstMs = 200
/**
 * The wait while there has been somebody waiting for longer than `burstMs`: then it is no burst, and a longer list serves nobody. Where
 * operations take long, as many as run may wait too (the estimate swings by half): a client would rather wait as long as it is served than come again.
 */
const standingWaitMs = 50
const standingWaitOfRun = 2
const longestStandingWaitMs = 500
/** However it was estimated, nobody waits longer. */
const longestWaitMs = 1_000
const checkEveryMs = 50

/**
 * The wait of a new arrival is estimated from the number of those before it and the pace at which operations have been ending (as CoDel
 * and the like bound a queue by time, not by length), and from how late the event loop is. Call `stop` at the end.
 */
export function createAdmission({ atOnce, maxWaiting }: AdmissionOptions): Admission & { stop(): void } {
  const waiters = new Set<Waiter>()
  let running = 0
  let refused = 0
  /** Mean time from one end of an operation to the next while others waited, in ms. */
  let paceMs = 0
  /** Mean time of an operation from its turn to its end, in ms. */
  let runMs = 0
  let lastEndAt = performance.now()
  let lastEmptyAt = performance.now()
  let checkedAt = performance.now()
  let lagMs = 0

  const timer = setInterval(() => {
    const now = performance.now()
    lagMs = now - checkedAt - checkEveryMs
    checkedAt = now
    for (const waiter of waiters) {
      if (now - waiter.since < longestWaitMs) break
      waiters.delete(waiter)
      refused++
      waiter.reject(overloaded())
    }
    noteEmpty(now)
  }, checkEveryMs).unref()

  function noteEmpty(now: number): void {
    if (waiters.size === 0) lastEmptyAt = now
  }

  function isTooLong(now: number): boolean {
    if (waiters.size >= maxWaiting) return true
    // one for each that runs may wait: their turn is never far, and a single slow one says little
    if (waiters.size < atOnce / 2) return false
    const expectedMs = waiters.size * paceMs + Math.max(0, now - lastEndAt - paceMs) + Math.max(0, lagMs)
    const standingMs = Math.min(longestStandingWaitMs, Math.max(standingWaitMs, runMs * standingWaitOfRun))
    return expectedMs > (now - lastEmptyAt > burstMs ? standingMs : Math.max(standingMs, burstWaitMs))
  }

  function begin(): () => void {
    running++
    const since = performance.now()
    let hasLeft = false
    return () => {
      if (hasLeft) return
      hasLeft = true
      end(since)
    }
  }

  function end(since: number): void {
    running--
    const now = performance.now()
    runMs = runMs === 0 ? now - since : runMs * 0.95 + (now - since) * 0.05
    // answers of the database come several at once, so a few ends say little
    if (waiters.size > 0) paceMs = paceMs === 0 ? runMs / atOnce : paceMs * 0.97 + (now - lastEndAt) * 0.03
    lastEndAt = now
    const [next] = waiters
    if (next !== undefined) {
      waiters.delete(next)
      next.resolve(begin())
    }
    noteEmpty(now)
  }

  return {
    get running() {
      return running
    },
    get waiting() {
      return waiters.size
    },
    get refused() {
      return refused
    },
    refuses() {
      const now = performance.now()
      if (running < atOnce || !isTooLong(now)) return false
      refused++
      return true
    },
    enter(signal) {
      if (running < atOnce && waiters.size === 0) return begin()
      const now = performance.now()
      if (isTooLong(now)) {
        refused++
        throw overloaded()
      }
      const { promise, resolve, reject } = Promise.withResolvers<() => void>()
      const leave = (): void => {
        waiters.delete(waiter)
        reject(signal.reason)
      }
      const waiter: Waiter = { since: now, resolve, reject }
      // the pace is that of ends while somebody waits
      if (waiters.size === 0) lastEndAt = now
      noteEmpty(now)
      waiters.add(waiter)
      signal.addEventListener('abort', leave, { once: true })
      return promise.finally(() => signal.removeEventListener('abort', leave))
    },
    stop: () => clearInterval(timer),
  }
}

/** Seconds. */
export const longestRetryAfter = 3

/** Seconds after which a client may ask again; not the same for all, or they would all come back at once. */
export function retryAfterSeconds(): number {
  return 1 + Math.floor(Math.random() * longestRetryAfter)
}

function overloaded() {
  const retryAfter = retryAfterSeconds()
  const error = clientError('OVERLOADED', undefined, { retryAfter })
  Object.assign(error.extensions['http'] as object, { headers: { 'retry-after': String(retryAfter) } })
  return error
}
