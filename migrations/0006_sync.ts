import { sql, type Kysely } from 'kysely'

/** What `masthead sync` remembers of each feed between two polls, so that a restart, or another instance, goes on from there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements: readonly string[] = [
  `create table feed_state (
    url text collate "C" primary key,
    name text not null,
    settings text not null,
    etag text,
    last_modified text,
    polled_at timestamptz(3) not null,
    next_at timestamptz(3) not null,
    failures integer not null constraint feed_state_failures_not_negative check (failures >= 0),
    status smallint,
    message text,
    moved_to text,
    is_gone boolean not null
  )`,
  `comment on column feed_state.settings is 'Hash of what the feed list says about the feed; when it changes, the feed is read anew'`,
  `comment on column feed_state.status is 'HTTP status of the last answer; null where none came'`,
  `comment on column feed_state.is_gone is 'Answered 410: not polled again until its entry in the feed list changes'`,
]
