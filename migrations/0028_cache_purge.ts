import { sql, type Kysely } from 'kysely'

/**
 * Two things for those who keep answers.
 *
 * Rows of `content_change` stay until ten minutes after their transaction was over, however long that ran: before, one that had begun longer
 * ago could be dropped before anybody had read it. So each row says which transactions were over when it was written, and a row goes
 * once another one, ten minutes old, says so of its transaction. Only the twenty oldest are looked at, whoever writes.
 *
 * `cache_purge` is the queue for caches that stand in front: at the commit of each transaction that changes content, what it changed is
 * queued for each row of `cache_purge_target`, of which there is none unless a gateway is told of such a cache.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

/** Tags that one transaction may list, as in migration 0025. */
const fewTags = 400

const statements: readonly string[] = [
  `alter table content_change add column snapshot_xmin xid8 not null default pg_snapshot_xmin(pg_current_snapshot())`,

  `create or replace function note_content_change(changed text[]) returns void language plpgsql as $$
  declare
    is_new boolean;
  begin
    if cardinality(changed) is null or cardinality(changed) = 0 then return; end if;
    insert into content_change as existing (tags) values (changed)
      on conflict (xid) do update set tags = case
        when existing.tags @> '{*}' or excluded.tags @> '{*}' then '{*}'
        else array(select distinct tag from unnest(existing.tags || excluded.tags) tag) end
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
      with oldest as (
        select xid, snapshot_xmin, changed_at from content_change order by xid limit 20)
      delete from content_change where xid in (
        select over.xid from content_change over
        where over.xid in (select xid from oldest) and over.xid < (
          select snapshot_xmin from oldest
          where changed_at < clock_timestamp() - interval '10 minutes'
          order by snapshot_xmin desc
          limit 1)
        for update skip locked);
    end if;
  end $$`,

  `create table cache_purge_target (
    address text collate "C" primary key,
    wanted_at timestamptz(3) not null default clock_timestamp(),
    lease_holder uuid,
    leased_until timestamptz(3),
    failures integer not null default 0,
    retry_at timestamptz(3),
    last_error text
  )`,
  `comment on table cache_purge_target is 'Caches in front that gateways are told to purge; none by default'`,

  // the answer that a gateway gives half a second after the commit is the first that shows it for certain
  `create table cache_purge (
    id bigint generated always as identity primary key,
    target text collate "C" not null,
    tags text[] collate "C" not null,
    due_at timestamptz(3) not null default clock_timestamp() + interval '500 milliseconds'
  )`,
  `create index cache_purge_in_order on cache_purge (target, id)`,
  `comment on table cache_purge is 'What the caches in front have still to be told, in order'`,

  `create function queue_cache_purge() returns trigger language plpgsql as $$
  begin
    insert into cache_purge (target, tags)
      select target.address, change.tags
      from content_change change cross join cache_purge_target target
      where change.xid = new.xid;
    return null;
  end $$`,
  // at the commit, when all that the transaction has changed is known
  `create constraint trigger cache_purge_queued after insert on content_change
    deferrable initially deferred for each row execute function queue_cache_purge()`,
]
