import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { createLog } from '../../src/log.ts'
import { openGateway } from '../../src/server/open/open-gateway.ts'
import { createTestDatabase } from '../support/database.ts'

test('INTROSPECTION=off refuses every way to the schema, and suggestions with it', async () => {
  const { database } = await createTestDatabase()
  const gateway = await openGateway(readConfig({ INTROSPECTION: 'off' }), database, createLog('silent'))
  const ask = async (query: string): Promise<any> => {
    const response = await gateway.fetch('http://gateway.test/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    })
    return response.json()
  }
  for (const query of [
    '{ __schema { types { name } } }',
    '{ x: __type(name: "Article") { name } }',
    'fragment F on Query { __schema { queryType { name } } } { ...F }',
  ]) {
    expect((await ask(query)).errors[0].extensions.code).toBe('INTROSPECTION_DISABLED')
  }
  const { errors } = await ask('{ article { headlin } }')
  expect(JSON.stringify(errors)).not.toMatch(/did you mean/i)
  expect((await ask('{ __typename }')).data).toEqual({ __typename: 'Query' })
  await gateway.close()
})
