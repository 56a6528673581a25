/**
 * Whether the time of a refusal tells an unknown key from a revoked one: 100,000 requests of each in random order, through the
 * whole gateway in this process, compared by Welch's t (all of them, and the fastest 95 % of each). Below 4.5 is noise. Two
 * unknown keys are compared beside them, to see what the measurement itself makes. Needs a database it may migrate:
 *
 *   DATABASE_URL=postgres://postgres@127.0.0.1:5432/scratch node tests/bench/key-timing.ts [samples]
 */
import { setImmediate as turn } from 'node:timers/promises'
import { readConfig } from '../../src/config.ts'
import { connectDatabase } from '../../src/db/connect.ts'
import { migrateToLatest } from '../../src/db/migrate.ts'
import { makeKey } from '../../src/keys/format.ts'
import { createApiKey, revokeApiKey } from '../../src/keys/life-cycle.ts'
import { createLog } from '../../src/log.ts'
import { openGateway } from '../../src/server/open/open-gateway.ts'

const samples = Number(process.argv[2] ?? 100_000)
const database = connectDatabase({ url: process.env['DATABASE_URL'] ?? '' })
await migrateToLatest(database)
const config = readConfig({ DATABASE_URL: process.env['DATABASE_URL'], KEY_PEPPER: 'a pepper for the bench' })
const gateway = await openGateway(config, database, createLog('silent'))
const { secret, apiKey } = await createApiKey(database.db, gateway.digest, {
  name: 'To be revoked',
  scopes: ['CONTENT_READ'],
})
if (secret === null || apiKey === null) throw new Error('The key could not be made.')
await revokeApiKey(database.db, apiKey.id)

const kinds = [
  { name: 'revoked', key: secret },
  { name: 'unknown', key: makeKey('live') },
  { name: 'another unknown', key: makeKey('live') },
].map((kind) => ({ ...kind, micros: new Float64Array(samples), count: 0 }))

for (let round = 0; round < 5_000; round++) {
  for (const { key } of kinds) await ask(key)
  await turn()
}
let open = [...kinds]
while (open.length > 0) {
  const kind = open[Math.floor(Math.random() * open.length)]
  if (kind === undefined) break
  kind.micros[kind.count++] = await ask(kind.key)
  // requests in this process are microtasks alone: without a turn of the loop the cache of keys could not confirm itself
  if (kind.count % 20 === 0) await turn()
  if (kind.count === samples) open = open.filter((one) => one !== kind)
}
const [revoked, unknown, another] = kinds.map(({ micros }) => micros.toSorted())
if (revoked === undefined || unknown === undefined || another === undefined) throw new Error('Nothing was measured.')
for (const [index, sorted] of [revoked, unknown, another].entries()) {
  console.log(
    `${kinds[index]?.name}: median ${sorted[samples >> 1]?.toFixed(2)} µs, mean ${mean(sorted).toFixed(2)} µs`,
  )
}
for (const share of [1, 0.95]) {
  const part = (sorted: Float64Array) => sorted.subarray(0, Math.floor(samples * share))
  console.log(
    `fastest ${share * 100} %: t(revoked, unknown) = ${welch(part(revoked), part(unknown)).toFixed(2)}, ` +
      `t(unknown, another unknown) = ${welch(part(unknown), part(another)).toFixed(2)}`,
  )
}
await gateway.close()
await database.close()

async function ask(key: string): Promise<number> {
  const startedAt = performance.now()
  const response = await gateway.fetch('http://gateway.test/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: '{"query":"{ __typename }"}',
  })
  await response.text()
  if (response.status !== 401) throw new Error(`The answer was ${response.status}.`)
  return (performance.now() - startedAt) * 1000
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function welch(one: Float64Array, other: Float64Array): number {
  const error = (values: Float64Array): number => {
    const middle = mean(values)
    return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1) / values.length
  }
  return (mean(one) - mean(other)) / Math.sqrt(error(one) + error(other))
}
