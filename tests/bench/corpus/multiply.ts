import { sql, type Kysely } from 'kysely'
import type { DB } from '../../../src/db/tables/database.ts'

/**
 * Makes an archive `times` as large by copies of its articles with all that hangs on them: each copy has ids, addresses and slugs of its own, was
 * published before the copy before it, and has links within itself. Authors, topics and words stay the same. The tables and indexes come out as
 * the importer fills them, in a tenth of the time; it has to be a superuser's database, since triggers and foreign keys are passed over.
 */
export async function multiplyCorpus(db: Kysely<DB>, times: number, say: (line: string) => void): Promise<void> {
  await db.connection().execute(async (one) => {
    await sql`set session_replication_role = replica`.execute(one)
    await sql`set maintenance_work_mem = '512MB'`.execute(one)
    const { rows: definitions } = await sql<{ name: string; definition: string }>`
      select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
      from pg_index i
      join pg_class c on c.oid = i.indrelid and c.relkind = 'r'
      left join pg_inherits p on p.inhrelid = i.indrelid
      where coalesce(p.inhparent, i.indrelid)::regclass::text = any(${Object.keys(copied)}::text[]) and not i.indisunique`.execute(
      one,
    )
    for (const { name } of definitions) await sql.raw(`drop index ${name}`).execute(one)
    const { rows } = await sql<{ ids: number; span: string }>`
      select max(id) as ids, (max(placed_at) - min(placed_at) + interval '35 minutes')::text as span from article`.execute(
      one,
    )
    const [{ ids, span } = { ids: 0, span: '0' }] = rows
    for (let copy = 1; copy < times; copy++) {
      say(`  copy ${copy} of ${times - 1}`)
      for (const [table, changes] of Object.entries(copied)) await copyTable(one, table, changes, copy, ids, span)
    }
    await sql`select setval(pg_get_serial_sequence('article', 'id'), (select max(id) from article))`.execute(one)
    say('  indexes')
    for (const { definition } of definitions) await sql.raw(definition).execute(one)
    await sql`reset session_replication_role`.execute(one)
  })
}

type Change = 'id' | 'text' | 'instant'

const sortKeys = { placed_at: 'instant', modified_at: 'instant', visible_at: 'instant' } as const

/** What is other in a copy; everything else stays as it is. */
const copied: Readonly<Record<string, Readonly<Record<string, Change>>>> = {
  article: {
    id: 'id',
    external_id: 'text',
    slug: 'text',
    url: 'text',
    published_at: 'instant',
    created_at: 'instant',
    modified_at: 'instant',
  },
  article_body: { article_id: 'id' },
  article_url: { article_id: 'id', url_key: 'text', url: 'text' },
  article_author: { article_id: 'id', ...sortKeys },
  article_topic: { article_id: 'id', ...sortKeys },
  related_link: { article_id: 'id', target_id: 'id', url: 'text', url_key: 'text' },
  body_link: { article_id: 'id', target_id: 'id', url_key: 'text' },
  article_search: { article_id: 'id', ...sortKeys },
}

async function copyTable(
  db: Kysely<DB>,
  table: string,
  changes: Readonly<Record<string, Change>>,
  copy: number,
  ids: number,
  span: string,
): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`.execute(
    db,
  )
  const names = rows.map(({ name }) => name)
  const values = names.map((name) => {
    switch (changes[name]) {
      case 'id':
        return `${name} + ${ids * copy}`
      case 'text':
        return `${name} || '-c${copy}'`
      case 'instant':
        return `${name} - interval '${span}' * ${copy}`
      case undefined:
        return name
    }
  })
  const id = table === 'article' ? 'id' : 'article_id'
  await sql
    .raw(
      `insert into ${table} (${names.join(', ')}) overriding system value
        select ${values.join(', ')} from ${table} where ${id} <= ${ids} order by ${id}`,
    )
    .execute(db)
}
