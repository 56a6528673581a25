import { sql, type RawBuilder } from 'kysely'
import type { NormalisedLink } from '../normalised.ts'
import { recordset } from '../../recordset.ts'
import { eachAlone } from '../../combined-statements.ts'
import { idsOfExisting, type Changes } from '../changes.ts'

export interface LinksOfArticle {
  readonly articleId: number
  readonly publisherId: number
  readonly links: readonly NormalisedLink[]
  readonly isNew: boolean
}

const columns = {
  article_id: 'bigint',
  position: 'integer',
  publisher_id: 'bigint',
  title: 'text',
  title_key: 'text',
  url: 'text',
  url_key: 'text',
  byline: 'text',
  kind: 'text',
} as const

/**
 * Replaces the editorial links of articles, each bound at once to its target where the gateway holds it; links that stay as
 * they are are not touched. The addresses of articles must be there before.
 */
export function linkChanges(articles: readonly LinksOfArticle[]): Changes {
  const rows = articles.flatMap(toRows)
  const old = idsOfExisting(articles)
  return {
    before:
      old.length === 0
        ? null
        : sql`
          delete from related_link existing
          where existing.article_id = any(${old}::bigint[]) and not exists (
            select from ${recordset(rows, columns, 'r')}
            where r.article_id = existing.article_id and r.position = existing.position
              and (r.publisher_id, r.title, r.url, r.byline, r.kind)
                is not distinct from (existing.publisher_id, existing.title, existing.url, existing.byline, existing.kind))`,
    after:
      rows.length === 0
        ? null
        : sql`
          insert into related_link (article_id, position, publisher_id, title, title_key, url, url_key, byline, kind, target_id)
          select r.article_id, r.position, r.publisher_id, r.title, r.title_key, r.url, r.url_key, r.byline, r.kind,
            coalesce(by_url.id, by_title.id)
          from ${recordset(rows, columns, 'r')}
          left join lateral (
            select u.article_id as id from article_url u where u.url_key = r.url_key and u.article_id <> r.article_id
          ) as by_url on true
          left join lateral (
            select a.id from article a
            where a.publisher_id = r.publisher_id and a.headline_key = r.title_key and a.id <> r.article_id
              and (r.url_key is null or a.url is null)
            order by a.id limit 1
          ) as by_title on by_url.id is null
          on conflict (article_id, position) do nothing`,
  }
}

/** A link that waits for an article that is there now. */
export interface WaitingLink {
  readonly table: 'related_link' | 'body_link'
  readonly articleId: number
  readonly position: number
  readonly targetId: number
}

/** Hundreds of thousands may wait for a page that all the others link to: they are not held at once. */
export const linksATime = 20_000

/**
 * Asks for up to `linksATime` links that wait for one of these articles, those in bodies too: by any of its addresses across the
 * gateway, or, editorial ones only, by its title within its publisher. A link with an address binds by title only to an
 * article whose address is not known. Where both would bind a link, its address comes first.
 */
export function askWaitingLinks(articleIds: readonly number[]): RawBuilder<WaitingLink> {
  return sql<WaitingLink>`
    with address as materialized (
      select url_key, article_id from article_url where article_id = any(${articleIds}::bigint[])
    ),
    title as materialized (
      select distinct on (a.publisher_id, a.headline_key) a.id, a.publisher_id, a.headline_key, a.url
      from article a where a.id = any(${articleIds}::bigint[])
      order by a.publisher_id, a.headline_key, a.id
    )
    select 'body_link' as "table", l.article_id as "articleId", l.position, u.article_id as "targetId", 1 as choice
    from address u
    cross join lateral (
      select article_id, position from body_link where url_key = u.url_key and target_id is null ${eachAlone}
    ) as l
    where l.article_id <> u.article_id
    union all
    select 'related_link', l.article_id, l.position, u.article_id, 1
    from address u
    cross join lateral (
      select article_id, position from related_link where url_key = u.url_key and target_id is null ${eachAlone}
    ) as l
    where l.article_id <> u.article_id
    union all
    select 'related_link', l.article_id, l.position, t.id, 2
    from title t
    cross join lateral (
      select article_id, position, url_key from related_link
      where publisher_id = t.publisher_id and title_key = t.headline_key and target_id is null ${eachAlone}
    ) as l
    where l.article_id <> t.id and (l.url_key is null or t.url is null)
    order by choice
    limit ${sql.lit(linksATime)}`
}

/** Binds the links that were found to wait. */
export function bindLinks(waiting: readonly WaitingLink[]): (RawBuilder<unknown> | null)[] {
  return (['related_link', 'body_link'] as const).map((table) => {
    const found = new Map<string, { article_id: number; position: number; target_id: number }>()
    for (const { table: own, articleId, position, targetId } of waiting) {
      const key = `${articleId} ${position}`
      if (own !== table || found.has(key)) continue
      found.set(key, { article_id: articleId, position, target_id: targetId })
    }
    if (found.size === 0) return null
    const rows = [...found.values()]
    return sql`
      update ${sql.table(table)} l set target_id = r.target_id
      from ${recordset(rows, { article_id: 'bigint', position: 'integer', target_id: 'bigint' }, 'r')}
      where l.article_id = any(${rows.map((row) => row.article_id)}::bigint[])
        and l.article_id = r.article_id and l.position = r.position`
  })
}

function toRows({ articleId, publisherId, links }: LinksOfArticle) {
  return links.map((link, index) => ({
    article_id: articleId,
    position: index + 1,
    publisher_id: publisherId,
    title: link.title,
    title_key: link.titleKey,
    url: link.url,
    url_key: link.urlKey,
    byline: link.byline,
    kind: link.kind,
  }))
}
