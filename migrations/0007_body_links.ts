import { sql, type Kysely } from 'kysely'

/**
 * The links in bodies, so that those that lead to articles we hold can be answered as related ones; the bodies themselves keep plain
 * links. As with `related_link`, whichever side arrives first, the other one binds it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements: readonly string[] = [
  `create table body_link (
    article_id bigint not null references article on delete cascade,
    position integer not null constraint body_link_position_from_one check (position >= 1),
    url_key text collate "C" not null,
    target_id bigint references article on delete set null,
    constraint body_link_position_unique primary key (article_id, position)
  )`,
  `comment on table body_link is 'The first distinct addresses that a body links to, in its order'`,
  `create index body_link_target on body_link (target_id) where target_id is not null`,
  `create index body_link_unbound on body_link (url_key) where target_id is null`,

  // In PL/pgSQL for the same reason as related_candidates, whose scores these are above: an author's own choice of what belongs
  // to the text is the surest sign there is.
  `create function linked_candidates(of_article bigint) returns table (id bigint, score numeric)
  language plpgsql stable rows 3 cost 200 set plan_cache_mode = force_generic_plan as $$
  begin
    return query
    select linked.target_id, (100000 - min(linked.position))::numeric
    from body_link linked
    join article target on target.id = linked.target_id
    where linked.article_id = of_article and linked.target_id <> of_article
      and target.story_id is distinct from coalesce((select origin.story_id from article origin where origin.id = of_article), 0)
      and not exists (
        select from related_link chosen where chosen.article_id = of_article and chosen.target_id = linked.target_id)
    group by linked.target_id;
  end $$`,
  `comment on function linked_candidates is 'Articles that the body of the given one links to, by (score, id), above all of related_candidates; without its translations and what its editorial links point to. Not checked: whether the caller may see them'`,
]
