import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { createAdmission } from '../../src/server/admission.ts'
import { openRealGateway, type RealGateway } from '../keys/real-gateway.ts'
import { open, startTestServer } from './support.ts'

const json = { 'content-type': 'application/json' }
const never = new AbortController().signal

test('operations wait for their turn in the order in which they came, and leave once', async () => {
  const admission = createAdmission({ atOnce: 2, maxWaiting: 10 })
  const order: string[] = []
  const [first, second] = [await admission.enter(never), await admission.enter(never)]
  const third = Promise.resolve(admission.enter(never)).then((leave) => (order.push('third'), leave))
  const fourth = Promise.resolve(admission.enter(never)).then((leave) => (order.push('fourth'), leave))
  expect(admission).toMatchObject({ running: 2, waiting: 2 })
  first()
  first()
  await third
  expect(admission).toMatchObject({ running: 2, waiting: 1 })
  second()
  for (const leave of [await third, await fourth]) leave()
  expect(order).toEqual(['third', 'fourth'])
  expect(admission).toMatchObject({ running: 0, waiting: 0, refused: 0 })
  admission.stop()
})

test('nobody waits once the list is full, or longer than a second, or when the client has left', async () => {
  const admission = createAdmission({ atOnce: 1, maxWaiting: 2 })
  const leave = await admission.enter(never)
  const leaving = new AbortController()
  const left = Promise.resolve(admission.enter(leaving.signal)).catch((error: unknown) => error)
  const late = Promise.resolve(admission.enter(never)).catch((error: unknown) => error)
  expect(admission.refuses()).toBe(true)
  expect(() => admission.enter(never)).toThrow(/too many requests/)
  leaving.abort('gone')
  expect(await left).toBe('gone')
  expect(await late).toMatchObject({ extensions: { code: 'OVERLOADED', retryAfter: expect.any(Number) } })
  expect(admission).toMatchObject({ running: 1, waiting: 0, refused: 3 })
  leave()
  admission.stop()
})

/** What clients meet who ask again as soon as they are answered or refused, by a clock of the test: about `runMs` an operation, 16 at once. */
async function askInALoop(
  clients: number,
  runMs: number,
  { maxWaiting = 256, forMs = 10_000 } = {},
): Promise<{ answered: number; refused: number; longest: number; waits: { afterMs: number; ms: number }[] }> {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'setInterval', 'clearInterval'] })
  const admission = createAdmission({ atOnce: 16, maxWaiting })
  const met = { answered: 0, refused: 0, longest: 0, waits: [] as { afterMs: number; ms: number }[] }
  const startAt = performance.now()
  const endAt = startAt + forMs
  let turn = 0
  // from half as long to one and a half times
  const aRun = (): number => runMs * (0.5 + ((turn++ * 7) % 16) / 15)
  const client = async (): Promise<void> => {
    while (performance.now() < endAt) {
      const since = performance.now()
      try {
        const leave = await admission.enter(never)
        met.waits.push({ afterMs: since - startAt, ms: performance.now() - since })
        met.longest = Math.max(met.longest, performance.now() - since)
        await new Promise((resolve) => setTimeout(resolve, aRun()))
        leave()
        met.answered++
      } catch {
        met.refused++
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
  }
  try {
    const all = Promise.all(Array.from({ length: clients }, client))
    await vi.advanceTimersByTimeAsync(20_000)
    await all
    return met
  } finally {
    admission.stop()
    vi.useRealTimers()
  }
}

test('as many as run may wait for long operations, and of short ones not more than wait a moment', async () => {
  const slow = await askInALoop(32, 200)
  expect(slow).toMatchObject({ refused: 0 })
  expect(slow.answered).toBeGreaterThan(700)
  const quick = await askInALoop(500, 5)
  expect(quick.refused).toBeGreaterThan(0)
  expect(quick.answered).toBeGreaterThan(20_000)
  const overrun = await askInALoop(500, 200)
  expect(overrun.refused).toBeGreaterThan(0)
  expect(overrun.longest).toBeLessThanOrEqual(1_000)
})

test('in a crowd that stays nobody waits long once its beginning is over', async () => {
  const { waits } = await askInALoop(200, 50, { maxWaiting: 100_000, forMs: 2_000 })
  const later = waits.filter(({ afterMs }) => afterMs > 800).map(({ ms }) => ms)
  expect(later.length).toBeGreaterThan(200)
  expect(Math.max(...later)).toBeLessThan(200)
})

test('one more than can wait gets 503 and when to come again; the others are answered', async () => {
  const admission = createAdmission({ atOnce: 2, maxWaiting: 1 })
  const { server, world, url } = await startTestServer({ admission })
  const ask = () => fetch(url, { method: 'POST', headers: json, body: '{"query":"{slow}"}' })
  const running = [ask(), ask()]
  while (world.ran.length < 2) await sleep(5)
  const waiting = ask()
  while (admission.waiting < 1) await sleep(5)
  const refused = await ask()
  expect(refused.status).toBe(503)
  expect(refused.headers.get('retry-after')).toMatch(/^[123]$/)
  expect(refused.headers.get('access-control-allow-origin')).toBe('*')
  expect(await refused.json()).toEqual({
    errors: [{ message: expect.any(String), extensions: { code: 'OVERLOADED', retryAfter: expect.any(Number) } }],
  })
  expect((await fetch(`${server.url}/health/live`)).status).toBe(200)
  world.release()
  for (const answer of running) expect((await answer).status).toBe(200)
  const release = setInterval(() => world.release(), 5)
  // a busy machine may have let it wait for too long
  expect([200, 503]).toContain((await waiting).status)
  clearInterval(release)
  expect((await fetch(url, { method: 'POST', headers: json, body: '{"query":"{hello}"}' })).status).toBe(200)
  expect(admission).toMatchObject({ running: 0, waiting: 0 })
  admission.stop()
  await server.close()
})

test('refusals keep the connection, and the log has a line for all of a second', async () => {
  const admission = { ...createAdmission({ atOnce: 1, maxWaiting: 1 }), refuses: () => true }
  const { server, lines } = await startTestServer({ admission })
  const socket = await open(server.port)
  let text = ''
  socket.on('data', (piece: Buffer) => (text += piece.toString()))
  const body = '{"query":"{hello}"}'
  const request = `POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  for (let n = 1; n <= 100; n++) {
    socket.write(request)
    while (text.split('HTTP/1.1 503').length <= n) await once(socket, 'data')
  }
  expect(text).not.toContain('connection: close')
  expect(text.split('\r\nConnection: keep-alive\r\n').length).toBe(101)
  const refused = () => lines.map(({ fields }) => Number(fields['refused'])).reduce((sum, one) => sum + one, 0)
  await vi.waitFor(() => expect(refused()).toBe(100), { timeout: 300_000 })
  expect(lines[0]).toMatchObject({ fields: { path: '/graphql', status: 503 }, message: 'requests' })
  expect(lines.length).toBeLessThan(100)
  socket.destroy()
  admission.stop()
  await server.close()
})

/** As many statements as there are connections wait for a lock while `work` runs. */
async function whileAllWait(world: RealGateway, many: number, work: () => Promise<void>): Promise<void> {
  const lock = world.database.withoutTimeLimits()
  try {
    await lock.db.transaction().execute(async (tx) => {
      await sql`lock table author in access exclusive mode`.execute(tx)
      const stuck = Array.from({ length: many }, (_, n) =>
        world.ask(`query Q${n} { authors(first: ${n + 1}) { nodes { name } } }`),
      )
      await vi.waitFor(async () => expect(await countWaiting(world)).toBe(many), { timeout: 300_000 })
      await work()
      await Promise.all(stuck.map((answer) => expect(answer).resolves.toMatchObject({ status: 504, code: 'TIMEOUT' })))
      await vi.waitFor(async () => expect(await countWaiting(world)).toBe(0), { timeout: 300_000 })
    })
  } finally {
    await lock.close()
  }
}

async function countWaiting({ database }: RealGateway): Promise<number> {
  const { rows } = await sql`select from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(database.vital)
  return rows.length
}

test('an operation is over at its deadline, its statement too, and meanwhile readiness and keys are as quick as ever', async () => {
  // the test's database has four connections
  const world = await openRealGateway({ OPERATION_SECONDS: '5' })
  const { secret } = await world.createKey()
  await whileAllWait(world, 4, async () => {
    expect((await fetch(`${world.server.url}/health/ready`)).status).toBe(200)
    expect(await world.ask('{ __typename }', secret)).toMatchObject({ status: 200 })
  })
  expect(await world.ask('{ authors(first: 1) { nodes { name } } }')).toMatchObject({ status: 200 })
  await world.stop()
})
