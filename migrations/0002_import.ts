import { sql, type Kysely } from 'kysely'

/**
 * How far the import of a file has come, kept by the same transaction that writes its articles, so that an import that was killed
 * goes on where it stopped. A file that is done has no row.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements: readonly string[] = [
  `create table import_progress (
    id bigint generated always as identity primary key,
    identity text collate "C" not null constraint import_progress_identity_unique unique,
    items_done bigint not null constraint import_progress_items_done_not_negative check (items_done >= 0),
    created bigint not null,
    updated bigint not null,
    noop bigint not null,
    rejected bigint not null,
    changed_at timestamptz(3) not null
  )`,
  `comment on column import_progress.identity is 'Hash of source, format, size and beginning of the file'`,

  `create table import_rejection (
    progress_id bigint not null references import_progress on delete cascade,
    item bigint not null,
    place text not null,
    field text,
    reason text not null,
    constraint import_rejection_item_unique primary key (progress_id, item)
  )`,
]
