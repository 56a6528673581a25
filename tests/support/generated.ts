import { setTimeout } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import type { DB, Db } from '../../src/db/tables/database.ts'

/**
 * Fills a database with `articles` articles of one publisher, by set-based SQL: 200 authors (1 to 3 an article), a topic tree
 * of three levels whose root `news` holds nine tenths of all articles, five languages, six types, a few drafts,
 * withdrawn and embargoed ones. The same content each time.
 * Without search rows: see `makeSearchable`.
 */
export async function generateContent(db: Kysely<DB>, articles: number): Promise<void> {
  await db.transaction().execute((trx) => withoutIndexes(trx, () => fill(trx, articles)))
  await prepareStatistics(db)
}

/** Statistics, and pages marked as visible to all: which waits for whoever looks at the database just now, as autovacuum may. */
async function prepareStatistics(db: Kysely<DB>): Promise<void> {
  await sql`vacuum analyze`.execute(db)
  for (let attempt = 0; attempt < 40; attempt++) {
    const { rows } = await sql`
      select from pg_class where relname in ('article', 'article_author', 'article_topic') and relallvisible < relpages`.execute(
      db,
    )
    if (rows.length === 0) return
    await setTimeout(250)
    await sql`vacuum article, article_author, article_topic`.execute(db)
  }
}

/** Indexes are made a good deal faster from full tables than row by row. */
async function withoutIndexes(trx: Db, fillTables: () => Promise<void>): Promise<void> {
  const { rows } = await sql<{ name: string; definition: string }>`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
    from pg_index
    where indrelid in ('article'::regclass, 'article_author'::regclass, 'article_topic'::regclass)
      and not exists (select from pg_constraint where conindid = indexrelid)`.execute(trx)
  for (const { name } of rows) await sql`drop index ${sql.raw(name)}`.execute(trx)
  await fillTables()
  await sql`set local maintenance_work_mem = '128MB'`.execute(trx)
  for (const { definition } of rows) await sql.raw(definition).execute(trx)
}

async function fill(db: Db, articles: number): Promise<void> {
  await sql`insert into publisher (slug, name, name_key) values ('generated', 'Generated', 'generated'), ('rare', 'Rare', 'rare')`.execute(
    db,
  )
  await sql`
    insert into author (publisher_id, slug, name, name_key, kind)
    select 1, 'author-' || n, 'Author ' || n, 'author ' || n, case when n % 10 = 0 then 'ORGANISATION' else 'PERSON' end
    from generate_series(1, 200) n`.execute(db)
  await sql`
    insert into topic (segment, slug, name, name_key, type)
    select name, name, initcap(name), name, 'SECTION' from unnest(array['news', 'leisure']) name`.execute(db)
  await sql`
    insert into topic (parent_id, segment, slug, name, name_key, type)
    select 1 + n % 2, 'part-' || n, 'part-' || n, 'Part ' || n, 'part ' || n, 'SECTION' from generate_series(1, 20) n`.execute(
    db,
  )
  await sql`
    insert into topic (parent_id, segment, slug, name, name_key, type)
    select 3 + n % 20, 'subject-' || n, 'subject-' || n, 'Subject ' || n, 'subject ' || n, 'KEYWORD'
    from generate_series(1, 200) n`.execute(db)
  await sql`
    insert into article (publisher_id, source, external_id, slug, url, type, status, headline, headline_key, language,
      word_count, view_count, is_free, published_at, embargoed_until, created_at, modified_at, content_hash, standfirst)
    select case when n % 1000 = 7 then 2 else 1 end, 'generated', n::text, 'article-' || n, 'https://generated.example/' || n,
      (array['ARTICLE', 'ARTICLE', 'ARTICLE', 'ARTICLE', 'LIVEBLOG', 'VIDEO', 'GALLERY', 'AUDIO', 'ARTICLE', 'ARTICLE'])[1 + n % 10],
      case when n % 500 = 3 then 'DRAFT' when n % 500 = 4 then 'WITHDRAWN' else 'PUBLISHED' end,
      'Headline of article ' || n, 'headline of article ' || n,
      (array['it', 'en', 'es', 'fr', 'de'])[1 + (case when n % 3 = 0 then n % 5 else 1 end)],
      100 + n % 900, case when n % 4 <> 0 then (n * 7919) % 100000 end, n % 20 <> 0,
      case when n % 50 <> 0 then timestamptz '2020-01-01T00:00:00Z' + n * interval '20 minutes' end,
      case when n % 500 = 5 then timestamptz '2099-01-01T00:00:00Z' end,
      timestamptz '2020-01-01T00:00:00Z' + n * interval '20 minutes',
      timestamptz '2020-01-01T00:00:00Z' + n * interval '20 minutes' + (n % 100) * interval '1 day',
      decode(md5(n::text), 'hex'), 'Standfirst of article ' || n
    from generate_series(1, ${articles}::int) n`.execute(db)
  await sql`
    insert into article_body (article_id, html, text)
    select id, '<p>' || repeat('Body of ' || slug || '. ', 20) || '</p>', repeat('Body of ' || slug || '. ', 20) from article`.execute(
    db,
  )
  await sql`
    insert into article_author (article_id, author_id, position, placed_at, modified_at, views, visible_at)
    select a.id, 1 + (a.id * 31 + p * 67) % 200, p, a.placed_at, a.modified_at, a.views, a.visible_at
    from article a cross join lateral generate_series(1, 1 + (a.id % 3)::int) p`.execute(db)
  await sql`
    insert into article_topic (article_id, topic_id, position, placed_at, modified_at, views, visible_at)
    select a.id, t.id, p.position, a.placed_at, a.modified_at, a.views, a.visible_at
    from article a
    cross join lateral (values
        (1, case when a.id % 10 = 0 then 24 + (a.id / 10 * 13) % 100 * 2 else 23 + (a.id * 13) % 200 end),
        (2, case when a.id % 10 = 0 then 2 else 1 end)) p (position, topic_id)
    join topic t on t.id = p.topic_id`.execute(db)
  await sql`
    insert into article_topic (article_id, topic_id, placed_at, modified_at, views, visible_at)
    select distinct on (at.article_id, above.id) at.article_id, above.id, at.placed_at, at.modified_at, at.views, at.visible_at
    from article_topic at join topic t on t.id = at.topic_id cross join lateral unnest(t.ancestor_ids) above (id)
    on conflict do nothing`.execute(db)
  await sql`
    insert into related_link (article_id, position, publisher_id, title, title_key, url, kind, target_id)
    select a.id, p, 1, 'Headline of article ' || t.id, 'headline of article ' || t.id, t.url, 'ARTICLE', t.id
    from article a cross join generate_series(1, 3) p
    join article t on t.id = 1 + (a.id + p * 101) % ${articles}::int
    where a.id <= 2000`.execute(db)
  await sql`insert into article_url (url_key, url, article_id, is_canonical) select 'generated.example/' || external_id, url, id, true from article`.execute(
    db,
  )
}
