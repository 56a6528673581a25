import { sql, type RawBuilder } from 'kysely'
import { recordset } from '../../recordset.ts'
import type { Db } from '../../tables/database.ts'
import { applyAll } from '../../combined-statements.ts'
import type { WriteItem } from '../existing.ts'

/** An article that will be written, with what has been found out about it. */
export interface ArticleToWrite extends WriteItem {
  readonly publisherId: number
  readonly slug: string
  readonly articleId: number
  readonly isNew: boolean
}

/** Asks for ids that no article has had. */
export function askArticleIds(count: number): RawBuilder<{ readonly id: number }> | null {
  if (count === 0) return null
  return sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('article', 'id')) as id from generate_series(1, ${count}::int)`
}

/** Inserts the new ones and updates the others. One statement. */
export async function saveArticleRows(tx: Db, articles: readonly ArticleToWrite[], instant: string): Promise<void> {
  await applyAll(tx, [
    insert(
      articles.filter(({ isNew }) => isNew),
      instant,
    ),
    update(
      articles.filter(({ isNew }) => !isNew),
      instant,
    ),
  ])
}

/** Stores view counts of articles whose content did not change: neither hash nor date of modification moves. One statement. */
export async function saveViewCounts(tx: Db, counts: readonly { id: number; view_count: number }[]): Promise<void> {
  if (counts.length === 0) return
  await sql`
    update article a set view_count = r.view_count
    from ${recordset(counts, { id: 'bigint', view_count: 'bigint' }, 'r')}
    where a.id = r.id`.execute(tx)
}

const columns = {
  id: 'bigint',
  publisher_id: 'bigint',
  source: 'text',
  external_id: 'text',
  slug: 'text',
  url: 'text',
  type: 'text',
  status: 'text',
  headline: 'text',
  headline_key: 'text',
  kicker: 'text',
  standfirst: 'text',
  summary: 'text',
  byline: 'text',
  language: 'text',
  image: 'jsonb',
  corrections: 'jsonb',
  word_count: 'integer',
  view_count: 'bigint',
  is_free: 'boolean',
  published_at: 'timestamptz',
  embargoed_until: 'timestamptz',
  modified_at: 'timestamptz',
  content_hash: 'text',
  translation_source: 'text',
  translation_external_id: 'text',
} as const

function toRow({ articleId, source, article, publisherId, slug }: ArticleToWrite, instant: string) {
  return {
    id: articleId,
    publisher_id: publisherId,
    source,
    external_id: article.externalId,
    slug,
    url: article.url?.url ?? null,
    type: article.type,
    status: article.status,
    headline: article.headline,
    headline_key: article.headlineKey,
    kicker: article.kicker,
    standfirst: article.standfirst,
    summary: article.summary,
    byline: article.byline,
    language: article.language,
    image: article.image,
    corrections: article.corrections,
    word_count: article.wordCount,
    view_count: article.viewCount,
    is_free: article.isAccessibleForFree,
    published_at: article.datePublished,
    embargoed_until: article.embargoedUntil,
    modified_at: article.dateModified ?? instant,
    content_hash: article.contentHash.toString('hex'),
    translation_source: article.translationOf?.source ?? null,
    translation_external_id: article.translationOf?.externalId ?? null,
  }
}

function insert(articles: readonly ArticleToWrite[], instant: string): RawBuilder<unknown> | null {
  if (articles.length === 0) return null
  return sql`
    insert into article (id, publisher_id, source, external_id, slug, url, type, status, headline, headline_key, kicker, standfirst,
      summary, byline, language, image, corrections, word_count, view_count, is_free, published_at, embargoed_until, created_at,
      modified_at, content_hash, translation_source, translation_external_id)
    overriding system value
    select r.id, r.publisher_id, r.source, r.external_id, r.slug, r.url, r.type, r.status, r.headline, r.headline_key, r.kicker,
      r.standfirst, r.summary, r.byline, r.language, r.image, r.corrections, r.word_count, r.view_count, r.is_free,
      r.published_at, r.embargoed_until, ${instant}::timestamptz, r.modified_at, decode(r.content_hash, 'hex'),
      r.translation_source, r.translation_external_id
    from ${recordset(
      articles.map((each) => toRow(each, instant)),
      columns,
      'r',
    )}`
}

/** A view count that the source does not say stays. Only withdrawal itself gives a reason, so any other status clears it. */
function update(articles: readonly ArticleToWrite[], instant: string): RawBuilder<unknown> | null {
  if (articles.length === 0) return null
  const rows = articles.map((each) => toRow(each, instant))
  return sql`
    update article a
    set publisher_id = r.publisher_id, external_id = r.external_id, slug = r.slug, url = r.url, type = r.type, status = r.status,
      withdrawn_reason = case when r.status = 'WITHDRAWN' then a.withdrawn_reason end, headline = r.headline,
      headline_key = r.headline_key, kicker = r.kicker, standfirst = r.standfirst, summary = r.summary, byline = r.byline,
      language = r.language, image = r.image, corrections = r.corrections, word_count = r.word_count,
      view_count = coalesce(r.view_count, a.view_count), is_free = r.is_free, published_at = r.published_at,
      embargoed_until = r.embargoed_until, modified_at = r.modified_at, content_hash = decode(r.content_hash, 'hex'),
      translation_source = r.translation_source, translation_external_id = r.translation_external_id
    from ${recordset(rows, columns, 'r')}
    where a.id = r.id`
}
