import { createHash } from 'node:crypto'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { sql, type Kysely } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { backUp } from '../../src/backup/back-up.ts'
import { restore } from '../../src/backup/restore.ts'
import { loadSamples } from '../../src/cli/content/load-samples.ts'
import { unarchived } from '../../src/db/archive/tables.ts'
import { addUsage } from '../../src/db/keys/usage.ts'
import { listMigrations, migrateTo } from '../../src/db/migrate.ts'
import type { DB } from '../../src/db/tables/database.ts'
import { importArticles } from '../../src/import/run/import-articles.ts'
import { createDigest } from '../../src/keys/digest.ts'
import { createApiKey } from '../../src/keys/life-cycle.ts'
import { createLog } from '../../src/log.ts'
import { articleInput } from '../import/readers/articles.ts'
import { openRealGateway } from '../keys/real-gateway.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { makeTempDir } from '../support/test-server.ts'

const dir = makeTempDir()
let source: TestDatabase
let plain: string
let secret: string | null
/** What the archive was made of. */
let archived: Awaited<ReturnType<typeof contentOf>>
beforeAll(async () => {
  source = await createTestDatabase()
  await loadSamples(source.database, createLog('silent'))
  const digest = createDigest('a pepper for the tests', () => {})
  ;({ secret } = await createApiKey(source.db, digest, {
    name: 'Partner "A"',
    scopes: ['CONTENT_READ', 'CONTENT_BODY'],
  }))
  await importArticles(source.db, {
    source: 'post',
    articles: [
      articleInput('odd', {
        headline: 'Quotes " \\ \\n, tabs\t, \u{1F4F0} and }{',
        body: { plainText: 'a\nb'.repeat(200_000) },
      }),
    ],
  })
  // one of every other table, so that each has a row
  await sql`insert into persisted_document (id, document, operation_names) values ('x', '{ a }', '{A}')`.execute(
    source.db,
  )
  await sql`insert into persisted_document_use (document_id, last_used_at) values ('x', now())`.execute(source.db)
  await sql`insert into api_key_deprecated_use (api_key_id, day, member, requests)
    select min(id), '2026-11-25', 'Article.kicker', 3 from api_key`.execute(source.db)
  await addUsage(source.db, [
    { keyId: 1, day: '2026-11-30', operation: 'A', requests: 3, points: 9, errors: 1, throttled: 0, histogram: [1, 2] },
  ])
  await sql`insert into feed_state (url, name, settings, polled_at, next_at, failures, is_gone)
    values ('https://a.example/feed', 'A', '', now(), now(), 0, false)`.execute(source.db)
  await sql`delete from article where slug = (select max(slug) from article where id = (select max(id) from article))`.execute(
    source.db,
  )
  await sql`insert into import_progress (identity, items_done, created, updated, noop, rejected, changed_at)
    values ('a file', 2, 1, 0, 0, 1, now())`.execute(source.db)
  await sql`insert into import_rejection (progress_id, item, place, field, reason)
    select id, 2, 'line 2', null, 'no headline' from import_progress`.execute(source.db)
  await sql`insert into import_run (names) values ('{a file}')`.execute(source.db)
  await sql`insert into import_run_rejection (run_id, number, file, reason) select id, 1, 'a file', 'no headline' from import_run`.execute(
    source.db,
  )
  await sql`insert into article_search_stale (article_id) select min(id) from article`.execute(source.db)
  for (const noun of ['author', 'topic', 'publisher'])
    await sql`update ${sql.table(noun)} set slug = slug || '-anew' where id = (select min(id) from ${sql.table(noun)})`.execute(
      source.db,
    )
  archived = await contentOf(source.db)
  plain = join(dir, 'plain.ndjson')
  await backUp(source.database, plain, '9.9.9')
})

/** Every row of every table as PostgreSQL writes it, and where its counters are. */
async function contentOf(db: Kysely<DB>): Promise<Record<string, readonly string[]>> {
  const { rows } = await sql<{ name: string; counter: string | null }>`
    select c.relname as name, pg_get_serial_sequence(c.relname, 'id') as counter
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'id' and a.attnum > 0)
    union all
    select c.relname, null from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'id' and a.attnum > 0)`.execute(
    db,
  )
  const content: Record<string, readonly string[]> = {}
  for (const { name, counter } of rows) {
    if (unarchived.some((one) => one === name)) continue
    const { rows: all } = await sql<{
      row: string
    }>`select t::text as row from ${sql.table(name)} t order by 1`.execute(db)
    content[name] = all.map(({ row }) => row)
    if (counter === null) continue
    const { rows: last } = await sql<{ last: string | null }>`
      select pg_sequence_last_value(${counter}::regclass)::text as last`.execute(db)
    content[`counter of ${name}`] = last.map((one) => String(one.last))
  }
  return content
}

/** Of every trigger, constraint and key: whether it is as migrations made it. */
async function rulesOf(db: Kysely<DB>): Promise<unknown> {
  const { rows } = await sql`
    select 'trigger' as kind, tgrelid::regclass::text || '.' || tgname as name, tgenabled::text as state from pg_trigger where not tgisinternal
    union all
    select 'reference', conrelid::regclass::text || '.' || conname, condeferrable::text || condeferred::text from pg_constraint where contype = 'f'
    order by 1, 2`.execute(db)
  return rows
}

async function linesOf(file: string): Promise<readonly string[]> {
  return (await readFile(file, 'utf8')).trimEnd().split('\n')
}

describe('a round trip', () => {
  test.each(['round.ndjson', 'round.ndjson.gz'])(
    'brings every row of every table to another database (%s)',
    async (name) => {
      const file = join(dir, name)
      const made = await backUp(source.database, file, '9.9.9')
      expect((await stat(file)).size).toBe(made.bytes)
      expect((await stat(file)).mode & 0o077).toBe(0)
      const target = await createTestDatabase({ migrated: false })
      const restored = await restore(target.database, file, { replace: false })
      expect(restored).toEqual(made.rows)
      const before = await contentOf(source.db)
      expect(await contentOf(target.db)).toEqual(before)
      // none of them was compared without a row
      expect(Object.values(before).filter((rows) => rows.length === 0)).toEqual([])
      expect(await rulesOf(target.db)).toEqual(await rulesOf(source.db))
    },
  )

  test('holds digests of keys, and no secret of the gateway or of a key', async () => {
    const text = await readFile(plain, 'utf8')
    expect(secret).toMatch(/^mh_/)
    expect(text).not.toContain(secret)
    expect(text).toContain('{"api_key_secret":{"digest":"\\\\x')
    expect(text).not.toContain('gateway_secret')
  })

  test('leaves out nothing but what is known', async () => {
    const { rows } = await sql<{ name: string }>`
      select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition`.execute(source.db)
    const [header = ''] = await linesOf(plain)
    const { tables } = JSON.parse(header).archive
    expect([...tables, ...unarchived].toSorted()).toEqual(rows.map(({ name }) => name).toSorted())
  })

  test('makes a gateway of the other database answer the same, to the same key', async () => {
    const target = await createTestDatabase()
    await restore(target.database, plain, { replace: false })
    const [one, other] = [await openRealGateway({}, source), await openRealGateway({}, target)]
    const query =
      '{ articles(first: 5) { nodes { id headline body topics { path } relatedLinks { title } } } search(query: "the", first: 3) { nodes { article { headline } } } }'
    const [expected, got] = [await one.ask(query, secret), await other.ask(query, secret)]
    expect(got.status).toBe(200)
    expect(got.data).toEqual(expected.data)
    await Promise.all([one.stop(), other.stop()])
  })
})

describe('an archive', () => {
  test('is JSON, line by line, as its description says', async () => {
    const lines = await linesOf(plain)
    const read = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(read.every((one) => Object.keys(one).length === 1)).toBe(true)
    expect(read[0]).toMatchObject({ archive: { format: 1, masthead: '9.9.9' } })
    const bytes = await readFile(plain)
    const last = bytes.lastIndexOf('\n', bytes.length - 2) + 1
    expect(read.at(-1)).toMatchObject({
      end: { sha256: createHash('sha256').update(bytes.subarray(0, last)).digest('hex') },
    })
  })

  test('shows one instant, whatever is written meanwhile', async () => {
    const busy = await createTestDatabase()
    await importArticles(busy.db, { source: 'post', articles: [articleInput('first')] })
    let isOver = false
    const writing = (async () => {
      for (let turn = 0; !isOver; turn++)
        await importArticles(busy.db, { source: 'post', articles: [articleInput(`more-${turn}`)] })
    })()
    const file = join(dir, 'busy.ndjson')
    const target = await createTestDatabase()
    for (let turn = 0; turn < 5; turn++) {
      await backUp(busy.database, file, '9.9.9')
      // references are checked at the end, so a part of an article without it would be refused
      await restore(target.database, file, { replace: true })
      const { rows } = await sql<{ articles: number; bodies: number }>`
        select (select count(*) from article) as articles, (select count(*) from article_body) as bodies`.execute(
        target.db,
      )
      expect(rows[0]?.bodies).toBe(rows[0]?.articles)
    }
    isOver = true
    await writing
  })
})

describe('what is refused leaves the database as it was', () => {
  const broken = async (name: string, bytes: Uint8Array | string): Promise<string> => {
    const file = join(dir, name)
    await writeFile(file, bytes)
    return file
  }

  test('an archive that is torn, at any place, packed or not', async () => {
    const bytes = await readFile(plain)
    const target = await createTestDatabase()
    const before = await contentOf(target.db)
    for (const part of [0.2, 0.9, 0.999]) {
      const file = await broken('torn.ndjson', bytes.subarray(0, Math.floor(bytes.length * part)))
      await expect(restore(target.database, file, { replace: true })).rejects.toThrow(/is torn/)
    }
    const lines = await linesOf(plain)
    const atLine = await broken('torn.ndjson', `${lines.slice(0, -1).join('\n')}\n`)
    await expect(restore(target.database, atLine, { replace: true })).rejects.toThrow(/is torn/)
    const packed = gzipSync(bytes)
    const file = await broken('torn.ndjson.gz', packed.subarray(0, packed.length - 100))
    await expect(restore(target.database, file, { replace: true })).rejects.toThrow(/is torn/)
    expect(await contentOf(target.db)).toEqual(before)
  })

  test('one in which something was changed, added or left out', async () => {
    const lines = await linesOf(plain)
    const target = await createTestDatabase()
    const before = await contentOf(target.db)
    const at = lines.findIndex((line) => line.startsWith('{"author":'))
    const changes = [
      lines.with(at, (lines[at] ?? '').replace(/"name":"./, '"name":"X')),
      lines.toSpliced(at, 1),
      [...lines, lines[at] ?? ''],
    ]
    for (const changed of changes) {
      const file = await broken('changed.ndjson', `${changed.join('\n')}\n`)
      await expect(restore(target.database, file, { replace: true })).rejects.toThrow(/is damaged|is torn/)
    }
    expect(await contentOf(target.db)).toEqual(before)
  })

  test('what is no archive, or of a newer version', async () => {
    const target = await createTestDatabase()
    const other = await broken('other.ndjson', '{"headline":"No archive"}\n')
    await expect(restore(target.database, other, { replace: false })).rejects.toThrow(/is no archive/)
    await expect(restore(target.database, join(dir, 'none'), { replace: false })).rejects.toThrow(/can't be read/)
    const [header = '', ...rest] = await linesOf(plain)
    const newer = [header.replace(/"migration":"\d+/, '"migration":"9999'), ...rest].join('\n')
    const file = await broken('newer.ndjson', newer)
    await expect(restore(target.database, file, { replace: false })).rejects.toThrow(/newer than this one/)
  })

  test('a database that is not empty, unless it is to be replaced', async () => {
    const target = await createTestDatabase()
    await importArticles(target.db, { source: 'post', articles: [articleInput('mine')] })
    const before = await contentOf(target.db)
    await expect(restore(target.database, plain, { replace: false })).rejects.toThrow(/is not empty.*--replace/)
    expect(await contentOf(target.db)).toEqual(before)
    await restore(target.database, plain, { replace: true })
    const { api_key_version: _, ...after } = await contentOf(target.db)
    const { api_key_version: __, ...expected } = archived
    expect(after).toEqual(expected)
  })

  test('a file that cannot be written, without a trace of it', async () => {
    await expect(backUp(source.database, join(dir, 'no', 'such', 'file'), '9.9.9')).rejects.toThrow(/can't be written/)
    expect((await readdir(dir)).filter((name) => name.includes('unfinished'))).toEqual([])
  })
})

describe('an archive of an older version', () => {
  test('is restored into a database without tables, which is brought up to date then', async () => {
    const migrations = await listMigrations(source.db)
    const older = migrations.at(-2)?.name ?? ''
    const old = await createTestDatabase({ migrated: false })
    await migrateTo(old.database, older)
    await sql`insert into publisher (slug, name, name_key) values ('a', 'A press', 'a press')`.execute(old.db)
    const file = join(dir, 'older.ndjson.gz')
    await backUp(old.database, file, '0.0.1')
    expect(gunzipSync(await readFile(file)).toString()).toContain(older)
    const migrated = await createTestDatabase()
    await expect(restore(migrated.database, file, { replace: false })).rejects.toThrow(/without tables/)
    const target = await createTestDatabase({ migrated: false })
    await restore(target.database, file, { replace: false })
    expect((await listMigrations(target.db)).every(({ hasRun }) => hasRun)).toBe(true)
    const { rows } = await sql`select slug from publisher`.execute(target.db)
    expect(rows).toEqual([{ slug: 'a' }])
  })
})

test('a gateway that runs on the database notices that all is another', async () => {
  const target = await createTestDatabase()
  const gateway = await openRealGateway({ RESPONSE_CACHE_MB: '16' }, target)
  const list = '{ articles(first: 1) { nodes { headline } } }'
  expect((await gateway.ask(list)).data).toEqual({ articles: { nodes: [] } })
  expect((await gateway.ask(list, secret)).status).toBe(401)
  await restore(target.database, plain, { replace: false })
  await expect
    .poll(async () => (await gateway.ask(list)).data, { timeout: 120_000 })
    .toMatchObject({
      articles: { nodes: [{}] },
    })
  await expect.poll(async () => (await gateway.ask(list, secret)).status, { timeout: 120_000 }).toBe(200)
  await gateway.stop()
})
