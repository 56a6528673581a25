/**
 * Milliseconds of CPU that this thread has used. Unlike time, they do not grow with what else the machine does, so that a bound on work
 * holds on a busy one as well; what waits costs nothing.
 */
export function cpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}
