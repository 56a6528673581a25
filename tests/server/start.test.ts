import { existsSync, mkdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test, vi } from 'vitest'
import { tryLock } from '../../src/db/embedded/lock.ts'
import { createTestDatabase } from '../support/database.ts'
import { runCli, startCli } from '../support/run-cli.ts'
import { makeTempDir } from '../support/test-server.ts'

test('a start that fails when it listens already ends the process', async () => {
  const { url, db } = await createTestDatabase()
  // whatever the reason: the samples cannot be looked for
  await sql`alter table article rename to lost`.execute(db)
  const { stdout, stderr, code } = await runCli(['serve'], { DATABASE_URL: url, PORT: '0', LOG_LEVEL: 'silent' })
  expect({ stdout, code }).toEqual({ stdout: '', code: 1 })
  expect(stderr).toContain('relation "article" does not exist')
})

test('a signal ends a start that waits for an instance which migrates', async () => {
  const { url, db } = await createTestDatabase()
  // else there is nothing to wait for
  await sql`delete from kysely_migration where name = (select max(name) from kysely_migration)`.execute(db)
  await db.transaction().execute(async (tx) => {
    // the lock of migrations
    await sql`select pg_advisory_xact_lock(3853314791062309107)`.execute(tx)
    const gateway = startCli(['serve'], { DATABASE_URL: url, PORT: '0', LOG_LEVEL: 'silent' })
    await vi.waitFor(
      async () => {
        const { rows } =
          await sql`select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
          and application_name = 'masthead' and query like ${'%"isIdle"%'}`.execute(db)
        expect(rows.length).toBeGreaterThan(0)
      },
      { timeout: 300_000, interval: 100 },
    )
    gateway.stop()
    expect(await gateway.ended).toEqual({ stdout: '', stderr: '', code: 0 })
  })
})

test('a signal ends a start that waits for the embedded server', async () => {
  const parent = makeTempDir()
  onTestFinished(() => rm(parent, { recursive: true, force: true }))
  const dataDir = join(parent, 'data')
  mkdirSync(dataDir)
  // as who starts the server holds it
  const lock = tryLock(join(dataDir, 'start.lock'), 'exclusive')
  onTestFinished(() => lock?.release())
  const env = { DATABASE_URL: '', MASTHEAD_DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent' }
  const gateway = startCli(['serve'], env)
  await vi.waitFor(() => expect(existsSync(join(dataDir, 'gateway.pid'))).toBe(true), { timeout: 300_000 })
  gateway.stop()
  expect(await gateway.ended).toEqual({ stdout: '', stderr: '', code: 0 })
})
