import { sql, type RawBuilder } from 'kysely'
import type { NormalisedArticle, NormalisedBody } from '../normalised.ts'
import { recordset } from '../../recordset.ts'
import { idsOfExisting, type Changes } from '../changes.ts'

/** Stores the bodies that changed, and removes those of articles that have none any more. */
export function bodyChanges(
  bodies: readonly { articleId: number; body: NormalisedBody | null; isNew: boolean }[],
): Changes {
  const rows = bodies.flatMap(({ articleId, body }) => (body === null ? [] : [{ article_id: articleId, ...body }]))
  const gone = bodies.filter(({ body, isNew }) => body === null && !isNew).map(({ articleId }) => articleId)
  return {
    before: gone.length === 0 ? null : sql`delete from article_body where article_id = any(${gone}::bigint[])`,
    after:
      rows.length === 0
        ? null
        : sql`
          insert into article_body as existing (article_id, html, text)
          select r.article_id, r.html, r.text
          from ${recordset(rows, { article_id: 'bigint', html: 'text', text: 'text' }, 'r')}
          ${
            areNew(bodies)
              ? sql``
              : sql`
                on conflict (article_id) do update set html = excluded.html, text = excluded.text
                where (existing.html, existing.text) is distinct from (excluded.html, excluded.text)`
          }`,
  }
}

/**
 * Stores the addresses of articles. What was an address of an article stays one, so that no link breaks: a canonical
 * address that is replaced becomes an alias.
 */
export function addressChanges(
  articles: readonly { articleId: number; article: NormalisedArticle; isNew: boolean }[],
): Changes {
  const old = articles
    .filter(({ isNew }) => !isNew)
    .map(({ articleId, article }) => ({ article_id: articleId, url_key: article.url?.key ?? null }))
  const rows = articles.flatMap(({ articleId, article }) => [
    ...(article.url === null
      ? []
      : [{ article_id: articleId, url_key: article.url.key, url: article.url.url, is_canonical: true }]),
    ...article.aliases.map(({ key, url }) => ({ article_id: articleId, url_key: key, url, is_canonical: false })),
  ])
  return {
    before:
      old.length === 0
        ? null
        : sql`
          update article_url u set is_canonical = false
          from ${recordset(old, { article_id: 'bigint', url_key: 'text' }, 'r')}
          where u.article_id = r.article_id and u.is_canonical and u.url_key is distinct from r.url_key`,
    after:
      rows.length === 0
        ? null
        : sql`
          insert into article_url as existing (url_key, url, article_id, is_canonical)
          select r.url_key, r.url, r.article_id, r.is_canonical
          from ${recordset(rows, { article_id: 'bigint', url_key: 'text', url: 'text', is_canonical: 'boolean' }, 'r')}
          ${
            areNew(articles)
              ? sql``
              : sql`
                on conflict (url_key) do update set url = excluded.url, is_canonical = excluded.is_canonical
                where existing.article_id = excluded.article_id
                  and (existing.url, existing.is_canonical) is distinct from (excluded.url, excluded.is_canonical)`
          }`,
  }
}

/** The keys that articles are listed by, of which `authorChanges` and `topicChanges` make copies: they read them from this table. */
export const sortKeysTable = 'sort_keys'

export function sortKeysOf(articleIds: readonly number[]): RawBuilder<unknown> {
  return sql`select id, placed_at, modified_at, views, visible_at from article where id = any(${articleIds}::bigint[])`
}

/** The authors of articles in byline order. */
export function authorChanges(
  articles: readonly { articleId: number; authorIds: readonly number[]; isNew: boolean }[],
): Changes {
  return nounChanges(
    'author',
    articles.flatMap(({ articleId, authorIds }) =>
      // two names may stand for one author since an editor has merged them
      [...new Set(authorIds)].map((id, index) => ({ article_id: articleId, noun_id: id, position: index + 1 })),
    ),
    idsOfExisting(articles),
  )
}

/** The topics of articles in the publisher's order, and all topics above them. */
export function topicChanges(
  articles: readonly {
    articleId: number
    topics: readonly { id: number; ancestorIds: readonly number[] }[]
    isNew: boolean
  }[],
): Changes {
  const rows = articles.flatMap(({ articleId, topics }) => {
    const ids = new Set(topics.map(({ id }) => id))
    const positions = new Map<number, number | null>([...ids].map((id, index) => [id, index + 1]))
    for (const id of topics.flatMap(({ ancestorIds }) => ancestorIds)) if (!positions.has(id)) positions.set(id, null)
    return [...positions].map(([id, position]) => ({ article_id: articleId, noun_id: id, position }))
  })
  return nounChanges('topic', rows, idsOfExisting(articles))
}

/** What articles have of a noun, in its order; rows that stay as they are are not touched. */
function nounChanges(
  noun: 'author' | 'topic',
  rows: readonly { article_id: number; noun_id: number; position: number | null }[],
  old: readonly number[],
): Changes {
  const table = sql.table(`article_${noun}`)
  const nounId = sql.ref(`${noun}_id`)
  const given = recordset(rows, { article_id: 'bigint', noun_id: 'bigint', position: 'integer' }, 'r')
  return {
    // -1 stands for null, which no comparison of rows finds
    before:
      old.length === 0
        ? null
        : sql`
          delete from ${table} existing
          where existing.article_id = any(${old}::bigint[])
            and (existing.article_id, existing.${nounId}, coalesce(existing.position, -1)) not in (
              select r.article_id, r.noun_id, coalesce(r.position, -1) from ${given})`,
    after:
      rows.length === 0
        ? null
        : sql`
          insert into ${table} (article_id, ${nounId}, position, placed_at, modified_at, views, visible_at)
          select a.id, r.noun_id, r.position, a.placed_at, a.modified_at, a.views, a.visible_at
          from ${given}
          join ${sql.table(sortKeysTable)} a on a.id = r.article_id
          ${old.length === 0 ? sql`` : sql`on conflict (article_id, ${nounId}) do nothing`}`,
  }
}

/** Nothing is there yet that a row could be in conflict with, and not to look for it is cheaper. */
function areNew(articles: readonly { isNew: boolean }[]): boolean {
  return articles.every(({ isNew }) => isNew)
}
