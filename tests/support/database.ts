import { randomBytes } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { afterAll, inject } from 'vitest'
import { connectDatabase, type ConnectOptions, type Database } from '../../src/db/connect.ts'
import type { DB } from '../../src/db/tables/database.ts'
import { asAdmin, type TestServer, urlOfDatabase } from './test-server.ts'

/** A database of this test file alone, migrated and empty. */
export interface TestDatabase {
  readonly database: Database
  readonly db: Kysely<DB>
  readonly url: string
  /** Every statement sent so far by `database`; `statements.length = 0` begins anew. */
  readonly statements: string[]
  /** Closes and drops it; happens by itself after the file's tests. */
  close(): Promise<void>
}

/**
 * Clones the migrated template; real PostgreSQL. Call it in the file's body, in `beforeAll`, or in a test.
 * `migrated: false` makes an empty database without tables; `server` is another one than that of the whole run.
 */
export async function createTestDatabase({
  migrated = true,
  server = inject('testServer'),
  ...options
}: Partial<ConnectOptions> & { migrated?: boolean; server?: TestServer } = {}): Promise<TestDatabase> {
  const name = `${server.template}_${randomBytes(6).toString('hex')}`
  const template = migrated ? server.template : 'template0'
  await asAdmin(server.url, ({ db }) =>
    sql`create database ${sql.id(name)} template ${sql.id(template)} encoding 'UTF8'`.execute(db),
  )
  const url = urlOfDatabase(server.url, name)
  const statements: string[] = []
  const database = connectDatabase({
    ...options,
    url,
    onStatement(text, parameters) {
      options.onStatement?.(text, parameters)
      // the clock, the caches and the search rows of what was renamed ask now and then, whatever a test does
      if (
        !/clock_timestamp\(\)\) \* 1000|"api_key_version"|exists \(select from article_search_stale|content_change c|article_tags\(array/.test(
          text,
        )
      )
        statements.push(text)
    },
  })
  let closing: Promise<void> | undefined
  const drop = async (): Promise<void> => {
    await database.close()
    await asAdmin(server.url, ({ db }) => sql`drop database if exists ${sql.id(name)} with (force)`.execute(db))
  }
  const close = (): Promise<void> => (closing ??= drop())
  cleanUps.add(close)
  return { database, db: database.db, url, statements, close }
}

const cleanUps = new Set<() => Promise<void>>()

// registered here, since a test may not add hooks while it runs
afterAll(async () => {
  for (const close of cleanUps) await close()
})
