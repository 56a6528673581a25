import type { Stop } from './stop-signal.ts'

/** Stops operations whose time is over. */
export interface Deadlines {
  /** Stops it at that time of `performance.now()`, with a TimeoutError. Answers what has to be called when it has ended before. */
  set(stop: Stop, at: number): () => void
}

/** One timer for all of them: nearly none is ever over, and a timer each would be made and cleared for nothing. */
export function createDeadlines(): Deadlines {
  const running = new Set<{ readonly stop: Stop; readonly at: number }>()
  let timer: NodeJS.Timeout | undefined
  let timerAt = Infinity

  function check(): void {
    const now = performance.now()
    let nextAt = Infinity
    for (const one of running) {
      if (one.at > now) nextAt = Math.min(nextAt, one.at)
      else {
        running.delete(one)
        one.stop.abort(new DOMException('The operation took too long.', 'TimeoutError'))
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
      const one = { stop, at }
      running.add(one)
      if (at < timerAt) checkAt(at)
      return () => running.delete(one)
    },
  }
}
