import { expect, test } from 'vitest'
import { createLog } from '../../../src/log.ts'
import { listen } from '../../../src/server/listen.ts'
import { openRealGateway } from '../../keys/real-gateway.ts'

test('a gateway about to close is not ready, and goes on answering', async () => {
  const { server, gateway, ask, stop } = await openRealGateway()
  const ready = async (): Promise<number> => (await fetch(`${server.url}/health/ready`)).status
  expect(await ready()).toBe(200)
  gateway.drain()
  expect(await ready()).toBe(503)
  expect(await ask('{ __typename }')).toMatchObject({ status: 200 })
  await stop()
})

test('a line of the log says who asked what, what it cost and how many statements that took; metrics tell the pool', async () => {
  const { ask, createKey, gateway, log, stop } = await openRealGateway()
  const { secret } = await createKey()
  await ask('query Front { articles(first: 2) { nodes { id } } }', secret, {}, { 'x-request-id': 'one' })
  await ask('{ __typename }', null, {}, { 'x-request-id': 'other' })
  const lines = log()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  const price = expect.any(Number) as number
  const front = { operation: 'Front', key: secret.slice(0, 14), price, cost: price, statements: 2, status: 200 }
  expect(lines.find(({ requestId }) => requestId === 'one')).toMatchObject(front)
  expect(lines.find(({ requestId }) => requestId === 'other')).toMatchObject({ key: null, statements: 0 })
  expect(log()).not.toContain(secret)
  const server = await listen(gateway.metrics, { port: 0, host: '127.0.0.1', log: createLog('silent') })
  const metrics = await (await fetch(`${server.url}/metrics`)).text()
  expect(metrics).toMatch(/^masthead_statements_total 2$/m)
  expect(metrics).toMatch(/^masthead_pool_connections [1-9]$/m)
  for (const name of ['pool_idle_connections', 'pool_waiting', 'operations_running', 'operations_refused']) {
    expect(metrics).toMatch(new RegExp(`^masthead_${name} \\d+$`, 'm'))
  }
  expect(metrics).toMatch(/^nodejs_eventloop_lag_p99_seconds /m)
  await server.close()
  await stop()
})
