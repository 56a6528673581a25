import { sql, type Kysely } from 'kysely'

/**
 * Articles related to one article, for computed links. Worked out when they are read: no table of them that a later import, an
 * embargo or a withdrawal would have to mend, and what it costs is bounded for each article, whatever the archive holds.
 *
 * A function in PL/pgSQL, because PostgreSQL keeps its plan: within the statements around it, planning it anew would
 * take several times as long as running it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(relatedCandidates).execute(db)
  await sql
    .raw(
      `comment on function related_candidates is 'Articles related to the given one, best first by (score, id). Not checked: whether the caller may see them'`,
    )
    .execute(db)
}

/**
 * Candidates share one of the article's first 8 own topics or first 3 authors, are in its language, and are the 12 nearest in time on
 * either side, read from at most 80 index rows; drafts and withdrawn articles are none, and neither are the article
 * itself, its translations and what its editorial links point to. Of those the 100 closest are returned, scored by
 * - what they share: a topic weighs the more the fewer articles have it (all weigh the same from 300 on), an author half;
 * - nearness in time: of six tenths of that weight half is left at 60 days, a third at 120; four tenths stay at any distance;
 * - their headlines: words of four letters and more that both have, over the geometric mean of how many they have.
 * Scores are rounded, so that the order of a sum decides no tie.
 */
const relatedCandidates = `
create function related_candidates(of_article bigint) returns table (id bigint, score numeric)
language plpgsql stable rows 60 cost 20000 set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  origin article;
  origin_words text[];
begin
  select * into origin from article where article.id = of_article;
  origin_words := array(select word from unnest(string_to_array(origin.headline_key, ' ')) word where length(word) >= 4);
  return query
  select closest.id,
    (closest.closeness + 5 * (
      select count(*) filter (where word = any (origin_words)) / greatest(1, sqrt(cardinality(origin_words) * count(*)))
      from unnest(closest.words) word
      where length(word) >= 4))::numeric(12, 6)
  from (
    select candidate.id, candidate.words,
      candidate.weight * (0.4 + 0.6 / (1 + abs(extract(epoch from candidate.placed_at - origin.placed_at))::float8 / 5184000)) as closeness
    from (
      select near.id, near.placed_at, string_to_array(near.headline_key, ' ') as words, sum(near.weight) as weight
      from (${sharing('article_topic', 'topic_id', 'and held.position is not null', 8, 1)}
        union all ${sharing('article_author', 'author_id', '', 3, 0.5)}
      ) near
      group by near.id, near.placed_at, near.headline_key
    ) candidate
    where not exists (
      select from related_link chosen where chosen.article_id = of_article and chosen.target_id = candidate.id)
    order by closeness desc, candidate.id desc
    limit 100
  ) closest
  order by 2 desc, 1 desc;
end $$`

/** The nearest articles that share one of the first `read` topics or authors, with the weight of what they share. */
function sharing(table: string, key: string, direct: string, read: number, importance: number): string {
  const side = (operator: string, order: string): string => `(
    select near.article_id as id, near.placed_at, other.headline_key
    from (
      select held.article_id, held.placed_at, held.visible_at
      from ${table} held
      where held.${key} = own.key ${direct} and (held.placed_at, held.article_id) ${operator} (origin.placed_at, of_article)
      order by held.placed_at ${order}, held.article_id ${order}
      limit 80
    ) near
    join article other on other.id = near.article_id
    where near.visible_at is not null
      and other.language = origin.language
      and other.story_id is distinct from coalesce(origin.story_id, 0)
    order by near.placed_at ${order}, near.article_id ${order}
    limit 12)`
  // offset 0 keeps PostgreSQL from counting anew for every candidate
  return `
    select found.id, found.placed_at, found.headline_key, own.weight
    from (
      select mine.key, ${importance} * ln(1 + 300 / greatest(1, (
        select count(*) from (select from ${table} held where held.${key} = mine.key ${direct} limit 300) counted))::float8) as weight
      from (
        select held.${key} as key from ${table} held
        where held.article_id = of_article ${direct}
        order by held.position
        limit ${read}
      ) mine
      offset 0
    ) own
    cross join lateral (${side('<', 'desc')} union all ${side('>', 'asc')}) found`
}
