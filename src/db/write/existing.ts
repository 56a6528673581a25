import { sql } from 'kysely'
import type { NormalisedArticle } from './normalised.ts'
import type { Db } from '../tables/database.ts'

export interface WriteItem {
  readonly source: string
  readonly article: NormalisedArticle
  /**
   * It comes from a page or a feed, whose ids change while the article stays, and where several may share one address: it is known
   * again by its address too, and does without one that another article of its source has.
   */
  readonly hasLooseIdentity?: boolean
}

/** What the gateway holds of an article. */
export interface Existing {
  readonly id: number
  readonly slug: string
  readonly publisherId: number
  readonly hash: string
  readonly viewCount: number | null
  readonly isWithdrawn: boolean
}

/** An item beside what the gateway holds of it; null: nothing. */
export interface ItemWithExisting extends WriteItem {
  readonly existing: Existing | null
}

export function keyOf(source: string, externalId: string): string {
  return `${source}\n${externalId}`
}

interface Found extends Existing {
  /** Number of the item, from 1. */
  readonly number: number
  readonly externalId: string
  readonly headlineKey: string
  readonly way: 'id' | 'former id' | 'address'
}

/**
 * Looks up what the gateway holds of the items, in their order: by their ids, and of items whose identity is loose also under another
 * form of the id or at their address. One statement.
 */
export async function examine<Item extends WriteItem>(
  tx: Db,
  items: readonly Item[],
): Promise<(Item & ItemWithExisting)[]> {
  const loose = (value: (item: Item) => string | null): (string | null)[] =>
    items.map((item) => (item.hasLooseIdentity === true ? value(item) : null))
  const { rows } = await sql<Found>`
    select r.number, found.way, a.id, a.slug, a.publisher_id as "publisherId", encode(a.content_hash, 'hex') as hash,
      a.view_count as "viewCount", a.status = 'WITHDRAWN' as "isWithdrawn", a.external_id as "externalId",
      a.headline_key as "headlineKey"
    from unnest(${items.map(({ source }) => source)}::text[], ${items.map(({ article }) => article.externalId)}::text[],
        ${loose(({ article }) => withOtherScheme(article.externalId))}::text[],
        ${loose(({ article }) => pageIdOf(article.externalId))}::text[],
        ${loose(({ article }) => article.url?.key ?? null)}::text[])
      with ordinality as r (source, external_id, other_scheme, page_id, url_key, number)
    cross join lateral (
      (select 'id' as way, id from article where source = r.source and external_id = r.external_id limit 1)
      union all
      (select 'former id', id from article where source = r.source and external_id = r.other_scheme limit 1)
      union all
      (select 'former id', id from article
        where source = r.source and external_id > r.page_id and external_id < r.page_id || 'g' and length(external_id) = 64 limit 1)
      union all
      (select 'address', article_id from article_url where url_key = r.url_key and is_canonical limit 1)
    ) as found
    cross join lateral (select * from article where id = found.id and source = r.source limit 1) as a`.execute(tx)
  const byNumber = Map.groupBy(rows, ({ number }) => Number(number))
  const exact = items.map((_, index) => byNumber.get(index + 1)?.find(({ way }) => way === 'id') ?? null)
  const claimed = new Set(exact.flatMap((row) => row?.id ?? []))
  return items.map((item, index) => {
    const existing =
      exact[index] ?? byNumber.get(index + 1)?.find((row) => !claimed.has(row.id) && isOf(item.article, row)) ?? null
    if (existing !== null) claimed.add(existing.id)
    return { ...item, existing }
  })
}

/**
 * Whether an article under another id is the same: by the form of the id, or at the same address with the same headline or an id that
 * differs in scheme, `www.`, a slash at its end or a number behind `#` alone. Several notices at one address are several articles.
 */
function isOf({ externalId, headlineKey }: NormalisedArticle, found: Found): boolean {
  if (found.way === 'former id' || found.headlineKey === headlineKey) return true
  return bareId(found.externalId) === bareId(externalId)
}

function bareId(id: string): string {
  return id
    .replace(/https?:\/\/(?:www\.)?/gi, '')
    .replace(/#\d+$/, '')
    .replace(/\/$/, '')
}

function withOtherScheme(id: string): string | null {
  if (!/^https?:/i.test(id)) return null
  return /^https:/i.test(id) ? id.replace(/^https/i, 'http') : id.replace(/^http/i, 'https')
}

/** The id of a page without an address, which had 64 digits once where it was read from HTML. */
function pageIdOf(id: string): string | null {
  return /^[0-9a-f]{32}$/.test(id) ? id : null
}

/** Whether the gateway holds the very same content. */
export function isSame({ article, existing }: ItemWithExisting): boolean {
  return existing !== null && existing.hash === article.contentHash.toString('hex')
}
