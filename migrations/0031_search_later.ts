import { sql, type Kysely } from 'kysely'

/**
 * An import makes its search rows beside the next batch, outside of the writers' turn. So whoever renames a topic or an author touches what
 * is noted already: the two wait for each other there, and no former name stays. Links follow their article, whose publisher is checked
 * once instead of with each of its links.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [noun, own] of [
    ['topic', 'and link.position is not null'],
    ['author', ''],
  ]) {
    await sql
      .raw(
        `create or replace function article_search_${noun}_renamed() returns trigger language plpgsql as $$
        begin
          insert into article_search_stale (article_id)
            select distinct link.article_id
            from after_update n
            join before_update o on o.id = n.id and o.name <> n.name
            join article_${noun} link on link.${noun}_id = n.id ${own}
            on conflict (article_id) do update set article_id = excluded.article_id;
          if found then
            notify article_search_stale;
          end if;
          return null;
        end $$`,
      )
      .execute(db)
  }
  await sql`alter table related_link drop constraint related_link_publisher_id_fkey`.execute(db)
}
