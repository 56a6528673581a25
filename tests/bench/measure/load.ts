import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Request } from '../servers/contender.ts'

export interface LoadOrder {
  readonly port: number
  /** Whole HTTP requests, sent in turn. */
  readonly requests: readonly string[]
  readonly connections: number
  readonly seconds: number
  /** Goes on for up to five times as long until it has sent so many. */
  readonly atLeast: number
  /** Null: as many as the server answers. */
  readonly perSecond: number | null
}

export interface LoadResult {
  readonly requests: number
  readonly elapsedMs: number
  readonly bytes: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Of the load generator, to see that it is not what is measured. */
  readonly clientCpuMs: number
  /** Answers other than a 200 without errors: how many, and what they were. */
  readonly failed: number
  readonly failures: readonly string[]
}

/** The load generator, as a process. */
export interface LoadGenerator {
  run(order: LoadOrder): Promise<LoadResult>
  close(): void
}

export function startLoadGenerator(): LoadGenerator {
  const child = fork(fileURLToPath(new URL('./load-child.ts', import.meta.url)))
  return {
    async run(order) {
      child.send(order)
      const [result] = (await once(child, 'message')) as [LoadResult]
      return result
    },
    close: () => void child.kill(),
  }
}

/** A request as it goes over the wire. */
export function toHttp({ method, path, headers, body }: Request, port: number): string {
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `host: 127.0.0.1:${port}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ]
  if (body !== null) lines.push('content-type: application/json', `content-length: ${Buffer.byteLength(body)}`)
  return `${lines.join('\r\n')}\r\n\r\n${body ?? ''}`
}
