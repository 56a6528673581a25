import { afterAll, expect, test } from 'vitest'
import { openRealGateway } from '../keys/real-gateway.ts'

const real = await openRealGateway({ RESPONSE_CACHE_MB: '16' })
afterAll(() => real.stop())

const url = `${real.url}?query=${encodeURIComponent('{ topics(first: 2) { nodes { name } } }')}`

test('who asks for it is told what took how long, of an answer that is made and of one that was kept', async () => {
  const asking = { headers: { 'x-server-timing': '1' } }
  const made = await fetch(url, asking)
  expect(made.headers.get('server-timing')).toMatch(
    /^queue;dur=[\d.]+, db;dur=[\d.]+;desc="[1-9] statements", total;dur=[\d.]+$/,
  )
  const [, db, total] = (made.headers.get('server-timing') ?? '').match(/dur=([\d.]+)/g) ?? []
  expect(Number(db?.slice(4))).toBeLessThanOrEqual(Number(total?.slice(4)) * 2)
  expect(made.headers.get('timing-allow-origin')).toBe('*')
  expect(made.headers.get('cache-control')).toBe('private, no-store')
  for (let turn = 0; turn < 3; turn++) {
    const kept = await fetch(url, asking)
    expect(kept.headers.get('server-timing')).toMatch(/^cache;desc="hit", queue;dur=0, db;dur=0;desc="0 statements"/)
    expect(await kept.json()).toEqual(await (await fetch(url)).json())
  }
})

test('nobody else is told, and what they are given may be kept as before', async () => {
  for (let turn = 0; turn < 3; turn++) {
    const { headers } = await fetch(url)
    expect([headers.get('server-timing'), headers.get('timing-allow-origin')]).toEqual([null, null])
    expect(headers.get('cache-control')).toMatch(/^public, max-age=/)
  }
})
