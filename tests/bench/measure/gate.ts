import { isDeepStrictEqual } from 'node:util'
import type { Contender, Request, RunningContender } from '../servers/contender.ts'
import type { Sample, Workload } from '../workloads.ts'

/** Answers whose equality is looked at, of each workload and server. */
const comparedSamples = 12

/**
 * Asks both servers the same and throws where the answers differ. Instants count as equal in any form of RFC 3339. Left out
 * are the fields that the server cannot give, computed links, which the limit does not look for, and the ends of summaries, which
 * Masthead cuts at a word.
 */
export async function compareAnswers(
  workload: Workload,
  samples: readonly Sample[],
  masthead: Party,
  other: Party,
): Promise<void> {
  const step = Math.max(1, Math.floor(samples.length / comparedSamples))
  for (let at = 0; at < samples.length; at += step) {
    const sample = samples[at] ?? {}
    const [expected, found] = await Promise.all(
      [masthead, other].map(async ({ contender, running }) => {
        const request = contender.request(workload, sample)
        return request === null
          ? null
          : comparable(await answerOf(contender, running, request), [
              ...other.contender.without,
              ...(workload.unstable ?? []),
            ])
      }),
    )
    if (isDeepStrictEqual(expected, found)) continue
    throw new Error(
      `${workload.name}: ${other.contender.name} does not answer ${JSON.stringify(sample)} as Masthead does:\n${firstDifference(expected, found)}`,
    )
  }
}

async function answerOf(contender: Contender, running: RunningContender, request: Request): Promise<unknown> {
  const data = await askData(running, request)
  return contender.answer?.(data) ?? data
}

export interface Party {
  readonly contender: Contender
  readonly running: RunningContender
}

/** The data of an answer. Throws where there are errors. */
export async function askData({ port }: RunningContender, request: Request): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}${request.path}`, {
    method: request.method,
    headers: { ...request.headers, ...(request.body !== null && { 'content-type': 'application/json' }) },
    body: request.body,
  })
  const text = await response.text()
  if (response.status !== 200) throw new Error(`${request.path} answered ${response.status}: ${text.slice(0, 500)}`)
  const answer = JSON.parse(text) as { data?: unknown; errors?: unknown }
  if (answer.errors !== undefined) throw new Error(`${request.path} answered ${text.slice(0, 500)}`)
  return answer.data
}

function comparable(value: unknown, without: readonly string[]): unknown {
  if (Array.isArray(value)) return value.filter((item) => !isComputed(item)).map((item) => comparable(item, without))
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return new Date(value).toISOString()
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).filter(([field]) => !without.includes(field))
  return Object.fromEntries(
    fields.map(([field, below]) => [
      field,
      field === 'summary' && typeof below === 'string' ? below.slice(0, 60) : comparable(below, without),
    ]),
  )
}

function isComputed(item: unknown): boolean {
  return typeof item === 'object' && item !== null && 'origin' in item && item.origin === 'COMPUTED'
}

function firstDifference(expected: unknown, found: unknown, path = 'data'): string {
  if (typeof expected === 'object' && typeof found === 'object' && expected !== null && found !== null) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(found)])
    for (const key of keys) {
      const [left, right] = [expected, found].map((value) => (value as Record<string, unknown>)[key])
      if (!isDeepStrictEqual(left, right)) return firstDifference(left, right, `${path}.${key}`)
    }
  }
  return `${path}: ${short(expected)} against ${short(found)}`
}

function short(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 300)
}
