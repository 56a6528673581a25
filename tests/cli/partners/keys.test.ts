import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toGlobalId } from '../../../schema/global-id.ts'
import { sql } from 'kysely'
import { touchDocuments } from '../../../src/db/keys/documents.ts'
import { addUsage } from '../../../src/db/keys/usage.ts'
import { bucketOf, histogramBuckets } from '../../../src/keys/histogram.ts'
import { parseKey } from '../../../src/keys/format.ts'
import { runCli } from '../../support/run-cli.ts'
import { type KeyedGateway, openKeyedGateway } from '../../keys/keyed-gateway.ts'

const pepper = 'a pepper for the tests'
let world: KeyedGateway
let folder: string
beforeAll(async () => {
  world = await openKeyedGateway({ keyPepper: pepper })
  folder = await mkdtemp(join(tmpdir(), 'masthead-cli-'))
  await world.db
    .insertInto('topic')
    .values({ segment: 'world', slug: 'world', name: 'World', name_key: 'world', type: 'SECTION', same_as: '[]' })
    .execute()
})
afterAll(async () => {
  await world.keys.close()
  await rm(folder, { recursive: true })
})

const run = async (...args: string[]) => await runCli(args, { DATABASE_URL: world.url, KEY_PEPPER: pepper })

describe('masthead keys', () => {
  test('changes what is named, takes limits away, and says what is wrong', async () => {
    const { id } = await world.createKey({ scopes: ['CONTENT_READ', 'CONTENT_BODY'] })
    const update = (...args: string[]) => run('keys', 'update', String(id), ...args)
    const limits = [
      '--origin',
      'https://www.example.org',
      '--topic',
      'world',
      '--points-per-minute',
      '9',
      '--expires',
      '90d',
    ]
    const limited = await update(
      '--name',
      'By hand',
      '--scope',
      'content_read',
      '--persisted-only',
      ...limits,
      '--json',
    )
    expect(limited.code).toBe(0)
    expect(JSON.parse(limited.stdout)).toMatchObject({
      name: 'By hand',
      scopes: ['CONTENT_READ'],
      allowedOrigins: ['https://www.example.org'],
      allowedTopics: ['world'],
      pointsPerMinute: 9,
      persistedOnly: true,
    })
    const free = await update('--any-origin', '--all-topics', '--expires', 'never', '--no-persisted-only')
    expect([free.code, free.stdout]).toEqual([0, expect.stringMatching(/origins +any\n[^]*expires +never/)])
    const wider = await update('--scope', 'CONTENT_PREVIEW')
    expect([wider.code, wider.stderr]).toEqual([2, expect.stringMatching(/^--scope: .*CONTENT_PREVIEW/)])
    expect((await update()).code).toBe(2)
    expect((await update('--origin', 'https://a.example', '--any-origin')).code).toBe(2)
    expect((await update('--topic', 'nowhere')).stderr).toContain('There is no topic nowhere')
  })

  test('makes a key that a running gateway accepts, shows it, rotates it and revokes it', async () => {
    const made = await run(
      'keys',
      'create',
      '--name',
      'My app',
      '--scope',
      'CONTENT_READ',
      '--scope',
      'content_body',
      '--topic',
      'world',
      '--json',
    )
    expect(made.code).toBe(0)
    const { id, key, ...rest }: Record<string, string> = JSON.parse(made.stdout)
    expect(parseKey(key ?? '')).toBe('live')
    expect(rest).toMatchObject({ name: 'My app', scopes: ['CONTENT_READ', 'CONTENT_BODY'], allowedTopics: ['world'] })
    expect((await world.ask('{ article { id } }', key)).status).toBe(200)

    const printed = JSON.parse((await run('keys', 'show', id ?? '', '--json')).stdout)
    expect(printed).toMatchObject({ id, state: 'active', prefix: key?.slice(0, 14) })
    expect(JSON.stringify(printed)).not.toContain(key)

    const rotated = await run('keys', 'rotate', id ?? '', '--overlap-seconds', '60')
    // alone on stdout, for scripts
    expect(rotated.stdout).toMatch(/^mh_live_[0-9A-Za-z]{36}\n$/)
    expect(rotated.stderr).toMatch(/^The old one works until \d{4}-\d\d-\d\dT[\d:.]+Z\.$/m)
    expect((await world.ask('{ article { id } }', key)).status).toBe(200)
    expect((await world.ask('{ article { id } }', rotated.stdout.trim())).status).toBe(200)

    expect((await run('keys', 'revoke', id ?? '')).code).toBe(0)
    await expect.poll(async () => (await world.ask('{ article { id } }', key)).status).toBe(401)
    const listed = await run('keys', 'list')
    expect(listed.stdout).toMatch(/mh_live_\w{6}\s+revoked/)
    expect(await run('keys', 'rotate', id ?? '')).toEqual({
      stdout: '',
      stderr: 'The key is revoked or expired. Create a new one.\n',
      code: 1,
    })
  })

  test('says that a key for drafts alone sees nothing', async () => {
    const create = (...scopes: string[]) => run('keys', 'create', '--name', 'Drafts', '--scope', ...scopes)
    expect(await create('content_preview')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('needs the scope'),
    })
    expect((await create('CONTENT_PREVIEW', 'CONTENT_READ')).stderr).not.toContain('needs the scope')
  })

  test('draws what a key has used', async () => {
    const { id } = await world.createKey({ name: 'Busy' })
    const histogram = Array.from({ length: histogramBuckets }, (_, at) => (at === bucketOf(10) ? 5 : 0))
    const day = new Date().toISOString().slice(0, 10)
    await addUsage(world.db, [
      { keyId: id, day, operation: 'Page', requests: 5, points: 50, errors: 0, throttled: 0, histogram },
    ])
    const { stdout, stderr } = await run('keys', 'usage', String(id), '--days', '7')
    expect(stderr).toBe('Gateways write this once a minute: what was asked within the last one may be missing.\n')
    expect(stdout).toContain('5 requests, 50 points')
    expect(stdout).toContain('█')
    expect(stdout).toMatch(/Page\s+5\s+50/)
    const json = JSON.parse((await run('keys', 'usage', toGlobalId('ApiKey', id), '--json')).stdout)
    expect(json).toMatchObject({ requests: 5, topOperations: [{ name: 'Page', p95Ms: expect.any(Number) }] })
  })

  test('says what is wrong, with 2 for misuse and 1 for what is not there', async () => {
    const wrong = await run(
      'keys',
      'create',
      '--name',
      ' ',
      '--scope',
      'NOPE',
      '--origin',
      'example.org',
      '--expires',
      '2020-01-01',
    )
    expect(wrong.code).toBe(2)
    expect(wrong.stderr).toMatch(/^--name: .*\n--scope: .*\n--expires: .*\n--origin: .*\n$/)
    const never = await run('keys', 'create', '--name', 'A', '--scope', 'CONTENT_READ', '--expires', 'tomorrow')
    expect([never.code, never.stderr]).toEqual([2, expect.stringContaining('Give an instant such as')])
    const unknownTopic = await run('keys', 'create', '--name', 'A', '--scope', 'CONTENT_READ', '--topic', 'nowhere')
    expect([unknownTopic.code, unknownTopic.stderr]).toEqual([
      2,
      'There is no topic nowhere. Give paths such as world/asia.\n',
    ])
    const tooFar = await run('keys', 'usage', '1', '--days', '93')
    expect([tooFar.code, tooFar.stderr]).toEqual([2, expect.stringContaining('It must be 1 to 92.')])
    expect((await run('keys', 'show', 'abc')).code).toBe(2)
    expect((await run('keys', 'show', '9999')).code).toBe(1)
  })
})

test('masthead --version', async () => {
  expect(await run('--version')).toMatchObject({ stdout: expect.stringMatching(/^masthead \d+\.\d+\.\d+\n$/), code: 0 })
})

describe('masthead documents', () => {
  test('registers files that fit the schema, and lists them', async () => {
    const good = join(folder, 'front.graphql')
    const bad = join(folder, 'bad.graphql')
    await writeFile(good, 'query Front { publishers { name } }\n')
    await writeFile(bad, '{ nothing }')
    expect(await run('documents', 'register', good, bad)).toMatchObject({ code: 1, stdout: '' })
    const registered = await run('documents', 'register', good)
    expect(registered.stdout).toMatch(/^sha256:[0-9a-f]{64} {2}Front\n$/)
    expect(registered.stderr).toBe('1 of 1 were new.\n')
    expect(JSON.parse((await run('documents', 'list', '--json')).stdout)).toMatchObject([
      { operationNames: ['Front'], bytes: 36 },
    ])
  })

  test('lists them by who runs them and when last, and removes those that nobody runs', async () => {
    const file = join(folder, 'map.json')
    const ids = ['list-a', 'list-b', 'list-c', 'list-d']
    await writeFile(
      file,
      JSON.stringify(Object.fromEntries(ids.map((id) => [id, `query Q { publishers { slug ${id.at(-1)}: name } }`]))),
    )
    await run('documents', 'register', file)
    const { rows } = await sql<{ id: number }>`select max(id)::float8 as id from api_key`.execute(world.db)
    const keyId = rows[0]?.id ?? 0
    await sql`update persisted_document set created_at = now() - interval '200 days' where id <> 'list-d'`.execute(
      world.db,
    )
    const at = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
    await touchDocuments(world.db, [
      { documentId: 'list-a', keyId, at: at(1) },
      { documentId: 'list-a', keyId: null, at: at(3) },
      { documentId: 'list-b', keyId: null, at: at(100) },
      { documentId: 'gone', keyId, at: at(1) },
      { documentId: 'list-b', keyId: 999_999, at: at(1) },
    ])
    // an older use does not move the last one back
    await touchDocuments(world.db, [{ documentId: 'list-a', keyId, at: at(50) }])
    const listed = async (...options: string[]) => {
      const all = JSON.parse((await run('documents', 'list', '--json', ...options)).stdout) as {
        id: string
        usedBy: { keyId: number | null }[]
      }[]
      return all.filter(({ id }) => id.startsWith('list-'))
    }
    const byKey = await listed('--key', String(keyId))
    expect(byKey.map(({ id, usedBy }) => [id, usedBy.map((one) => one.keyId)])).toEqual([['list-a', [keyId, null]]])
    expect((await listed('--unused-days', '90')).map(({ id }) => id)).toEqual(['list-c', 'list-b'])
    expect((await run('documents', 'list')).stdout).toMatch(/list-a +\d+ +\S+Z +\S+Z +.*\(no key\) +Q/)
    const removed = await run('documents', 'remove', '--unused-days', '90')
    expect([
      removed.code,
      removed.stdout
        .split('\n')
        .filter((line) => line.startsWith('list-'))
        .toSorted(),
    ]).toEqual([0, ['list-b', 'list-c']])
    expect(await run('documents', 'remove', 'list-d', 'list-x')).toEqual({
      code: 1,
      stdout: 'list-d\n',
      stderr: 'No document is registered as list-x.\n1 document was removed.\n',
    })
    expect((await run('documents', 'remove')).code).toBe(2)
  })
})
