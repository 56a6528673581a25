import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectDatabase } from '../../src/db/connect.ts'
import { isUpToDate, migrateToLatest, MigrationError } from '../../src/db/migrate.ts'
import { createTestDatabase } from '../support/database.ts'
import { makeTempDir } from '../support/test-server.ts'

const folder = makeTempDir()
const write = (name: string, statement: string): void =>
  // kysely can't be imported from there
  writeFileSync(
    join(folder, name),
    `export const up = (db) => db.executeQuery(compiled(${JSON.stringify(statement)}))\n${helper}`,
  )
const helper = `const compiled = (sql) => ({ sql, parameters: [], query: { kind: 'RawNode', sqlFragments: [sql], parameters: [] }, queryId: { queryId: sql } })\n`

beforeAll(() => {
  write('0001_first.ts', 'create table first (n int); insert into first values (1)')
  write('0002_second.ts', 'create table second as select n from first')
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('migrations', () => {
  test('of this version are in the template every test begins with', async () => {
    const { database, db } = await createTestDatabase()
    expect(await isUpToDate(db)).toBe(true)
    expect(await migrateToLatest(database)).toEqual([])
  })

  test('run once, when three instances start together', async () => {
    const { database, url, db } = await createTestDatabase({ migrated: false })
    const others = [connectDatabase({ url }), connectDatabase({ url })]
    expect(await isUpToDate(db, folder)).toBe(false)
    const ran = await Promise.all([database, ...others].map((instance) => migrateToLatest(instance, folder)))
    expect(ran.filter((names) => names.length > 0)).toEqual([['0001_first', '0002_second']])
    expect(await isUpToDate(db, folder)).toBe(true)
    expect((await sql`select n from second`.execute(db)).rows).toEqual([{ n: 1 }])
    for (const other of others) await other.close()
  })

  test('that fail leave nothing behind and say which one and why', async () => {
    const { database, db } = await createTestDatabase({ migrated: false })
    write('0003_broken.ts', 'create table third (n int); select 1 / 0')
    const failure = migrateToLatest(database, folder)
    await expect(failure).rejects.toThrow(new MigrationError('The migration 0003_broken failed: division by zero'))
    expect((await sql`select to_regclass('first') as first`.execute(db)).rows).toEqual([{ first: null }])
    rmSync(join(folder, '0003_broken.ts'))
  })

  test('say so in a sentence when the database is out of reach or not in UTF-8', async () => {
    const nowhere = connectDatabase({ url: 'postgres://nobody@127.0.0.1:1/none' })
    await expect(migrateToLatest(nowhere)).rejects.toThrow(
      /^The database can't be reached: .*ECONNREFUSED.*\. Check .* DATABASE_URL/,
    )
    await nowhere.close()
    const { db, url } = await createTestDatabase({ migrated: false })
    await sql`create database ${sql.id(`${new URL(url).pathname.slice(1)}_l1`)} template template0 encoding 'LATIN1' locale 'C'`.execute(
      db,
    )
    const latin = connectDatabase({ url: `${url}_l1` })
    await expect(migrateToLatest(latin)).rejects.toThrow("The database's encoding is LATIN1; it has to be UTF8.")
    await latin.close()
  })
})
