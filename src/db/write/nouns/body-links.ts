import { sql } from 'kysely'
import { recordset } from '../../recordset.ts'
import { idsOfExisting, type Changes } from '../changes.ts'

/** The links in the body of one article, as keys of addresses, each once. */
interface BodyLinks {
  readonly articleId: number
  readonly keys: readonly string[]
  readonly isNew: boolean
}

const columns = { article_id: 'bigint', position: 'integer', url_key: 'text' } as const

/**
 * Replaces the links in bodies, each bound at once to the article that has its address, where the gateway holds it; links that
 * stay as they are are not touched. The addresses of articles must be there before.
 */
export function bodyLinkChanges(articles: readonly BodyLinks[]): Changes {
  const rows = articles.flatMap(({ articleId, keys }) =>
    keys.map((key, index) => ({ article_id: articleId, position: index + 1, url_key: key })),
  )
  const old = idsOfExisting(articles)
  return {
    before:
      old.length === 0
        ? null
        : sql`
          delete from body_link existing
          where existing.article_id = any(${old}::bigint[])
            and (existing.article_id, existing.position, existing.url_key) not in (
              select r.article_id, r.position, r.url_key from ${recordset(rows, columns, 'r')})`,
    after:
      rows.length === 0
        ? null
        : sql`
          insert into body_link (article_id, position, url_key, target_id)
          select r.article_id, r.position, r.url_key, target.id
          from ${recordset(rows, columns, 'r')}
          left join lateral (
            select u.article_id as id from article_url u where u.url_key = r.url_key and u.article_id <> r.article_id
          ) as target on true
          on conflict (article_id, position) do nothing`,
  }
}
