import { sql, type Kysely } from 'kysely'

/**
 * Who runs which registered document, and when last, so that one that nobody runs any more can be told and removed. Gateways keep documents,
 * which never change under their id, so they hear when some are removed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table persisted_document_use (
    document_id text not null references persisted_document on delete cascade,
    api_key_id bigint references api_key on delete cascade,
    last_used_at timestamptz(3) not null,
    constraint persisted_document_use_unique unique nulls not distinct (document_id, api_key_id)
  )`.execute(db)
  await sql`comment on column persisted_document_use.api_key_id is 'Null: callers without a key'`.execute(db)
  await sql`create index persisted_document_use_key on persisted_document_use (api_key_id)`.execute(db)
  await sql`create function persisted_document_removed() returns trigger language plpgsql as $$
    begin
      perform pg_notify('persisted_document_removed', '');
      return null;
    end $$`.execute(db)
  await sql`create trigger persisted_document_removed after delete on persisted_document
    for each statement execute function persisted_document_removed()`.execute(db)
}
