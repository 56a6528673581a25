/**
 * Milliseconds of CPU that this thread has used. Unlike time, they do not grow with what else the machine does, so that a bound on work
 * holds on a busy one as well; what waits costs nothing.
 */
export function cpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}

/** The most milliseconds of CPU that this thread used without a yield while `work` was under way, and what came of that. */
export async function longestTurn<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly result: T }> {
  let ms = 0
  let at = cpuMs()
  let isDone = false
  const sample = (): void => {
    const now = cpuMs()
    ms = Math.max(ms, now - at)
    at = now
    if (!isDone) setImmediate(sample)
  }
  setImmediate(sample)
  try {
    const result = await work()
    ms = Math.max(ms, cpuMs() - at)
    return { ms, result }
  } finally {
    isDone = true
  }
}
