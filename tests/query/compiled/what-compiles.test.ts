import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { openRealGateway } from '../../keys/real-gateway.ts'
import { generateQueries } from '../../cache/generated-queries.ts'

const real = await openRealGateway({ ANONYMOUS_POINTS_PER_MINUTE: '0' })
afterAll(() => real.stop())

/** Why the executor answers a query that comes again; null: a compiled statement does. */
async function whyNot(query: string): Promise<string | null> {
  for (let round = 0; ; round++) {
    const response = await fetch(real.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, extensions: { explain: true } }),
    })
    const { extensions } = (await response.json()) as { extensions?: { explain?: { compiled: true | string } } }
    if (round === 0) continue
    const compiled = extensions?.explain?.compiled
    return compiled === true ? null : (compiled ?? `status ${response.status}`)
  }
}

const samples = new URL('../../../samples/queries/', import.meta.url)

/** Addresses are told apart by code before they are looked up; what somebody types is never asked for twice. */
const byTheExecutor = {
  resolveUrls: 'Query.resolveUrls is left to its resolver',
  suggest: 'Query.suggest is left to its resolver',
}

test('the sample queries are compiled, but for the look-up of addresses', async () => {
  const reasons: Record<string, string> = {}
  for (const file of readdirSync(samples)) {
    const reason = await whyNot(readFileSync(new URL(file, samples), 'utf8'))
    if (reason !== null) reasons[file] = reason
  }
  expect(reasons).toEqual({ 'resolve-urls.graphql': byTheExecutor.resolveUrls })
})

test('so is every field of the read side, but for the two that are named', async () => {
  const reasons = new Set<string>()
  let compiled = 0
  for (const { query } of generateQueries()) {
    const reason = await whyNot(query)
    if (reason === null) compiled++
    else reasons.add(reason)
  }
  expect([...reasons].toSorted()).toEqual(Object.values(byTheExecutor))
  expect(compiled).toBeGreaterThan(100)
})

test('a search is compiled though it asks for another spelling; where that is looked for, the executor answers', async () => {
  const search = (query: string, after = '') =>
    `{ search(query: "${query}"${after}) { didYouMean nodes { headline } } }`
  expect(await whyNot(search('harbour'))).toBe(null)
  expect(await whyNot(search('harbuor'))).toBe('nothing is found, so a spelling is looked for')
})
