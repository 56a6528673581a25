import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { createTestDatabase } from '../support/database.ts'
import { freePort } from '../support/servers/free-port.ts'
import { runCli, startCli } from '../support/run-cli.ts'
import { startTestServer } from './support.ts'

test.each(['PORT', 'METRICS_PORT'])('a taken %s ends the start, and the message names the variable', async (name) => {
  const { url } = await createTestDatabase()
  const { server } = await startTestServer()
  const env = { DATABASE_URL: url, PORT: '0', METRICS_PORT: '0', LOG_LEVEL: 'silent', [name]: String(server.port) }
  const { stdout, stderr, code } = await runCli(['serve', '--no-samples'], env)
  expect({ stdout, code }).toEqual({ stdout: '', code: 1 })
  expect(stderr).toContain(
    `Port ${server.port} of 127.0.0.1 is taken. Choose another, e.g. ${name}=${server.port + 1} npm start.`,
  )
  await server.close()
})

test.each(['HOST', 'METRICS_HOST'])('a %s that nobody can listen on ends the start in a sentence', async (name) => {
  const { url } = await createTestDatabase()
  const env = { DATABASE_URL: url, PORT: '0', METRICS_PORT: '0', LOG_LEVEL: 'silent', [name]: 'fe80::5' }
  const { stderr, code } = await runCli(['serve', '--no-samples'], env)
  expect(code).toBe(1)
  expect(stderr).toMatch(/^The gateway cannot listen on port 0 of fe80::5 \(E[A-Z]+\)\. .+\n$/)
  expect(stderr).toContain(`Check ${name} and ${name.replace('HOST', 'PORT')}.`)
})

test('a start that fails at its port leaves the samples to the next one, which makes the test key', async () => {
  const { url, db } = await createTestDatabase()
  const { server } = await startTestServer()
  const env = { DATABASE_URL: url, PORT: String(server.port), LOG_LEVEL: 'silent', ALLOW_TEST_KEYS: 'on' }
  expect((await runCli(['serve'], env)).code).toBe(1)
  expect(await db.selectFrom('article').select('id').execute()).toEqual([])
  await server.close()
})

test('a signal closes the gateway and the metrics, and the process ends with 0', async () => {
  const { url } = await createTestDatabase()
  const env = { DATABASE_URL: url, PORT: '0', METRICS_PORT: '0', LOG_LEVEL: 'silent', ALLOW_TEST_KEYS: 'on' }
  const gateway = startCli(['serve'], env)
  // the second signal ends what the first did not
  onTestFinished(gateway.stop)
  const welcome = await gateway.printed(/Ctrl-C stops it/)
  const [graphql = '', metrics = ''] = welcome.match(/http:\/\/127\.0\.0\.1:\d+\/(graphql(?= )|metrics)/g) ?? []
  expect(welcome).toMatch(/filled with 60 sample articles/)
  const [key = ''] = /mh_test_\w{36}/.exec(welcome) ?? []
  const body = JSON.stringify({ query: '{ viewer { isAnonymous } }' })
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` }
  const answer = await fetch(graphql, { method: 'POST', headers, body })
  expect(await answer.json()).toMatchObject({ data: { viewer: { isAnonymous: false } } })
  expect(await (await fetch(metrics)).text()).toContain('masthead_requests_total{outcome="ok"} 1')
  gateway.stop()
  expect((await gateway.ended).code).toBe(0)
})

test('a gateway that fills its database is ready when the samples are there, not before', async () => {
  const { url, db } = await createTestDatabase()
  const port = await freePort()
  const env = { DATABASE_URL: url, PORT: String(port), LOG_LEVEL: 'silent' }
  const status = async (path: string): Promise<number | null> =>
    await fetch(`http://127.0.0.1:${port}/health/${path}`).then(
      (response) => response.status,
      () => null,
    )
  const gateway = await db.transaction().execute(async (tx) => {
    // lets the samples be looked for, and nothing be written
    await sql`lock table article in share mode`.execute(tx)
    const started = startCli(['serve'], env)
    onTestFinished(started.stop)
    await expect.poll(() => status('live')).toBe(200)
    await expect
      .poll(async () => {
        const { rows } = await sql`select from pg_locks
          where not granted and database = (select oid from pg_database where datname = current_database())`.execute(db)
        return rows.length
      })
      .toBeGreaterThan(0)
    expect(await status('ready')).toBe(503)
    return started
  })
  await expect.poll(() => status('ready')).toBe(200)
  const { length } = await db.selectFrom('article').select('id').execute()
  expect(length).toBe(60)
  gateway.stop()
  await gateway.ended
})
