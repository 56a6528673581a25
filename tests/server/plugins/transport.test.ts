import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { ask, codesOf, createTestGateway, post, read } from '../support.ts'

const json = { 'content-type': 'application/json' }
const hello = '{"query":"{hello}"}'

describe('a body that is no GraphQL request is 400, and the parser is not quoted', () => {
  const cases: [name: string, body: string | Uint8Array<ArrayBuffer>][] = [
    ['an empty body', ''],
    ['a byte order mark', `\uFEFF${hello}`],
    ['null', 'null'],
    ['a number', '42'],
    ['a string', '"{hello}"'],
    ['two values', `${hello}${hello}`],
    ['cut JSON', '{"query":"{hel'],
    [
      'invalid UTF-8',
      new Uint8Array([...Buffer.from('{"query":"{hello(name:\\"'), 0xff, 0xfe, ...Buffer.from('\\")}"}')]),
    ],
    ['an overlong sequence', new Uint8Array([...Buffer.from('{"query":"'), 0xc0, 0x80, ...Buffer.from('"}')])],
    ['a surrogate in UTF-8', new Uint8Array([...Buffer.from('{"query":"'), 0xed, 0xa0, 0x80, ...Buffer.from('"}')])],
    ['no query', '{}'],
    ['a query that is a number', '{"query":1}'],
    ['variables that are a list', '{"query":"{hello}","variables":[1]}'],
    ['an operation name with a line break', '{"query":"{hello}","operationName":"a\\nb"}'],
    ['an operation name of 101 characters', JSON.stringify({ query: '{hello}', operationName: 'a'.repeat(101) })],
    ['extensions of 10 KB', JSON.stringify({ query: '{hello}', extensions: { a: 'a'.repeat(10_000) } })],
    ['nothing but a parameter nobody knows', JSON.stringify({ ['x'.repeat(5_000)]: 1 })],
  ]
  test.each(cases)('%s', async (_name, body) => {
    for (const accept of ['application/json', 'application/graphql-response+json', 'text/event-stream', 'text/css']) {
      const answer = await post(createTestGateway().gateway, body, { ...json, accept })
      expect(answer.status).toBe(400)
      expect(codesOf(answer)).toEqual(['BAD_REQUEST'])
      expect(answer.text).not.toMatch(/position|token|unexpected|SyntaxError/i)
      expect(answer.text.length).toBeLessThan(400)
    }
  })
})

test.each([
  ['of one', [{ query: '{hello}' }]],
  ['of ten', Array.from({ length: 10 }, () => ({ query: 'mutation{write(text:"x")}' }))],
  ['of 10,000', Array.from({ length: 10_000 }, () => ({ query: '{hello}' }))],
  ['of none', []],
])('a batch %s is refused, and nothing in it runs', async (_name, batch) => {
  const { gateway, world } = createTestGateway()
  const answer = await post(gateway, JSON.stringify(batch))
  expect(answer.status).toBe(400)
  expect(codesOf(answer)).toEqual(['BATCHING_DISABLED'])
  expect(world.written).toEqual([])
})

test('of a repeated key the last one is what runs', async () => {
  const { gateway, world } = createTestGateway()
  const answer = await post(gateway, '{"query":"mutation{write(text:\\"x\\")}","query":"{hello}"}')
  expect(answer.body).toEqual({ data: { hello: 'Hello reader' } })
  expect(world.written).toEqual([])
})

test('a prototype in body, variables or extensions pollutes nothing', async () => {
  const { gateway } = createTestGateway()
  const query = JSON.stringify('query($v:JSON){echo(value:$v)}')
  const evil = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'
  const bodies = [
    `{"query":${query},"variables":{"v":${evil}}}`,
    `{"query":${query},"variables":${evil}}`,
    `{"query":${query},"extensions":${evil}}`,
    `{"query":${query},"__proto__":{"polluted":1}}`,
    `{"query":"{echo(value:{__proto__:{polluted:1}})}"}`,
  ]
  for (const body of bodies) expect((await post(gateway, body)).status).toBeLessThan(500)
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  expect((await post(gateway, `{"query":"{hello}","__proto__":{"polluted":1}}`)).status).toBe(200)
})

describe('only JSON in UTF-8 is accepted', () => {
  const refused = [
    undefined,
    'text/plain',
    'text/xml',
    'application/graphql',
    'application/graphql+json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain;application/json',
    'application/json, text/plain',
    'application/jsonx',
    'application/json; charset=cesu-8',
    'application/json; charset=utf-16',
    'application/json; charset=iso-8859-1',
  ]
  test.each(refused)('a mutation as %s is 415, and writes nothing', async (type) => {
    const { gateway, world } = createTestGateway()
    const mutation = 'mutation{write(text:"x")}'
    const bodies = [
      JSON.stringify({ query: mutation }),
      mutation,
      `query=${encodeURIComponent(mutation)}`,
      `--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n${JSON.stringify({ query: mutation })}\r\n--x--\r\n`,
    ]
    for (const body of bodies) {
      const headers = type === undefined ? {} : { 'content-type': type }
      // A string would bring its own content type.
      const answer = await post(gateway, new Uint8Array(Buffer.from(body)), headers)
      expect(answer.status).toBe(415)
      expect(codesOf(answer)).toEqual(['UNSUPPORTED_MEDIA_TYPE'])
    }
    expect(world.written).toEqual([])
  })

  test.each(['application/json', 'application/json;charset=utf-8', 'Application/JSON; charset="UTF-8"'])(
    '%s is accepted',
    async (type) => {
      const answer = await post(createTestGateway().gateway, hello, { 'content-type': type })
      expect(answer.body).toEqual({ data: { hello: 'Hello reader' } })
    },
  )
})

test.each(['gzip', 'br', 'deflate', 'gzip, gzip', 'zstd', 'nonsense'])(
  'a body encoded as %s is never inflated',
  async (encoding) => {
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(100_000_000)))
    const answer = await post(createTestGateway().gateway, bomb, { ...json, 'content-encoding': encoding })
    expect(answer.status).toBe(415)
    expect(codesOf(answer)).toEqual(['UNSUPPORTED_CONTENT_ENCODING'])
  },
)

test('a body of 1 MB is read, one byte more is 413', async () => {
  const { gateway } = createTestGateway()
  const padded = (bytes: number) => {
    const body = JSON.stringify({ query: 'query($n:String){hello(name:$n)}', variables: { n: '' } })
    return body.replace('""', `"${'a'.repeat(bytes - body.length)}"`)
  }
  expect((await post(gateway, padded(1024 * 1024))).status).toBe(200)
  const answer = await post(gateway, padded(1024 * 1024 + 1))
  expect(answer.status).toBe(413)
  expect(codesOf(answer)).toEqual(['PAYLOAD_TOO_LARGE'])
})

describe('GET', () => {
  const get = async (query: string, headers: Record<string, string> = {}) => {
    const { gateway, world } = createTestGateway()
    const answer = await read(await gateway.fetch(`http://localhost/graphql?${query}`, { headers }))
    return { ...answer, world }
  }

  test('runs queries with variables', async () => {
    const query = encodeURIComponent('query Q($n:String){hello(name:$n)}')
    const answer = await get(`query=${query}&operationName=Q&variables=${encodeURIComponent('{"n":"Ada"}')}`)
    expect(answer.body).toEqual({ data: { hello: 'Hello Ada' } })
    expect(answer.headers.get('vary')).toBe('Accept, Accept-Encoding, Authorization, X-API-Key')
  })

  test('never runs mutations', async () => {
    const answer = await get(`query=${encodeURIComponent('mutation{write(text:"x")}')}`)
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('POST')
    expect(codesOf(answer)).toEqual(['METHOD_NOT_ALLOWED'])
    expect(answer.world.written).toEqual([])
  })

  test('never runs a mutation that hides behind a query', async () => {
    const document = encodeURIComponent('query Q{hello} mutation M{write(text:"x")}')
    expect((await get(`query=${document}&operationName=M`)).status).toBe(405)
    const unnamed = await get(`query=${document}`)
    expect(codesOf(unnamed)).toEqual(['GRAPHQL_VALIDATION_FAILED'])
    expect(unnamed.world.written).toEqual([])
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded'])('with the content type %s is 415', async (type) => {
    expect((await get('query=%7Bhello%7D', { 'content-type': type })).status).toBe(415)
  })

  test('with variables that are no JSON is 400', async () => {
    const answer = await get('query=%7Bhello%7D&variables=%7Bnope')
    expect(answer.status).toBe(400)
    expect(codesOf(answer)).toEqual(['BAD_REQUEST'])
  })

  test('from a foreign page is answered, without credentials', async () => {
    const answer = await get('query=%7Bhello%7D', { origin: 'https://evil.example', cookie: 'a=b' })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
  })
})

test.each(['PUT', 'DELETE', 'PATCH'])('%s is 405 and says what is allowed', async (method) => {
  const response = await createTestGateway().gateway.fetch('http://localhost/graphql', { method })
  expect(response.status).toBe(405)
  expect(response.headers.get('allow')).toBe('GET, HEAD, POST')
})

test('a preflight from anywhere is granted, credentials never', async () => {
  const { gateway } = createTestGateway()
  const headers = {
    origin: 'https://evil.example',
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'content-type,authorization',
  }
  const preflight = await gateway.fetch('http://localhost/graphql', { method: 'OPTIONS', headers })
  expect(preflight.status).toBe(204)
  const answer = await ask(gateway, '{hello}', { origin: 'https://evil.example' })
  for (const response of [preflight, answer]) {
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
    expect(response.headers.get('access-control-expose-headers')).toMatch(/RateLimit.*Retry-After.*X-Request-Id/)
  }
  expect(preflight.headers.get('access-control-allow-headers')).toMatch(/authorization/)
})

test('a harmless request id comes back, any other is replaced', async () => {
  const { gateway } = createTestGateway()
  expect((await ask(gateway, '{hello}', { 'x-request-id': 'a.B_9-z' })).headers.get('x-request-id')).toBe('a.B_9-z')
  for (const id of ['a b', 'a'.repeat(65), '<script>', 'é', '${jndi:ldap://x}']) {
    expect((await ask(gateway, '{hello}', { 'x-request-id': id })).headers.get('x-request-id')).toMatch(
      /^[0-9a-f-]{36}$/,
    )
  }
  expect((await ask(gateway, '{hello}')).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
})

describe('a string that cannot be stored never reaches a resolver', () => {
  const query = 'query($v:JSON,$p:Page){echo(value:$v,page:$p)}'
  const requests: [name: string, body: string][] = [
    ['NUL in a variable', JSON.stringify({ query, variables: { v: 'a\0b' } })],
    ['NUL deep in a variable', JSON.stringify({ query, variables: { p: { tags: ['ok', '\0'] } } })],
    ['NUL in a key', JSON.stringify({ query, variables: { v: { '\0': 1 } } })],
    ['half a pair in a variable', `{"query":${JSON.stringify(query)},"variables":{"v":"\\ud800"}}`],
    ['the other half', `{"query":${JSON.stringify(query)},"variables":{"v":["\\uDC00 x"]}}`],
    ['NUL in a literal', JSON.stringify({ query: '{hello(name:"a\\u0000b")}' })],
    ['NUL in the other spelling', JSON.stringify({ query: '{hello(name:"a\\u{0}b")}' })],
    ['a raw NUL in the document', JSON.stringify({ query: '{hello(name:"a\0b")}' })],
    ['half a pair in a literal', JSON.stringify({ query: '{hello(name:"\\ud800")}' })],
    ['a raw half in the document', '{"query":"{hello(name:\\"\\ud800\\")}"}'],
  ]
  test.each(requests)('%s', async (_name, body) => {
    const answer = await post(createTestGateway().gateway, body)
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT'])
    expect(answer.status).toBe(200)
    expect(answer.body).not.toHaveProperty('data')
  })

  test('a whole pair passes, escaped or not', async () => {
    const { gateway } = createTestGateway()
    const answer = await post(
      gateway,
      '{"query":"query($n:String){hello(name:$n)}","variables":{"n":"\\ud83d\\ude00"}}',
    )
    expect(answer.body).toEqual({ data: { hello: 'Hello 😀' } })
  })
})

test('variables nested 20,000 deep are refused, not walked into the end of the stack', async () => {
  const variables = `{"v":${'['.repeat(20_000)}${']'.repeat(20_000)}}`
  const answer = await post(
    createTestGateway().gateway,
    `{"query":"query($v:JSON){echo(value:$v)}","variables":${variables}}`,
  )
  expect(codesOf(answer)).toEqual(['QUERY_TOO_LARGE'])
})
