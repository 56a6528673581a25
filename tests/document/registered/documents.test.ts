import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDocuments, documentIdOf } from '../../../src/document/registered/find.ts'
import { DocumentsRefused, readDocuments } from '../../../src/document/registered/read.ts'
import { registerDocuments } from '../../../src/document/registered/register.ts'
import { type KeyedGateway, openKeyedGateway, toAnswer } from '../../keys/keyed-gateway.ts'
import { priceSchema } from '../price/price-schema.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const schema = priceSchema()
const document = 'query Page($n: Int) { articles(first: $n) { nodes { id } } }\n'

let world: KeyedGateway
beforeAll(async () => {
  world = await openKeyedGateway()
  await registerDocuments(world.db, readDocuments(schema, 'page.graphql', document))
})
afterAll(async () => {
  await world.keys.close()
})

async function get(params: Record<string, string>, headers: Record<string, string> = {}) {
  return await toAnswer(
    await world.gateway.fetch(`http://gateway.test/graphql?${new URLSearchParams(params)}`, { headers }),
  )
}
async function post(body: object, headers: Record<string, string> = {}) {
  return await toAnswer(await world.post(body, headers))
}
const automatic = (digest: string) => ({ persistedQuery: { version: 1, sha256Hash: digest } })

describe('a registered document', () => {
  test('runs by its id, by GET and by POST, with variables', async () => {
    const documentId = `sha256:${sha256(document)}`
    for (const answer of [
      await get({ documentId, variables: JSON.stringify({ n: 3 }) }),
      await post({ documentId, variables: { n: 3 } }),
      await post({ documentId: sha256(document).toUpperCase(), variables: { n: 3 } }),
      await post({ extensions: automatic(sha256(document)), variables: { n: 3 } }),
    ]) {
      expect(answer).toMatchObject({ status: 200, cost: { requested: 4 } })
    }
  })

  test('that is not there is 404, in words that help', async () => {
    const answer = await post({ documentId: `sha256:${sha256('other')}` })
    expect([answer.status, answer.code]).toEqual([404, 'PERSISTED_NOT_FOUND'])
    expect(answer.message).toMatch(/ask the publisher to register/)
  })

  test('beside a query is a bad request, and so is neither of them', async () => {
    const both = await post({ documentId: `sha256:${sha256(document)}`, query: '{ article { id } }' })
    expect([both.status, both.code]).toEqual([400, 'BAD_REQUEST'])
    expect((await post({})).code).toBe('BAD_REQUEST')
  })

  test('is all that a key bound to them runs', async () => {
    const { secret } = await world.createKey({ persistedOnly: true })
    const headers = { authorization: `Bearer ${secret}` }
    expect((await post({ documentId: `sha256:${sha256(document)}` }, headers)).status).toBe(200)
    expect((await post({ extensions: automatic(sha256(document)) }, headers)).status).toBe(200)
    const query = '{ article { id } }'
    await post({ query, extensions: automatic(sha256(query)) })
    for (const [body, status, code] of [
      [{ query }, 403, 'PERSISTED_ONLY'],
      [{ query, extensions: automatic(sha256(query)) }, 403, 'PERSISTED_ONLY'],
      [{ extensions: automatic(sha256(query)) }, 200, 'PERSISTED_QUERY_NOT_FOUND'],
      [{ documentId: sha256(query) }, 404, 'PERSISTED_NOT_FOUND'],
    ] as const) {
      const answer = await post(body, headers)
      expect([answer.status, answer.code]).toEqual([status, code])
    }
  })
})

describe('automatic persisted queries', () => {
  const query = '{ article { headline } }'

  test('are told to be unknown with 200, sent once, and then run by their digest', async () => {
    const extensions = automatic(sha256(query))
    const unknown = await get({ extensions: JSON.stringify(extensions) })
    expect(unknown).toMatchObject({ status: 200, code: 'PERSISTED_QUERY_NOT_FOUND', message: 'PersistedQueryNotFound' })
    expect((await post({ query, extensions })).data).toEqual({ article: { headline: 'Headline' } })
    expect((await get({ extensions: JSON.stringify(extensions) })).data).toEqual({ article: { headline: 'Headline' } })
  })

  test('whose digest is not that of what would run are refused', async () => {
    const answer = await post({ query: '{ article { id } }', extensions: automatic(sha256('something else')) })
    expect([answer.status, answer.code]).toEqual([400, 'BAD_REQUEST'])
    // a repeated key: the last one is what runs, so it is what the digest has to fit
    const body = `{"query": ${JSON.stringify(query)}, "query": "{ article { id } }", "extensions": ${JSON.stringify(automatic(sha256(query)))}}`
    const response = await world.gateway.fetch('http://gateway.test/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    expect((await toAnswer(response)).status).toBe(400)
  })

  test('are not taken for registered ones, and are bounded', async () => {
    const documents = createDocuments(async () => null)
    const large = 'x'.repeat(6_000_000)
    documents.rememberAutomatic('a', large)
    documents.rememberAutomatic('b', large)
    documents.rememberAutomatic('c', 'x'.repeat(11_000_000))
    expect([
      documents.findAutomatic('a'),
      documents.findAutomatic('b') === large,
      documents.findAutomatic('c'),
    ]).toEqual([null, true, null])
    expect(await documents.findRegistered('b')).toBeNull()
    expect((await post({ documentId: sha256(query) })).status).toBe(404)
  })
})

describe('files of documents', () => {
  test('are .graphql files, or maps of ids to documents', () => {
    expect(readDocuments(schema, 'a.graphql', document)).toEqual([
      { id: documentIdOf(document), document, operationNames: ['Page'] },
    ])
    const sha1 = 'da39a3ee5e6b4b0d3255bfef95601890afd80709'
    const map = JSON.stringify({ [sha1]: document, [sha256(document)]: document })
    expect(readDocuments(schema, 'persisted-documents.json', map).map(({ id }) => id)).toEqual([
      documentIdOf(document),
      sha1,
      documentIdOf(document),
    ])
    const manifest = {
      format: 'apollo-persisted-query-manifest',
      version: 1,
      operations: [{ id: sha256(document), body: document }],
    }
    expect(readDocuments(schema, 'manifest.json', JSON.stringify(manifest))).toHaveLength(1)
  })

  test('are refused whole where one document or id is wrong', () => {
    for (const [name, text, reason] of [
      ['a.graphql', '{ nothing }', /Cannot query field/],
      ['a.graphql', '{', /Syntax Error/],
      ['a.graphql', 'fragment F on Article { id }', /Fragment "F" is never used|no operation/],
      ['a.json', '[]', /does not map/],
      ['a.json', 'x', /not JSON/],
      ['a.json', JSON.stringify({ [sha256('x')]: document }), /not the SHA-256/],
      ['a.json', JSON.stringify({ 'a b': document }), /letters, digits/],
    ] as const) {
      expect(() => readDocuments(schema, name, text)).toThrow(DocumentsRefused)
      expect(() => readDocuments(schema, name, text)).toThrow(reason)
    }
  })

  test('an id keeps the document it has', async () => {
    const other = '{ article { id } }'
    await registerDocuments(world.db, readDocuments(schema, 'a.json', JSON.stringify({ 'x-home': other })))
    expect(
      await registerDocuments(world.db, readDocuments(schema, 'a.json', JSON.stringify({ 'x-home': other }))),
    ).toEqual(new Set())
    await expect(
      registerDocuments(world.db, readDocuments(schema, 'a.json', JSON.stringify({ 'x-home': document }))),
    ).rejects.toThrow('registered with another document')
    expect((await post({ documentId: 'x-home' })).data).toEqual({ article: { id: 'a1' } })
  })
})
