import { sql, type Kysely, type RawBuilder } from 'kysely'
import { nameKey, titleKey, urlKey } from '../src/text/keys.ts'

/**
 * Texts and keys in one form: composed letters (NFC), sigma at the end of a word as within, and addresses without all the parameters that
 * only count readers, but with a fragment that is a route. Keys are made by the very functions that make them when something is
 * written or looked up. Where two keys become one, the earlier article or author keeps it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await markStale(db)
  for (const statement of composing) await sql.raw(statement).execute(db)
  await composeSegments(db)
  await remakeNames(db, 'publisher')
  await remakeNames(db, 'topic')
  await remakeNames(db, 'author')
  await remakeHeadlines(db)
  await remakeLinkTitles(db)
  await remakeAddresses(db)
  await remakeRelatedLinks(db)
  await remakeBodyLinks(db)
  for (const table of ['related_link', 'body_link']) await bind(db, table)
}

const rowsATime = 5_000

const notComposed = (columns: readonly string[]): string =>
  columns.map((column) => `${column} is not nfc normalized`).join(' or ')

/** The rows of the search index that hold a text as it is no longer looked for; running gateways make them anew. */
async function markStale(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into article_search_stale (article_id)
    select a.id from article a left join article_body b on b.article_id = a.id
    where ${sql.raw(notComposed(['a.headline', 'a.standfirst', 'b.text']))}
      or a.headline like '%ς%' or a.standfirst like '%ς%' or b.text like '%ς%'
    on conflict do nothing`.execute(db)
}

function composed(table: string, columns: readonly string[]): string {
  const changes = columns.map((column) => `${column} = normalize(${column}, nfc)`)
  return `update ${table} set ${changes.join(', ')} where ${notComposed(columns)}`
}

/** Ids and slugs are told apart by their letters: one that another has already stays as it is. */
function composedUnless(table: string, column: string, taken: string): string {
  return `update ${table} t set ${column} = normalize(t.${column}, nfc)
    where t.${column} is not nfc normalized
      and not exists (select from ${table} other where other.${column} = normalize(t.${column}, nfc) ${taken})`
}

const composing: readonly string[] = [
  composed('publisher', ['name', 'imprint']),
  composed('author', ['name', 'job_title', 'bio']),
  composed('topic', ['name', 'description']),
  composed('article', ['headline', 'kicker', 'standfirst', 'summary', 'byline', 'translation_external_id']),
  composed('article_body', ['text']),
  composed('related_link', ['title', 'byline']),
  composedUnless('article', 'external_id', 'and other.source = t.source'),
  composedUnless('article', 'slug', ''),
  composedUnless('topic', 'slug', ''),
]

/** One after the other, parents first: a trigger takes what is below along. */
async function composeSegments(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    select id from topic where segment is not nfc normalized order by cardinality(ancestor_ids), id`.execute(db)
  for (const { id } of rows) {
    await sql`
      update topic t set segment = normalize(t.segment, nfc)
      where t.id = ${id} and not exists (
        select from topic other
        where other.parent_id is not distinct from t.parent_id and other.segment = normalize(t.segment, nfc))`.execute(
      db,
    )
  }
}

/** Whether a key may no longer be what it would be made now. */
const isFormer = (text: string, key: string): RawBuilder<unknown> =>
  sql.raw(`(${text} like '%ς%' or ${text} like '%Σ%' or ${key} like '%ς%' or ${key} is not nfc normalized)`)

/** Rows a page, by id; `change` gets each page. */
async function pages<Row extends { readonly id: number }>(
  read: (after: number) => RawBuilder<Row>,
  db: Kysely<unknown>,
  change: (rows: readonly Row[]) => Promise<void>,
): Promise<void> {
  for (let after = 0; ;) {
    const { rows } = await read(after).execute(db)
    const last = rows.at(-1)
    if (last === undefined) return
    await change(rows)
    after = Number(last.id)
  }
}

async function remakeNames(db: Kysely<unknown>, table: 'publisher' | 'topic' | 'author'): Promise<void> {
  const owner = table === 'author' ? sql`publisher_id` : sql`0::bigint`
  await pages(
    (after) => sql<{ id: number; owner: number; name: string }>`
      select id, ${owner} as owner, name from ${sql.table(table)}
      where id > ${after} and ${isFormer('name', 'name_key')} order by id limit ${rowsATime}`,
    db,
    async (rows) => {
      const keys = new Map<string, { id: number; key: string }>()
      for (const { id, owner: of, name } of rows) {
        const key = nameKey(name)
        const place = table === 'author' ? `${of} ${key}` : String(id)
        if (!keys.has(place)) keys.set(place, { id, key })
      }
      const taken =
        table === 'author'
          ? sql`and not exists (select from author other where other.publisher_id = t.publisher_id and other.name_key = r.key and other.id <> t.id)`
          : sql``
      await sql`
        update ${sql.table(table)} t set name_key = r.key from ${pairs([...keys.values()])} where t.id = r.id ${taken}`.execute(
        db,
      )
    },
  )
}

async function remakeHeadlines(db: Kysely<unknown>): Promise<void> {
  await pages(
    (after) => sql<{ id: number; headline: string }>`
      select id, headline from article
      where id > ${after} and ${isFormer('headline', 'headline_key')} order by id limit ${rowsATime}`,
    db,
    async (rows) => {
      const keys = rows.map(({ id, headline }) => ({ id, key: titleKey(headline) }))
      await sql`update article t set headline_key = r.key from ${pairs(keys)} where t.id = r.id`.execute(db)
    },
  )
}

async function remakeLinkTitles(db: Kysely<unknown>): Promise<void> {
  await pages(
    (after) => sql<{ id: number; titles: string[]; positions: number[] }>`
      select article_id as id, array_agg(title order by position) as titles, array_agg(position order by position) as positions
      from related_link where article_id > ${after} and ${isFormer('title', 'title_key')}
      group by article_id order by article_id limit ${rowsATime}`,
    db,
    async (rows) => {
      const keys = rows.flatMap(({ id, titles, positions }) =>
        titles.map((title, at) => ({ id, position: positions[at] ?? 0, key: titleKey(title) })),
      )
      await sql`
        update related_link t set title_key = r.key from ${triples(keys)}
        where t.article_id = r.id and t.position = r.position`.execute(db)
    },
  )
}

/** Whether an address or the key of one is of those whose key may have changed. */
const mayDiffer = (column: string): RawBuilder<unknown> =>
  sql.raw(
    `(${column} like '%?%' or ${column} like '%#%' or ${column} like '%\\%%' or octet_length(${column}) <> length(${column}))`,
  )

async function remakeAddresses(db: Kysely<unknown>): Promise<void> {
  await pages(
    (after) => sql<{ id: number; keys: string[]; urls: string[] }>`
      select article_id as id, array_agg(url_key order by is_canonical desc, url_key) as keys,
        array_agg(url order by is_canonical desc, url_key) as urls
      from article_url where article_id > ${after} and ${mayDiffer('url')}
      group by article_id order by article_id limit ${rowsATime}`,
    db,
    async (rows) => {
      const seen = new Set<string>()
      const changes = rows.flatMap(({ keys, urls }) =>
        keys.flatMap((old, at) => {
          const key = keyOfUrl(urls[at] ?? '', old)
          if (key === old) seen.add(key)
          return key === old ? [] : [{ old, key }]
        }),
      )
      const inserted = changes.filter(({ key }) => !seen.has(key) && seen.add(key))
      await sql`
        insert into article_url as existing (url_key, url, article_id, is_canonical)
        select r.key, u.url, u.article_id, u.is_canonical
        from unnest(${inserted.map(({ old }) => old)}::text[], ${inserted.map(({ key }) => key)}::text[]) as r (old, key)
        join article_url u on u.url_key = r.old
        on conflict (url_key) do update set is_canonical = true, url = excluded.url
        where existing.article_id = excluded.article_id and excluded.is_canonical`.execute(db)
      await sql`delete from article_url where url_key = any(${changes.map(({ old }) => old)}::text[])`.execute(db)
    },
  )
}

async function remakeRelatedLinks(db: Kysely<unknown>): Promise<void> {
  await pages(
    (after) => sql<{ id: number; urls: string[]; keys: string[]; positions: number[] }>`
      select article_id as id, array_agg(url order by position) as urls, array_agg(url_key order by position) as keys,
        array_agg(position order by position) as positions
      from related_link where article_id > ${after} and url_key is not null and ${mayDiffer('url')}
      group by article_id order by article_id limit ${rowsATime}`,
    db,
    async (rows) => {
      const keys = rows.flatMap(({ id, urls, keys: old, positions }) =>
        urls.map((url, at) => ({ id, position: positions[at] ?? 0, key: keyOfUrl(url, old[at] ?? '') })),
      )
      await sql`
        update related_link t set url_key = r.key from ${triples(keys)}
        where t.article_id = r.id and t.position = r.position and t.url_key <> r.key`.execute(db)
    },
  )
}

/** Of a link in a body only the key is stored, which is its address without a scheme, unless it was too long. */
async function remakeBodyLinks(db: Kysely<unknown>): Promise<void> {
  await pages(
    (after) => sql<{ id: number; keys: string[]; positions: number[] }>`
      select article_id as id, array_agg(url_key order by position) as keys, array_agg(position order by position) as positions
      from body_link where article_id > ${after} and ${mayDiffer('url_key')} and length(url_key) < 400
      group by article_id order by article_id limit ${rowsATime}`,
    db,
    async (rows) => {
      const keys = rows.flatMap(({ id, keys: old, positions }) =>
        old.map((former, at) => ({ id, position: positions[at] ?? 0, key: keyOfUrl(`https://${former}`, former) })),
      )
      await sql`
        update body_link t set url_key = r.key from ${triples(keys)}
        where t.article_id = r.id and t.position = r.position and t.url_key <> r.key`.execute(db)
    },
  )
}

/** What waited under another spelling of an address. */
async function bind(db: Kysely<unknown>, table: string): Promise<void> {
  await sql`
    update ${sql.table(table)} t set target_id = u.article_id from article_url u
    where t.target_id is null and u.url_key = t.url_key and u.article_id <> t.article_id`.execute(db)
}

function keyOfUrl(url: string, former: string): string {
  try {
    return urlKey(url)
  } catch {
    return former
  }
}

function pairs(rows: readonly { id: number; key: string }[]): RawBuilder<unknown> {
  return sql`unnest(${rows.map(({ id }) => id)}::bigint[], ${rows.map(({ key }) => key)}::text[]) as r (id, key)`
}

function triples(rows: readonly { id: number; position: number; key: string }[]): RawBuilder<unknown> {
  return sql`unnest(${rows.map(({ id }) => id)}::bigint[], ${rows.map(({ position }) => position)}::int[],
    ${rows.map(({ key }) => key)}::text[]) as r (id, position, key)`
}
