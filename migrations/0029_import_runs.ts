import { sql, type Kysely } from 'kysely'

/** What an import did, for those who watch it: a row each time the command runs, written every second or two, and what it rejected first. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements: readonly string[] = [
  `create table import_run (
    id bigint generated always as identity primary key,
    source text collate "C",
    names text[] not null,
    file text,
    items bigint not null default 0,
    bytes_read bigint not null default 0,
    bytes bigint,
    created bigint not null default 0,
    updated bigint not null default 0,
    noop bigint not null default 0,
    rejected bigint not null default 0,
    refused_files bigint not null default 0,
    is_interrupted boolean not null default false,
    started_at timestamptz(3) not null default now(),
    changed_at timestamptz(3) not null default now(),
    ended_at timestamptz(3)
  )`,
  `comment on column import_run.names is 'Files, folders and patterns as they were given, the first twenty'`,

  `create table import_run_rejection (
    run_id bigint not null references import_run on delete cascade,
    number integer not null,
    file text not null,
    item text,
    field text,
    reason text not null,
    constraint import_run_rejection_number_unique primary key (run_id, number)
  )`,
]
