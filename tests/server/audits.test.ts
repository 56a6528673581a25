import { auditServer } from 'graphql-http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer } from './support.ts'

let started: Awaited<ReturnType<typeof startTestServer>>

beforeAll(async () => {
  started = await startTestServer()
})

afterAll(() => started.server.close())

test('every audit of GraphQL over HTTP passes, MUST, SHOULD and MAY', async () => {
  const results = await auditServer({ url: started.url, fetchFn: fetch })
  const failed = results.filter(({ status }) => status !== 'ok').map(({ id, name }) => `${id} ${name}`)
  expect(failed).toEqual([])
  expect(results.length).toBeGreaterThan(60)
})
