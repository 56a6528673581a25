import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { generate } from 'selfsigned'
import { afterAll, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../support/database.ts'
import { rss, serveFeeds, type Certificate } from './server.ts'

const folder = await mkdtemp(join(tmpdir(), 'masthead-test-'))
afterAll(() => rm(folder, { recursive: true }))
const { db, url: databaseUrl } = await createTestDatabase()
const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

const day = 86_400_000
const authority = await generate([{ name: 'commonName', value: 'Harbour Test Authority' }], {
  keyType: 'ec',
  algorithm: 'sha256',
  extensions: [
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
  ],
})

/** A certificate that the test's own authority signed, for this machine or for another host. */
async function certificateOf({ host = '127.0.0.1', begins = -day, ends = day } = {}): Promise<Certificate> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: host }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ca: { key: authority.private, cert: authority.cert },
    notBeforeDate: new Date(Date.now() + begins),
    notAfterDate: new Date(Date.now() + ends),
    extensions: [
      { name: 'basicConstraints', cA: false },
      {
        name: 'subjectAltName',
        altNames: [host === '127.0.0.1' ? { type: 7, ip: host } : { type: 2, value: host }],
      },
    ],
  })
  return { key, cert }
}

/** `masthead sync --once` on these feeds, with the authorities of `trusted` besides the usual ones; what it says of each feed. */
async function sync(feeds: Readonly<Record<string, { origin: string; host: string }>>, trusted?: string) {
  const list = join(folder, 'feeds.json')
  const publisher = 'The Harbour Post'
  const entries = Object.entries(feeds).map(([name, { origin }]) => ({ name, url: `${origin}/`, publisher }))
  await writeFile(list, JSON.stringify(entries))
  const child = spawn(process.execPath, [main, 'sync', list, '--once', '--json'], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl,
      IMPORT_ALLOWED_HOSTS: Object.values(feeds)
        .map(({ host }) => host)
        .join(','),
      ...(trusted !== undefined && { NODE_EXTRA_CA_CERTS: trusted }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  expect(out, err).not.toBe('')
  const outcomes = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { feed: string; outcome: string; message?: string })
  return {
    code: Number(code),
    output: Object.fromEntries(outcomes.map((one) => [one.feed, one.message ?? one.outcome])),
  }
}

describe('feeds over https', () => {
  test('a certificate is believed when NODE_EXTRA_CA_CERTS names its authority, when it is in force, and for its own host', async () => {
    const trusted = join(folder, 'authority.pem')
    await writeFile(trusted, authority.cert)
    const feed = rss(['One'])
    const serve = async (given: Parameters<typeof certificateOf>[0]) =>
      await serveFeeds((_request, response) => response.end(feed), await certificateOf(given))
    const servers = {
      sound: await serve({}),
      expired: await serve({ begins: -2 * day, ends: -day }),
      early: await serve({ begins: day, ends: 2 * day }),
      foreign: await serve({ host: 'www.other.example' }),
    }
    const { code, output } = await sync(servers, trusted)
    expect(output).toEqual({
      sound: 'imported',
      expired: 'Its certificate has expired.',
      early: 'Its certificate is not valid yet.',
      foreign: 'Its certificate is for another host.',
    })
    expect(code).toBe(1)
    expect(servers.sound.requests).toHaveLength(1)
    expect([servers.expired, servers.early, servers.foreign].flatMap(({ requests }) => requests)).toEqual([])
    expect(await db.selectFrom('article').select('external_id').execute()).toEqual([{ external_id: 'One' }])
  })

  test('a certificate of an unknown authority is refused and nothing is asked, and so is what speaks no TLS', async () => {
    const feed = rss(['One'])
    const unknown = await serveFeeds((_request, response) => response.end(feed), await certificateOf())
    const plain = await serveFeeds((_request, response) => response.end(feed))
    const { code, output } = await sync({
      unknown,
      plain: { ...plain, origin: plain.origin.replace('http:', 'https:') },
    })
    expect(output).toEqual({
      unknown:
        'No authority that is trusted here vouches for its certificate. NODE_EXTRA_CA_CERTS names a file (PEM) of others to trust.',
      plain: 'It could not agree with us on TLS; is its address an http: one?',
    })
    expect(code).toBe(1)
    expect(unknown.requests).toEqual([])
  })
})
