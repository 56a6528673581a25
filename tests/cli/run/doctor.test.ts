import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../support/database.ts'
import { freePort } from '../../support/servers/free-port.ts'
import { testRedisUrl } from '../../support/servers/redis.ts'
import { runCli } from '../../support/run-cli.ts'

const folder = mkdtempSync(join(tmpdir(), 'masthead-doctor-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface Finding {
  readonly check: string
  readonly state: string
  readonly finding: string
  readonly advice: string | null
}

async function doctor(
  env: Readonly<Record<string, string>>,
): Promise<{ code: number | null; of: (check: string) => Finding | undefined }> {
  const { stdout, code } = await runCli(['doctor', '--json'], { PORT: String(await freePort()), ...env })
  const findings: Finding[] = JSON.parse(stdout)
  return { code, of: (check) => findings.find((one) => one.check === check) }
}

test('a database in order is fine, and what is missing is said with what to do', async () => {
  const { url, db } = await createTestDatabase()
  const pepper = 'a pepper for the tests'
  const { code, of } = await doctor({ DATABASE_URL: url, KEY_PEPPER: pepper })
  expect(code).toBe(0)
  for (const check of ['configuration', 'database', 'migrations', 'indexes', 'connections', 'clock', 'redis']) {
    expect(of(check)?.state, check).toBe('fine')
  }
  expect(of('gateway')).toMatchObject({ state: 'mind', advice: expect.stringContaining('npm start') })
  expect((await doctor({ DATABASE_URL: url })).of('key pepper')).toMatchObject({ state: 'mind' })

  await sql`delete from kysely_migration where name like '0025%'`.execute(db)
  await sql`create index broken on topic (name)`.execute(db)
  await sql`update pg_index set indisvalid = false where indexrelid = 'broken'::regclass`.execute(db)
  const after = await doctor({ DATABASE_URL: url, KEY_PEPPER: pepper })
  expect(after.code).toBe(1)
  expect(after.of('migrations')).toMatchObject({ state: 'mind', advice: expect.stringContaining('migrate') })
  expect(after.of('indexes')).toEqual({
    check: 'indexes',
    state: 'bad',
    finding: 'Not valid, and not used: broken.',
    advice: 'Build them anew: reindex index concurrently broken;',
  })
  // it has only looked
  expect(await sql`select from kysely_migration where name like '0025%'`.execute(db)).toMatchObject({ rows: [] })
})

test('a configuration that cannot be used ends with 2, all its problems listed', async () => {
  const { stdout, code } = await runCli(['doctor'], { PORT: 'x', REDIS_URL: 'y', DATABASE_URL: '' })
  expect(code).toBe(2)
  expect(stdout).toMatch(/✗ configuration +PORT must be [^]*✗ configuration +REDIS_URL must be /)
})

test('a database and a Redis that do not answer are bad, and no password is shown', async () => {
  const port = await freePort()
  const env = {
    DATABASE_URL: `postgres://me:hunter2@127.0.0.1:${port}/none`,
    REDIS_URL: `redis://:hunter2@127.0.0.1:${port}`,
  }
  const { stdout, code } = await runCli(['doctor'], env)
  expect(code).toBe(1)
  expect(stdout).toMatch(/✗ database +The database was lost: connect ECONNREFUSED/)
  expect(stdout).toMatch(/✗ redis +Redis does not answer: .*ECONNREFUSED/)
  expect(stdout).not.toContain('hunter2')
})

test('replicas are named by their host: one that is none, and one that does not answer', async () => {
  const { url } = await createTestDatabase()
  const gone = `postgres://me:hunter2@127.0.0.1:${await freePort()}/none`
  const env = { DATABASE_URL: url, DATABASE_REPLICA_URLS: `${url},${gone}` }
  const { stdout, code } = await runCli(['doctor'], env)
  expect(code).toBe(1)
  expect(stdout).toMatch(/✗ replica +127\.0\.0\.1:\d+ is no standby\./)
  expect(stdout).toMatch(/! replica +127\.0\.0\.1:\d+ does not answer: .*ECONNREFUSED/)
  expect(stdout).not.toContain('hunter2')
})

test.skipIf(testRedisUrl === null)(
  'a Redis that answers is named by its version (skipped without TEST_REDIS_URL)',
  async () => {
    const { url } = await createTestDatabase()
    const { of } = await doctor({ DATABASE_URL: url, REDIS_URL: testRedisUrl ?? '' })
    expect(of('redis')?.finding).toMatch(/^Redis \d+\.\d+.* answers\.$/)
  },
)

test('the disk under the embedded database is looked at, whether or not that was made yet', async () => {
  const { of } = await doctor({ DATABASE_URL: '', MASTHEAD_DATA_DIR: join(folder, 'not', 'yet') })
  expect(of('disk')?.finding).toMatch(/^[\d.]+ [MGT]B free at /)
  expect(of('migrations')).toMatchObject({ state: 'mind' })
})
