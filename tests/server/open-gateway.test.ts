import { expect, test } from 'vitest'
import { openRealGateway } from '../keys/real-gateway.ts'

test('a gateway about to close is not ready, and goes on answering', async () => {
  const { server, gateway, ask, stop } = await openRealGateway()
  const ready = async (): Promise<number> => (await fetch(`${server.url}/health/ready`)).status
  expect(await ready()).toBe(200)
  gateway.drain()
  expect(await ready()).toBe(503)
  expect(await ask('{ __typename }')).toMatchObject({ status: 200 })
  await stop()
})
