import { sql } from 'kysely'
import type { Db } from '../tables/database.ts'

/** Works out what is related to these articles, and keeps it, but for what is kept already and counts; see migration 0030. One statement. */
export async function saveRelatedLists(db: Db, articleIds: readonly number[]): Promise<void> {
  await sql`
    insert into related_list (article_id, ids, made_in, made_at)
    select article.id, made_related_list(article.id), pg_current_snapshot(), clock_timestamp()
    from article
    where article.id = any(${articleIds}::bigint[]) and kept_related_list(article.id) is null
    order by article.id
    on conflict (article_id) do update
    set ids = excluded.ids, made_in = excluded.made_in, made_at = excluded.made_at`.execute(db)
}
