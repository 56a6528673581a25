import { gunzipSync, brotliDecompressSync, zstdDecompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createPageEncoder } from '../../../src/server/answer/encode-page.ts'
import { createTestGateway } from '../support.ts'

const encode = createPageEncoder()
const html = { 'content-type': 'text/html; charset=utf-8' }
const page = { status: 200, headers: html, body: 'A page of words. '.repeat(100) }

test('a page is compressed as the client accepts it, and varies by that', () => {
  const decoders = { br: brotliDecompressSync, gzip: gunzipSync, zstd: zstdDecompressSync }
  for (const [encoding, decode] of Object.entries(decoders)) {
    const { headers, body } = encode(encoding, page)
    expect(headers).toEqual({ ...html, 'content-encoding': encoding, vary: 'Accept-Encoding' })
    expect(decode(body ?? '').toString()).toBe(page.body)
    expect(encode(encoding, { ...page }).body).toBe(body)
  }
  expect(encode(null, page)).toEqual({ ...page, headers: { ...html, vary: 'Accept-Encoding' } })
})

test.each([
  ['short', { ...page, body: 'Hello' }],
  ['compressed already', { ...page, headers: { ...html, 'content-encoding': 'br' } }],
  ['no text', { ...page, headers: { 'content-type': 'image/png' } }],
  ['bytes', { ...page, body: Buffer.alloc(5_000) }],
])('what is %s stays as it is', (_what, answer) => {
  expect(encode('br', answer)).toBe(answer)
})

test('GraphiQL’s page comes compressed', async () => {
  const { gateway } = createTestGateway({ pages: { title: 'A long title. '.repeat(100) } })
  const headers = { accept: 'text/html', 'accept-encoding': 'br' }
  const response = await gateway.fetch('http://localhost/graphql', { headers })
  expect([response.status, response.headers.get('content-encoding')]).toEqual([200, 'br'])
  expect(response.headers.get('vary')).toContain('Accept-Encoding')
  expect(brotliDecompressSync(await response.arrayBuffer()).toString()).toContain('A long title.')
})
