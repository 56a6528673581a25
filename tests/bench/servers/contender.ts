import type { Sample, Workload } from '../workloads.ts'

export interface Request {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

/** A server that is measured. */
export interface Contender {
  readonly name: string
  /** Starts it on the database at this address. */
  start(databaseUrl: string): Promise<RunningContender>
  /** How it is asked; null where it cannot do this. */
  request(workload: Workload, sample: Sample): Request | null
  /** What of its answers is left out of the comparison with Masthead's, by field name, because it cannot give the same. */
  readonly without: readonly string[]
  /** The data of its answers in Masthead's shape; left out: it is that already. */
  readonly answer?: (data: unknown) => unknown
}

export interface RunningContender {
  readonly pid: number
  readonly port: number
  close(): Promise<void>
}

export function post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Request {
  return { method: 'POST', path, headers: { accept: 'application/json', ...headers }, body: JSON.stringify(body) }
}
