import { sql, type Kysely } from 'kysely'

/** Which keys use what of the contract that is deprecated, by day. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table api_key_deprecated_use (
    api_key_id bigint not null references api_key on delete cascade,
    day date not null,
    member text not null,
    requests bigint not null,
    constraint api_key_deprecated_use_unique primary key (api_key_id, day, member)
  )`.execute(db)
  await sql`create index api_key_deprecated_use_day on api_key_deprecated_use (day)`.execute(db)
}
