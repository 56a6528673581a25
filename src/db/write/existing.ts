import { sql } from 'kysely'
import type { NormalisedArticle } from './normalised.ts'
import type { SearchVectors } from '../search/vectors.ts'
import type { Db } from '../tables/database.ts'

export interface WriteItem {
  readonly source: string
  readonly article: NormalisedArticle
  /** What it is found by, where that was made ahead. */
  readonly vectors?: SearchVectors | undefined
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

/** Looks up what the gateway holds of the items, in their order. One statement. */
export async function examine<Item extends WriteItem>(
  tx: Db,
  items: readonly Item[],
): Promise<(Item & ItemWithExisting)[]> {
  const { rows } = await sql<Existing & { source: string; externalId: string }>`
    select a.id, a.slug, a.publisher_id as "publisherId", encode(a.content_hash, 'hex') as hash, a.view_count as "viewCount",
      a.status = 'WITHDRAWN' as "isWithdrawn", a.source, a.external_id as "externalId"
    from unnest(${items.map(({ source }) => source)}::text[], ${items.map(({ article }) => article.externalId)}::text[])
      as r (source, external_id)
    cross join lateral (
      select * from article where source = r.source and external_id = r.external_id limit 1
    ) as a`.execute(tx)
  const existing = new Map(rows.map((row) => [keyOf(row.source, row.externalId), row]))
  return items.map((item) => ({ ...item, existing: existing.get(keyOf(item.source, item.article.externalId)) ?? null }))
}

/** Whether the gateway holds the very same content. */
export function isSame({ article, existing }: ItemWithExisting): boolean {
  return existing !== null && existing.hash === article.contentHash.toString('hex')
}
