/**
 * Milliseconds that this thread is at work while `work` runs. What else the machine does is no matter, so a bound on it holds on a busy
 * one as well; what waits costs nothing.
 */
export async function cpuMs(work: () => unknown): Promise<number> {
  const began = process.threadCpuUsage()
  await work()
  const { user, system } = process.threadCpuUsage(began)
  return (user + system) / 1_000
}
