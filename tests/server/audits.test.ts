import { auditServer } from 'graphql-http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer } from './support.ts'

let started: Awaited<ReturnType<typeof startTestServer>>

beforeAll(async () => {
  started = await startTestServer()
})

afterAll(() => started.server.close())

test.each([
  ['over node:http, without Fetch objects', (url, init) => fetch(url, init)],
  ['by Yoga itself', (url, init) => started.gateway.fetch(url, init)],
] satisfies [string, (url: string, init?: RequestInit) => Promise<Response>][])(
  'every audit of GraphQL over HTTP passes, MUST, SHOULD and MAY: %s',
  async (_way, fetchFn) => {
    const results = await auditServer({ url: started.url, fetchFn })
    const failed = results.filter(({ status }) => status !== 'ok').map(({ id, name }) => `${id} ${name}`)
    expect(failed).toEqual([])
    expect(results.length).toBeGreaterThan(60)
  },
)
