import { sql, type Kysely } from 'kysely'

/**
 * Computed links that are kept: which articles are related to an article that somebody has read. Working them out takes PostgreSQL as long as
 * the rest of the article page twice over, and nothing of it changes until some article does.
 *
 * A list counts as long as no transaction since has changed an article, which `content_change` tells exactly, so an answer never
 * differs by it; and for nine minutes at most, since that table forgets after ten. It holds what `related_candidates` and
 * `linked_candidates` found, whoever may see it: who asks is looked at when it is read. A row is some hundred bytes, and only for articles
 * that are read; the gateway writes it after it has answered.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements: readonly string[] = [
  `create table related_list (
    article_id bigint primary key references article on delete cascade,
    ids bigint[] not null,
    made_in pg_snapshot not null,
    made_at timestamptz(3) not null
  ) with (fillfactor = 80)`,
  `comment on table related_list is 'Articles related to the given one, best first, as worked out when it was last read; see migration 0030'`,
  `comment on column related_list.made_in is 'The transactions that it has seen'`,

  // a function in PL/pgSQL, because PostgreSQL keeps its plan
  `create function made_related_list(of_article bigint) returns bigint[]
  language plpgsql stable cost 30000 as $$
  begin
    return array(
      select candidate.id
      from (
        select linked.id, linked.score from linked_candidates(of_article) linked
        union all
        select related.id, related.score from related_candidates(of_article) related
      ) candidate
      group by candidate.id
      order by max(candidate.score) desc, candidate.id desc);
  end $$`,
  `comment on function made_related_list is 'Articles related to the given one, best first. Not checked: whether the caller may see them'`,

  `create function kept_related_list(of_article bigint) returns bigint[]
  language plpgsql stable cost 20 as $$
  begin
    return (
      select kept.ids
      from related_list kept
      where kept.article_id = of_article
        and kept.made_at > now() - interval '9 minutes'
        and not exists (
          select from content_change changed
          where changed.xid >= pg_snapshot_xmin(kept.made_in) and not pg_visible_in_snapshot(changed.xid, kept.made_in)
            and (changed.tags @> '{articles}' or changed.tags @> '{*}')));
  end $$`,
  `comment on function kept_related_list is 'The same as made_related_list, from what was kept; null where that is missing or out of date'`,
]
