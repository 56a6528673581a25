import { sql } from 'kysely'
import type { Instant, UserError } from '../../../schema/models.ts'
import type { NormalisedLink } from './normalised.ts'
import type { Db } from '../tables/database.ts'
import { applyAll } from '../combined-statements.ts'
import { linkChanges } from './nouns/related-links.ts'
import { beginWrite } from './lock.ts'
import { inTransaction } from '../transaction.ts'

/** What became of a change to one article. */
export interface Changed {
  readonly articleId: number | null
  readonly userErrors: readonly UserError[]
  /** The instant of the write by the database's clock; null where nothing was asked of it. */
  readonly instant: string | null
}

/**
 * Publishes an article: at `at`, which may be to come; without it at once, unless it has a date of publication that has passed, which
 * it keeps. A reason of withdrawal is forgotten. What is published already stays as it is.
 */
export async function publishArticle(db: Db, id: number, at: Instant | null = null): Promise<Changed> {
  return await change(db, id, 'id', async (tx, instant) => {
    await sql`
      update article a
      set status = 'PUBLISHED', withdrawn_reason = null, published_at = wanted.at, modified_at = ${instant}::timestamptz
      from (
        select id, coalesce(${at}::timestamptz, least(published_at, ${instant}::timestamptz)) as at from article where id = ${id}
      ) as wanted
      where a.id = wanted.id
        and (a.status, a.published_at) is distinct from ('PUBLISHED', wanted.at::timestamptz(3))`.execute(tx)
  })
}

/** Takes an article back: it is gone for readers, and its address says so. `reason` is not empty. */
export async function withdrawArticle(db: Db, id: number, reason: string): Promise<Changed> {
  return await change(db, id, 'id', async (tx, instant) => {
    await sql`
      update article set status = 'WITHDRAWN', withdrawn_reason = ${reason}, modified_at = ${instant}::timestamptz
      where id = ${id} and (status, withdrawn_reason) is distinct from ('WITHDRAWN', ${reason})`.execute(tx)
  })
}

/** Replaces the editorial links of an article. */
export async function replaceLinks(db: Db, id: number, links: readonly NormalisedLink[]): Promise<Changed> {
  return await change(db, id, 'articleId', async (tx, instant, publisherId) => {
    const before = await linksOf(tx, id)
    const { before: gone, after: added } = linkChanges([{ articleId: id, publisherId, links, isNew: false }])
    await applyAll(tx, [gone])
    await applyAll(tx, [added])
    if ((await linksOf(tx, id)) === before) return
    await sql`update article set modified_at = ${instant}::timestamptz where id = ${id}`.execute(tx)
  })
}

async function linksOf(tx: Db, id: number): Promise<string> {
  const { rows } = await sql<{ form: string }>`
    select coalesce(jsonb_agg(jsonb_build_array(title, url, byline, kind) order by position), '[]')::text as form
    from related_link where article_id = ${id}`.execute(tx)
  return rows[0]?.form ?? ''
}

async function change(
  db: Db,
  id: number,
  field: string,
  apply: (tx: Db, instant: string, publisherId: number) => Promise<void>,
): Promise<Changed> {
  return await inTransaction(db, async (tx) => {
    const instant = await beginWrite(tx)
    const row = await tx.selectFrom('article').select('publisher_id').where('id', '=', id).executeTakeFirst()
    if (row === undefined) {
      return {
        articleId: null,
        instant,
        userErrors: [{ code: 'NOT_FOUND', path: [field], message: 'There is no such article.' }],
      }
    }
    await apply(tx, instant, row.publisher_id)
    return { articleId: id, userErrors: [], instant }
  })
}
