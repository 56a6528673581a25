import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { clientErrors } from '../../../schema/errors.ts'
import { type Answer, ask, codesOf, createTestGateway, secret } from '../support.ts'

const strict = { accept: 'application/graphql-response+json' }

describe.each(['production', 'development', 'test', ''])('with NODE_ENV=%s', (environment) => {
  beforeEach(() => void vi.stubEnv('NODE_ENV', environment))
  afterEach(() => void vi.unstubAllEnvs())

  test.each(['error', 'string', 'sql'])('a surprise (%s) is masked for the client and logged whole', async (how) => {
    const { gateway, lines } = createTestGateway()
    const answer = await ask(gateway, `query Broken {fails(how:"${how}")}`, { 'x-request-id': 'req-1' })
    expect(answer.status).toBe(500)
    const [error] = answer.body.errors ?? []
    expect(error).toEqual({
      message: clientErrors.INTERNAL_SERVER_ERROR.sentence,
      locations: [{ line: 1, column: 15 }],
      path: ['fails'],
      extensions: { code: 'INTERNAL_SERVER_ERROR', errorId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown },
    })
    expectNoLeak(answer)
    const logged = lines.filter(({ level }) => level === 'error')
    expect(logged).toHaveLength(1)
    expect(logged[0]?.fields).toMatchObject({
      requestId: 'req-1',
      operation: 'Broken',
      path: ['fails'],
      errorId: error?.extensions['errorId'],
    })
    expect(inspect(logged[0]?.fields['err'])).toContain(secret)
  })
})

test('a database that is away is 503, a statement that took too long 504', async () => {
  for (const [how, status, code] of [
    ['refused', 503, 'UNAVAILABLE'],
    ['shutdown', 503, 'UNAVAILABLE'],
    ['slow', 504, 'TIMEOUT'],
  ] as const) {
    const { gateway, lines } = createTestGateway()
    const answer = await ask(gateway, `{fails(how:"${how}")}`)
    expect([answer.status, codesOf(answer)]).toEqual([status, [code]])
    expectNoLeak(answer)
    expect(lines.filter(({ level }) => level === 'warn')).toHaveLength(1)
  }
})

test('a failure beside data leaves the data and the 200', async () => {
  const answer = await ask(createTestGateway().gateway, '{hello fails(how:"refused")}', strict)
  expect(answer.status).toBe(200)
  expect(answer.body.data).toEqual({ hello: 'Hello reader', fails: null })
  expect(codesOf(answer)).toEqual(['UNAVAILABLE'])
})

test('a context that cannot be made is masked too', async () => {
  const createContext = () => {
    throw new Error(secret)
  }
  const answer = await ask(createTestGateway({ createContext }).gateway, '{hello}')
  expect([answer.status, codesOf(answer)]).toEqual([500, ['INTERNAL_SERVER_ERROR']])
  expectNoLeak(answer)
})

test('a plugin that throws in any hook is masked too', async () => {
  const boom = () => {
    throw new Error(secret)
  }
  for (const hook of [
    'onRequest',
    'onResponse',
    'onRequestParse',
    'onParams',
    'onParse',
    'onValidate',
    'onExecute',
    'onExecutionResult',
  ]) {
    const { gateway, lines } = createTestGateway({ plugins: [{ [hook]: boom }] })
    const answer = await ask(gateway, '{hello}')
    expect([hook, answer.status, codesOf(answer)]).toEqual([hook, 500, ['INTERNAL_SERVER_ERROR']])
    expectNoLeak(answer)
    expect(lines.some(({ level }) => level === 'error')).toBe(true)
  }
})

test('an error meant for the client is told as it is', async () => {
  const answer = await ask(createTestGateway().gateway, '{hello fails(how:"client")}', strict)
  expect(answer.status).toBe(200)
  expect(answer.body.errors).toEqual([
    {
      message: clientErrors.FORBIDDEN.sentence,
      locations: [{ line: 1, column: 8 }],
      path: ['fails'],
      extensions: { code: 'FORBIDDEN', requiredScope: 'CONTENT_WRITE' },
    },
  ])
})

test('each stage of a request has its code', async () => {
  const { gateway } = createTestGateway()
  const cases: [request: string | object, code: string][] = [
    ['{', 'GRAPHQL_PARSE_FAILED'],
    ['{nope}', 'GRAPHQL_VALIDATION_FAILED'],
    ['{echo(first:2147483648)}', 'BAD_USER_INPUT'],
    ['{echo(first:"5")}', 'BAD_USER_INPUT'],
    ['{echo(first:1.5)}', 'BAD_USER_INPUT'],
    ['{echo(colour:GREEN)}', 'BAD_USER_INPUT'],
    [{ query: 'query($f:Int){echo(first:$f)}', variables: { f: 2147483648 } }, 'BAD_USER_INPUT'],
    [{ query: 'query($f:Int){echo(first:$f)}', variables: { f: '5' } }, 'BAD_USER_INPUT'],
    [{ query: 'query($f:Int!){echo(first:$f)}' }, 'BAD_USER_INPUT'],
    [{ query: 'query A{hello} query B{hello}', operationName: 'C' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['subscription{hello}', 'GRAPHQL_VALIDATION_FAILED'],
    ['type A { b: Int }', 'GRAPHQL_VALIDATION_FAILED'],
  ]
  for (const [request, code] of cases) {
    const lenient = await ask(gateway, request)
    expect([request, lenient.status, codesOf(lenient)]).toEqual([request, 200, [code]])
    expect(lenient.body).not.toHaveProperty('data')
    expect((await ask(gateway, request, strict)).status).toBe(400)
  }
})

test('no answer repeats more than 120 characters of the input', async () => {
  const { gateway } = createTestGateway()
  const long = 'x'.repeat(10_000)
  const digits = '1'.repeat(10_000)
  const keys = `{${Array.from({ length: 300 }, (_, i) => `k${i}: 1`).join(', ')}}`
  const requests: (string | object)[] = [
    `{${'x'.repeat(100)}}`,
    `{${long}}`,
    `{hello(name:${digits})}`,
    `{echo(first:${digits})}`,
    `{echo(first:"${long}")}`,
    `{echo(page:${keys})}`,
    `{hello "${long}"`,
    `{hello(name:"${long}"`,
    { query: 'query($f:Int){echo(first:$f)}', variables: { f: long } },
    { query: 'query($p:Page){echo(page:$p)}', variables: { p: { [long]: 1 } } },
    { query: 'query($p:Page){echo(page:$p)}', variables: { p: { first: long } } },
  ]
  for (const request of requests) {
    const { text, body } = await ask(gateway, request)
    expect(body.errors?.length).toBeGreaterThan(0)
    expect(text).not.toMatch(/x{121}|1{121}/)
    for (const { message } of body.errors ?? []) expect(message.length).toBeLessThanOrEqual(241)
  }
})

test('an answer carries at most ten errors', async () => {
  const { gateway } = createTestGateway()
  expect(codesOf(await ask(gateway, '{failing(how:"error")}'))).toHaveLength(10)
  const fields = Array.from({ length: 300 }, (_, i) => `nope${i}`).join(' ')
  expect(codesOf(await ask(gateway, `{${fields}}`))).toHaveLength(10)
  const tags = Array.from({ length: 300 }, (_, i) => i)
  const request = { query: 'query($p:Page){echo(page:$p)}', variables: { p: { tags } } }
  expect(codesOf(await ask(gateway, request)).length).toBeLessThanOrEqual(10)
})

function expectNoLeak({ text, headers }: Answer): void {
  for (const word of [secret, 'hunter2', 'node_modules', '.ts:', '   at ', 'ECONNREFUSED'])
    expect(text).not.toContain(word)
  expect([...headers.values()].join()).not.toContain('hunter2')
}

test.each([
  [
    'query A { hello } query B { hello }',
    undefined,
    'This document has the operations A, B. Say in "operationName" which is to run.',
  ],
  ['query A { hello } query B { hello }', 'C', 'There is no operation C in this document. It has A, B.'],
  ['{ hello }', 'C', 'There is no operation C in this document. Its operation has no name: leave "operationName" out.'],
  ['fragment F on Query { hello }', undefined, 'This document has no operation. Send a query or a mutation.'],
])('of %s with the name %s a client is told which operations there are', async (query, operationName, message) => {
  const { gateway } = createTestGateway()
  const accept = { accept: 'application/graphql-response+json' }
  const answer = await ask(gateway, { query, operationName }, accept)
  expect([answer.status, answer.body.errors]).toEqual([
    400,
    [{ message, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
  ])
  const many = Array.from({ length: 30 }, (_, at) => `query ${'N'.repeat(60)}${at} { hello }`).join(' ')
  expect((await ask(gateway, { query: many })).body.errors?.[0]?.message.length).toBeLessThan(300)
})
