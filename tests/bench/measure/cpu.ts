import { readdir, readFile } from 'node:fs/promises'

/**
 * CPU that a process has used so far, all its threads, in ms; to 10 ms. Null where there is no /proc to read it from, or no such
 * process (any more).
 */
export async function cpuMsOf(pid: number): Promise<number | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  if (text === null) return null
  // the name, in brackets, may hold anything
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** The same in microseconds, of the threads that it has just now. */
export async function cpuMicrosOf(pid: number): Promise<number | null> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => null)
  if (threads === null) return null
  const texts = threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => '0'))
  return (await Promise.all(texts)).reduce((sum, text) => sum + Number(text.split(' ')[0]) / 1_000, 0)
}

/** Of several processes together. Null where one of them cannot be read. */
export async function cpuMsOfAll(pids: readonly number[]): Promise<number | null> {
  const all = await Promise.all(pids.map(cpuMsOf))
  return all.includes(null) ? null : all.reduce<number>((sum, ms) => sum + (ms ?? 0), 0)
}

/** Memory that a process holds, in MB; null where there is no /proc. */
export async function rssMbOf(pid: number): Promise<number | null> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => null)
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(text ?? '')?.[1]
  return kilobytes === undefined ? null : Number(kilobytes) / 1_024
}
