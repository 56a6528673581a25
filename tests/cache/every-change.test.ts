import { afterAll, expect, test } from 'vitest'
import { openRealGateway } from '../keys/real-gateway.ts'
import { createTestDatabase } from '../support/database.ts'
import { openChangingWorld } from './changing-world.ts'
import { findStale } from './find-stale.ts'
import { contentFields, generateQueries } from './generated-queries.ts'
import { randomQueries } from './random-queries.ts'

const database = await createTestDatabase()
const { db } = database
const env = { ANONYMOUS_POINTS_PER_MINUTE: '0', ANONYMOUS_SCOPES: 'CONTENT_READ,CONTENT_BODY' }
const gateway = await openRealGateway(env, database)
afterAll(() => gateway.stop())

test('whatever a write changes of any answer, one of the answer’s tags has changed; and every field has been changed', async () => {
  const writes = await openChangingWorld(db)
  const generated = generateQueries()
  // the same for each run; `node tests/bench/every-change.ts` asks 10,000
  const random = randomQueries(7)
  const { stale, changed, fields } = await findStale({
    db,
    url: gateway.url,
    writes,
    queriesOf: () => [...generated, ...random.next(10)],
  })
  expect(stale).toEqual([])
  expect(writes.filter(([what]) => !changed.has(what)).map(([what]) => what)).toEqual([])
  expect(contentFields().filter((field) => !fields.has(field))).toEqual([])
})
