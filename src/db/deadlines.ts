import type { Stop } from './stop-signal.ts'

/** Stops operations whose time is over. */
export interface Deadlines {
  /** Stops it at that time of `performance.now()`, with a TimeoutError. */
  set(stop: Stop, at: number): void
  /** It has ended before. */
  end(stop: Stop): void
}

/** One timer for all of them: nearly none is ever over, and a timer each would be made and cleared for nothing. */
export function createDeadlines(): Deadlines {
  const running = new Map<Stop, number>()
  let timer: NodeJS.Timeout | undefined
  let timerAt = Infinity

  function check(): void {
    const now = performance.now()
    let nextAt = Infinity
    for (const [stop, at] of running) {
      if (at > now) nextAt = Math.min(nextAt, at)
      else {
        running.delete(stop)
        stop.abort(new DOMException('The operation took too long.', 'TimeoutError'))
      }
    }
    timerAt = Infinity
    if (nextAt < Infinity) checkAt(nextAt)
  }

  function checkAt(at: number): void {
    clearTimeout(timer)
    timerAt = at
    timer = setTimeout(check, Math.max(0, at - performance.now())).unref()
  }

  return {
    set(stop, at) {
      running.set(stop, at)
      if (at < timerAt) checkAt(at)
    },
    end: (stop) => void running.delete(stop),
  }
}
