import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { loadSamples } from '../../src/cli/content/load-samples.ts'
import { connectDatabase } from '../../src/db/connect.ts'
import { migrateToLatest } from '../../src/db/migrate.ts'
import { createLog } from '../../src/log.ts'
import { openRealGateway } from '../keys/real-gateway.ts'
import { createTestDatabase } from '../support/database.ts'

const makeReadOnly = async ({ db, url }: Awaited<ReturnType<typeof createTestDatabase>>) => {
  const name = new URL(url).pathname.slice(1)
  await sql`alter database ${sql.id(name)} set default_transaction_read_only to on`.execute(db)
}

test('a database that takes no writes is served for reading', async () => {
  const writable = await createTestDatabase()
  const first = await openRealGateway({}, writable)
  const { secret } = await first.createKey({ scopes: ['CONTENT_READ', 'CONTENT_WRITE', 'CONTENT_PUBLISH'] })
  await first.stop()
  await makeReadOnly(writable)
  const database = connectDatabase({ url: writable.url })
  expect(await migrateToLatest(database)).toEqual([])
  expect(await loadSamples(database, createLog('silent'))).toBe(0)
  const real = await openRealGateway({}, { ...writable, database, db: database.db })
  const read = await real.ask('{ articles(first: 1) { nodes { headline } } }', secret)
  expect(read.data).toEqual({ articles: { nodes: [] } })
  const written = await real.ask(
    `mutation { upsertArticles(input: { source: "x", articles: [{ externalId: "1", headline: "New", language: "en", publisher: { name: "A press" } }] }) {
      results { outcome } } }`,
    secret,
  )
  expect(written).toMatchObject({ status: 503, code: 'UNAVAILABLE' })
  await real.stop()
  await database.close()
})

test('one that lacks migrations says in a sentence where to run them', async () => {
  const empty = await createTestDatabase({ migrated: false })
  await makeReadOnly(empty)
  const database = connectDatabase({ url: empty.url })
  await expect(migrateToLatest(database)).rejects.toThrow(/^The database takes no writes .* on its primary first\.$/)
  await database.close()
})
