import { sql, type Kysely } from 'kysely'

/**
 * What content has changed, for those who keep answers: whoever writes, by whatever way, triggers collect what the transaction has changed
 * as tags, in one row of `content_change`, and one notification says at its commit that there is something to read.
 *
 * Tags name one object (`article:7`, `author:3`, `topic:5`, `publisher:2`) or a list: `articles` (any list of articles), those of one
 * topic, author, publisher or language (`articles:topic:5`, `articles:language:it`), `authors`, `topics`, `publishers`; `bylines` (the name
 * of an author changed), `topic-types` and `search`. Whatever a part of an article is, its change is a change of the article and of all lists
 * that it is in or was in. A transaction that changes much has the one tag `*`: everything.
 *
 * A row is known by its transaction, so no two transactions ever wait for each other here. Rows are dropped after ten minutes, a few with
 * each new one.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

/** Rows that one statement may change before everything counts as changed. */
const fewRows = 200
/** Articles whose tags are worth listing. */
const fewArticles = 50
/** Tags that one transaction may list. */
const fewTags = 400

const operations = ['insert', 'update', 'delete'] as const

/** A trigger for each operation, since only so each has its transition tables. */
function whenChanged(table: string, run: string): string[] {
  const referencing = {
    insert: 'referencing new table as after_rows',
    update: 'referencing old table as before_rows new table as after_rows',
    delete: 'referencing old table as before_rows',
  }
  return [
    ...operations.map(
      (operation) => `create trigger content_changed_by_${operation} after ${operation} on ${table}
        ${referencing[operation]} for each statement execute function ${run}()`,
    ),
    `create trigger content_changed_by_truncate after truncate on ${table}
      for each statement execute function content_all_changed()`,
  ]
}

const statements: readonly string[] = [
  `create table content_change (
    xid xid8 primary key default pg_current_xact_id(),
    tags text[] collate "C" not null,
    changed_at timestamptz(3) not null default clock_timestamp()
  )`,
  `comment on table content_change is 'What each of the last transactions changed, for those who keep answers; see migration 0025'`,

  // A rollback to a savepoint takes back the row, the notification and the setting alike.
  `create function note_content_change(changed text[]) returns void language plpgsql as $$
  declare
    is_new boolean;
  begin
    if cardinality(changed) is null or cardinality(changed) = 0 then return; end if;
    insert into content_change as held (tags) values (changed)
      on conflict (xid) do update set tags = case
        when held.tags @> '{*}' or excluded.tags @> '{*}' then '{*}'
        else array(select distinct tag from unnest(held.tags || excluded.tags) tag) end
      returning xmax = 0 into is_new;
    if changed @> '{*}' or cardinality(changed) > ${fewTags} then
      update content_change set tags = '{*}' where xid = pg_current_xact_id();
      perform set_config('masthead.all_changed', 'yes', true);
    elsif not is_new then
      update content_change set tags = '{*}' where xid = pg_current_xact_id() and cardinality(tags) > ${fewTags};
      if found then perform set_config('masthead.all_changed', 'yes', true); end if;
    end if;
    if is_new then
      perform pg_notify('content_changed', '');
      delete from content_change where xid in (
        select old.xid from content_change old
        where old.changed_at < clock_timestamp() - interval '10 minutes'
        order by old.xid limit 20 for update skip locked);
    end if;
  end $$`,

  // once everything has changed, the triggers of a transaction have nothing more to say
  `create function is_all_content_changed() returns boolean language sql stable as $$
    select coalesce(current_setting('masthead.all_changed', true), '') = 'yes'
  $$`,

  `create function content_all_changed() returns trigger language plpgsql as $$
  begin
    perform note_content_change('{*}');
    return null;
  end $$`,

  `create function article_tags(ids bigint[]) returns setof text language sql stable as $$
    select 'articles'
    union select 'article:' || id from unnest(ids) id
    union select unnest(array['articles:publisher:' || publisher_id, 'articles:language:' || language]) from article where id = any(ids)
    union select 'articles:topic:' || topic_id from article_topic where article_id = any(ids)
    union select 'articles:author:' || author_id from article_author where article_id = any(ids)
    union select 'article:' || other.id
      from article changed join article other on other.story_id = changed.story_id
      where changed.id = any(ids)
  $$`,
  `comment on function article_tags is 'The tags of what shows these articles, by what they are and hang on now'`,

  `create function note_articles_changed(ids bigint[], more text[]) returns void language plpgsql as $$
  begin
    if cardinality(ids) > ${fewArticles} then
      perform note_content_change('{*}');
    elsif cardinality(ids) > 0 then
      perform note_content_change(array(select article_tags(ids) union select unnest(more)));
    end if;
  end $$`,

  `create function article_changed() returns trigger language plpgsql as $$
  declare
    ids bigint[];
    former text[];
  begin
    if is_all_content_changed() then return null; end if;
    if tg_op = 'INSERT' then
      select array_agg(id) into ids from (select id from after_rows limit ${fewRows}) few;
    elsif tg_op = 'UPDATE' then
      select array_agg(id) into ids from (
        select n.id from after_rows n join before_rows o on o.id = n.id where n is distinct from o limit ${fewRows}) few;
    else
      select array_agg(id) into ids from (select id from before_rows limit ${fewRows}) few;
    end if;
    if tg_op <> 'INSERT' and cardinality(ids) <= ${fewArticles} then
      select array_agg(tag) into former from (
        select unnest(array['articles:publisher:' || publisher_id, 'articles:language:' || language]) as tag
          from before_rows where id = any(ids)
        union select 'article:' || other.id
          from before_rows o join article other on other.story_id = o.story_id where o.id = any(ids)) tags;
    end if;
    perform note_articles_changed(ids, former);
    return null;
  end $$`,
  ...whenChanged('article', 'article_changed'),

  // of what a part was before, the article's other tags say nothing any more
  `create function article_part_changed() returns trigger language plpgsql as $$
  declare
    ids bigint[];
    before_ids bigint[];
    touched bigint := 0;
    former text[];
  begin
    if is_all_content_changed() then return null; end if;
    if tg_op <> 'DELETE' then
      select array_agg(distinct article_id), count(*) into ids, touched
        from (select article_id from after_rows limit ${fewRows}) few;
    end if;
    if tg_op <> 'INSERT' then
      select array_agg(distinct article_id), greatest(touched, count(*)) into before_ids, touched
        from (select article_id from before_rows limit ${fewRows}) few;
    end if;
    if touched = ${fewRows} then
      perform note_content_change('{*}');
      return null;
    end if;
    if tg_op <> 'INSERT' and tg_table_name = 'article_topic' then
      select array_agg(distinct 'articles:topic:' || topic_id) into former from before_rows;
    elsif tg_op <> 'INSERT' and tg_table_name = 'article_author' then
      select array_agg(distinct 'articles:author:' || author_id) into former from before_rows;
    end if;
    perform note_articles_changed(ids || before_ids, former);
    return null;
  end $$`,
  ...['article_body', 'article_url', 'article_author', 'article_topic', 'related_link', 'body_link'].flatMap((table) =>
    whenChanged(table, 'article_part_changed'),
  ),

  `create function article_search_changed() returns trigger language plpgsql as $$
  begin
    if is_all_content_changed() then return null; end if;
    if tg_op = 'DELETE' then
      perform from before_rows limit 1;
    else
      perform from after_rows limit 1;
    end if;
    if found then perform note_content_change('{search}'); end if;
    return null;
  end $$`,
  ...whenChanged('article_search', 'article_search_changed'),

  ...['author', 'topic', 'publisher'].flatMap((noun) => [
    `create function ${noun}_changed() returns trigger language plpgsql as $$
    declare
      changed text[];
    begin
      if is_all_content_changed() then return null; end if;
      if tg_op = 'INSERT' then
        select array_agg('${noun}:' || id) into changed from (select id from after_rows limit ${fewRows}) few;
      elsif tg_op = 'DELETE' then
        select array_agg('${noun}:' || id) into changed from (select id from before_rows limit ${fewRows}) few;
      else
        select array_agg('${noun}:' || id) into changed from (
          select n.id from after_rows n join before_rows o on o.id = n.id where n is distinct from o limit ${fewRows}) few;
      end if;
      if cardinality(changed) = ${fewRows} then changed := '{*}'; end if;
      ${alsoOf(noun)}
      perform note_content_change(changed || case when cardinality(changed) > 0 then '{${noun}s}'::text[] end);
      return null;
    end $$`,
    ...whenChanged(noun, `${noun}_changed`),
  ]),
]

/** What else hangs on a column of a noun, where none of what shows it need name the object. */
function alsoOf(noun: string): string {
  const [column, tag] = { author: ['name', 'bylines'], topic: ['type', 'topic-types'] }[noun] ?? []
  if (column === undefined) return ''
  return `if tg_op = 'UPDATE' then
        perform from after_rows n join before_rows o on o.id = n.id where n.${column} <> o.${column} limit 1;
        if found then changed := changed || '{${tag}}'::text[]; end if;
      end if;`
}
