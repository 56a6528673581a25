import { sql, type Kysely } from 'kysely'

/**
 * Partners: their keys, what they used, and the documents they registered.
 *
 * A secret is a row of its own, so that rotation can let several work side by side, each until its own time. A counter and a
 * notification tell every instance that a key has changed; writing `last_used_at` alone does neither.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements: readonly string[] = [
  `create table api_key (
    id bigint generated always as identity primary key,
    name text not null constraint api_key_name_length check (char_length(name) between 1 and 100),
    environment text not null constraint api_key_environment_known check (environment in ('live', 'test')),
    scopes text[] not null,
    allowed_origins text[],
    allowed_topic_ids bigint[],
    points_per_minute integer not null constraint api_key_points_positive check (points_per_minute >= 1),
    persisted_only boolean not null default false,
    created_at timestamptz(3) not null default now(),
    expires_at timestamptz(3),
    revoked_at timestamptz(3),
    last_used_at timestamptz(3)
  )`,
  `create table api_key_secret (
    digest bytea constraint api_key_secret_unique primary key,
    api_key_id bigint not null references api_key on delete cascade,
    prefix text not null,
    created_at timestamptz(3) not null default now(),
    valid_until timestamptz(3)
  )`,
  `comment on column api_key_secret.valid_until is 'Null for the current secret; a rotated-out one works until then'`,
  `create unique index api_key_secret_current on api_key_secret (api_key_id) where valid_until is null`,
  `create index api_key_secret_key on api_key_secret (api_key_id)`,

  `create table api_key_version (
    one boolean primary key default true constraint api_key_version_one_row check (one),
    version bigint not null
  )`,
  `insert into api_key_version (version) values (1)`,
  `create function api_key_changed() returns trigger language plpgsql as $$
  begin
    update api_key_version set version = version + 1;
    perform pg_notify('api_key_changed', '');
    return null;
  end $$`,
  `create trigger api_key_changed
    after insert or delete or update of name, environment, scopes, allowed_origins, allowed_topic_ids, points_per_minute,
      persisted_only, expires_at, revoked_at on api_key
    for each statement execute function api_key_changed()`,
  `create trigger api_key_secret_changed after insert or delete or update on api_key_secret
    for each statement execute function api_key_changed()`,

  `create table api_key_usage (
    api_key_id bigint not null references api_key on delete cascade,
    day date not null,
    requests bigint not null,
    points bigint not null,
    errors bigint not null,
    throttled bigint not null,
    constraint api_key_usage_unique primary key (api_key_id, day)
  )`,
  `create table api_key_operation_usage (
    api_key_id bigint not null references api_key on delete cascade,
    day date not null,
    operation text not null,
    requests bigint not null,
    points bigint not null,
    errors bigint not null,
    histogram integer[] not null,
    constraint api_key_operation_usage_unique primary key (api_key_id, day, operation)
  )`,
  `comment on column api_key_operation_usage.operation is 'Empty for unnamed operations, (other) for those beyond the bound'`,
  `create index api_key_usage_day on api_key_usage (day)`,
  `create index api_key_operation_usage_day on api_key_operation_usage (day)`,

  `create table persisted_document (
    id text primary key,
    document text not null,
    operation_names text[] not null,
    created_at timestamptz(3) not null default now()
  )`,
]
