import { sql, type Kysely } from 'kysely'

/**
 * Articles are found by the names of their topics and authors, which their rows in article_search hold. Where a name changes, by
 * whatever hand, its articles are noted here, which takes a moment for a hundred thousand of them; the running gateways
 * make their rows anew in small transactions and forget them. A change of names waits for who is writing content, whose articles are
 * else seen too late, and keeps others from it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

/** That of src/db/write/lock.ts. */
const writeLock = 7_262_020_911

function renamed(noun: 'topic' | 'author', own: string): string[] {
  return [
    `create function article_search_${noun}_renamed() returns trigger language plpgsql as $$
    begin
      insert into article_search_stale (article_id)
        select held.article_id
        from after_update n
        join before_update o on o.id = n.id and o.name <> n.name
        join article_${noun} held on held.${noun}_id = n.id ${own}
        on conflict do nothing;
      if found then
        notify article_search_stale;
      end if;
      return null;
    end $$`,
    `create trigger article_search_${noun}_renamed after update on ${noun}
      referencing old table as before_update new table as after_update
      for each statement execute function article_search_${noun}_renamed()`,
    // before a row is locked, for which a writer could be waiting
    `create trigger article_search_${noun}_in_turn before update of name on ${noun}
      for each statement execute function article_search_in_turn()`,
  ]
}

const statements: readonly string[] = [
  // without a foreign key, which would be checked for each of them
  `create table article_search_stale (
    article_id bigint primary key
  )`,
  `comment on table article_search_stale is 'Articles whose row in article_search still has a former name of a topic or an author'`,
  `create function article_search_in_turn() returns trigger language plpgsql as $$
  begin
    perform pg_advisory_xact_lock(${writeLock});
    return null;
  end $$`,
  ...renamed('topic', 'and held.position is not null'),
  ...renamed('author', ''),
]
