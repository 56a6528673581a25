import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { beginWrite } from '../../src/db/write/lock.ts'
import { articleInput } from '../import/readers/articles.ts'
import { createTestDatabase } from '../support/database.ts'
import { runCli } from '../support/run-cli.ts'

const { db, url } = await createTestDatabase()
const samples = join(import.meta.dirname, '../../samples')
const run = async (...args: string[]) => await runCli(['import', ...args], { DATABASE_URL: url })

describe('masthead import', () => {
  test('takes the day of --date as the first publication, whatever the page says', async () => {
    const { stdout, code } = await run(join(samples, 'page.html'), '--date', '2020-02-29')
    expect({ stdout, code }).toEqual({ stdout: 'CREATED 1  UPDATED 0  NOOP 0  REJECTED 0  (1 file)\n', code: 0 })
    const { published_at } = await db.selectFrom('article').select('published_at').executeTakeFirstOrThrow()
    expect(published_at).toMatch(/^2020-02-29 00:00:00\+00/)
  })

  test.each([
    ['--date', '2020-02-30', 'It must be a day like 2026-05-31, or an instant like 2026-05-31T18:30:00Z.'],
    ['--url', '/page', 'It must be a whole address, like https://www.example.org/page.'],
    ['--language', 'x_', 'It must be a BCP 47 language tag, like it or en-GB.'],
  ])('refuses %s %s and says what it wants', async (option, value, message) => {
    const { stdout, stderr, code } = await run(join(samples, 'page.html'), option, value)
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 })
    expect(stderr).toContain(`argument '${value}' is invalid. ${message}`)
  })

  test('parses the texts of the next batch while the one before it waits for another writer', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'masthead-test-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const file = join(folder, 'two.ndjson')
    await writeFile(file, ['one', 'two'].map((id) => JSON.stringify(articleInput(id))).join('\n'))
    const other = await db.startTransaction().execute()
    onTestFinished(async () => void (other.isCommitted || other.isRolledBack || (await other.rollback().execute())))
    await beginWrite(other)
    const imported = run(file, '--batch-size', '1')
    const latest = sql<{ what: string }>`
      select substring(query from 'pg_advisory_xact_lock|to_tsvector') as what from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle in transaction'
        and query ~ 'pg_advisory_xact_lock|to_tsvector'
      order by what`
    await vi.waitFor(
      async () =>
        expect((await latest.execute(db)).rows).toEqual([{ what: 'pg_advisory_xact_lock' }, { what: 'to_tsvector' }]),
      { timeout: 120_000 },
    )
    await other.rollback().execute()
    expect(await imported).toMatchObject({ code: 0 })
  })
})
