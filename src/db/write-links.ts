import { sql } from 'kysely'
import type { NormalisedLink } from './normalised.ts'
import { recordset } from './recordset.ts'
import type { Db } from './tables.ts'
import type { Changes } from './together.ts'

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
  const old = articles.filter(({ isNew }) => !isNew).map(({ articleId }) => articleId)
  return {
    before:
      old.length === 0
        ? null
        : sql`
          delete from related_link held
          where held.article_id = any(${old}::bigint[]) and not exists (
            select from ${recordset(rows, columns, 'r')}
            where r.article_id = held.article_id and r.position = held.position
              and (r.publisher_id, r.title, r.url, r.byline, r.kind)
                is not distinct from (held.publisher_id, held.title, held.url, held.byline, held.kind))`,
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

/**
 * Binds links that wait for one of these articles, those in bodies too: by any of its addresses across the gateway, or, editorial
 * ones only, by its title within its publisher. A link with an address binds by title only to an article whose address
 * is not known. One statement.
 */
export async function bindWaitingLinks(tx: Db, articleIds: readonly number[]): Promise<void> {
  await sql`
    with address as materialized (
      select url_key, article_id from article_url where article_id = any(${articleIds}::bigint[])
    ),
    title as materialized (
      select distinct on (a.publisher_id, a.headline_key) a.id, a.publisher_id, a.headline_key, a.url
      from article a where a.id = any(${articleIds}::bigint[])
      order by a.publisher_id, a.headline_key, a.id
    ),
    in_bodies as (
      update body_link l set target_id = u.article_id
      from address u
      where l.url_key = u.url_key and l.target_id is null and l.article_id <> u.article_id
    ),
    waiting as (
      select l.article_id, l.position, u.article_id as target_id, 1 as choice
      from address u
      join related_link l on l.url_key = u.url_key and l.target_id is null and l.article_id <> u.article_id
      union all
      select l.article_id, l.position, t.id, 2
      from title t
      join related_link l on l.publisher_id = t.publisher_id and l.title_key = t.headline_key and l.target_id is null
        and l.article_id <> t.id and (l.url_key is null or t.url is null)
    )
    update related_link l set target_id = w.target_id
    from (select distinct on (article_id, position) * from waiting order by article_id, position, choice) as w
    where l.article_id = w.article_id and l.position = w.position`.execute(tx)
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
