/**
 * Whether a tag of every answer says so when it changes, for random queries as many as are said. Needs an empty scratch database:
 *
 *   DATABASE_URL=postgres://postgres@127.0.0.1:5432/scratch node tests/bench/every-change.ts [--queries 10000] [--seed 1]
 */
import { parseArgs } from 'node:util'
import { connectDatabase } from '../../src/db/connect.ts'
import { migrateToLatest } from '../../src/db/migrate.ts'
import { openChangingWorld } from '../cache/changing-world.ts'
import { findStale } from '../cache/find-stale.ts'
import { openInstance } from '../cache/freshness-instances.ts'
import { randomQueries } from '../cache/random-queries.ts'

const { values } = parseArgs({
  options: { queries: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
})
const url = process.env['DATABASE_URL'] ?? ''
const database = connectDatabase({ url })
try {
  await migrateToLatest(database)
  const scopes = { ANONYMOUS_SCOPES: 'CONTENT_READ,CONTENT_BODY', MAX_COST_ANONYMOUS: '100000' }
  const gateway = await openInstance(url, { ...scopes, RESPONSE_CACHE_MB: '0' })
  const writes = await openChangingWorld(database.db)
  const random = randomQueries(Number(values.seed))
  const each = Math.ceil(Number(values.queries) / writes.length)
  const { stale, changed } = await findStale({
    db: database.db,
    url: `${gateway.server.url}/graphql`,
    writes,
    queriesOf: () => random.next(each),
  })
  const answers = [...changed.values()].reduce((sum, count) => sum + count, 0)
  console.log(
    `${each * writes.length} queries, of which ${answers} had another answer after a write; ${stale.length} without a tag that said so`,
  )
  for (const one of stale.slice(0, 20)) console.log(one)
  process.exitCode = stale.length === 0 ? 0 : 1
  await gateway.close()
} finally {
  await database.close()
}
