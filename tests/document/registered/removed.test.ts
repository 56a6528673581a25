import { afterAll, expect, test } from 'vitest'
import { listDocuments, removeDocuments } from '../../../src/db/keys/documents.ts'
import { registerDocuments } from '../../../src/document/registered/register.ts'
import { openRealGateway } from '../../keys/real-gateway.ts'

const real = await openRealGateway({ RESPONSE_CACHE_MB: '16' })
afterAll(() => real.stop())

const document = 'query Registered { articles(first: 2) { nodes { headline } } }'
const register = (id: string) => registerDocuments(real.db, [{ id, document, operationNames: ['Registered'] }])
const get = async (id: string, headers: Record<string, string> = {}) =>
  (await fetch(`${real.url}?documentId=${id}`, { headers: { accept: 'application/json', ...headers } })).status

test('a document that is removed is gone at every gateway, also where its answers are kept, and may come back', async () => {
  const id = 'comes-and-goes'
  await register(id)
  for (let turn = 0; turn < 4; turn++) expect(await get(id)).toBe(200)
  expect(await removeDocuments(real.db, [id])).toEqual([id])
  await expect.poll(() => get(id)).toBe(404)
  await register(id)
  await expect.poll(() => get(id)).toBe(200)
})

test('who runs one, and when last, is noted, also of requests that are answered before they are looked at', async () => {
  const id = 'is-run'
  const { secret, id: keyId } = await real.createKey({ name: 'The app' })
  const used = async () => (await listDocuments(real.db, { ids: [id] }))[0]?.usedBy.map((one) => one.keyName)
  await register(id)
  await expect.poll(() => get(id, { authorization: `Bearer ${secret}` })).toBe(200)
  await expect.poll(used).toEqual(['The app'])
  for (let turn = 0; turn < 4; turn++) await get(id)
  await expect.poll(async () => (await used())?.toSorted()).toEqual(['The app', null].toSorted())
  expect((await listDocuments(real.db, { keyId })).map((one) => one.id)).toEqual([id])
  expect(await listDocuments(real.db, { unusedDays: 1 })).toEqual([])
})
