import { isDeepStrictEqual } from 'node:util'
import { sql, type InferResult, type RawBuilder } from 'kysely'
import type { ApiKey as ListedApiKey, Instant, Scope } from '../../../schema/models.ts'
import { instantText } from '../json.ts'
import type { Db } from '../tables/database.ts'
import { inTransaction } from '../transaction.ts'

/** An API key as the contract shows it, with its environment, which the prefix tells clients. */
export interface ApiKey extends ListedApiKey {
  readonly environment: 'live' | 'test'
}

/** What a new key is made of. */
export interface NewApiKey extends ApiKeyChange {
  readonly environment: 'live' | 'test'
}

/** What of a key can be changed. */
export interface ApiKeyChange {
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly expiresAt: Instant | null
  readonly allowedOrigins: readonly string[] | null
  readonly allowedTopicIds: readonly number[] | null
  readonly pointsPerMinute: number
  readonly persistedOnly: boolean
}

/** A secret as it is stored. */
export interface StoredSecret {
  readonly digest: Buffer
  readonly prefix: string
}

/** A key found by one of its secrets. */
export interface FoundSecret {
  readonly key: ApiKey
  readonly digest: Buffer
  /** Null for the current secret; a rotated-out one works until then. */
  readonly validUntil: Instant | null
}

/** Writes a key with its first secret, in one transaction. */
export async function insertApiKey(db: Db, key: NewApiKey, secret: StoredSecret): Promise<ApiKey> {
  return await inTransaction(db, async (transaction) => {
    const { id } = await transaction
      .insertInto('api_key')
      .values({ ...columnsOf(key), environment: key.environment })
      .returning('id')
      .executeTakeFirstOrThrow()
    await transaction
      .insertInto('api_key_secret')
      .values({ api_key_id: Number(id), ...secret })
      .execute()
    return await readKey(transaction, Number(id))
  })
}

/** All keys, oldest first, the revoked and expired ones too; or the newest `limit`, newest first. */
export async function listApiKeys(
  db: Db,
  newest?: { readonly includeRevoked: boolean; readonly limit: number },
): Promise<ApiKey[]> {
  if (newest === undefined) return (await selectKeys(db).orderBy('k.id').execute()).map(toApiKey)
  const rows = await selectKeys(db)
    .$if(!newest.includeRevoked, (keys) => keys.where('k.revoked_at', 'is', null))
    .orderBy('k.id', 'desc')
    .limit(newest.limit)
    .execute()
  return rows.map(toApiKey)
}

/** One key, whatever its state; null where there is none. */
export async function findApiKey(db: Db, id: number): Promise<ApiKey | null> {
  const row = await selectKeys(db).where('k.id', '=', id).executeTakeFirst()
  return row === undefined ? null : toApiKey(row)
}

/** The key that a secret belongs to, whatever its state. Source: api_key_secret, by its primary key. */
export async function findApiKeyBySecret(db: Db, digest: Buffer): Promise<FoundSecret | null> {
  const row = await selectKeys(db)
    .innerJoin('api_key_secret as given', 'given.api_key_id', 'k.id')
    .where('given.digest', '=', digest)
    .select(['given.digest', instantText(sql.ref('given.valid_until')).as('validUntil')])
    .executeTakeFirst()
  return row === undefined ? null : { key: toApiKey(row), digest: row.digest, validUntil: row.validUntil }
}

/**
 * Gives a key a new secret; its current one works on for `overlapSeconds`, and none before it for longer. Null where the key is
 * unknown, revoked or expired.
 * Two rotations at once wait for each other.
 */
export async function replaceSecret(
  db: Db,
  id: number,
  secret: StoredSecret,
  overlapSeconds: number,
): Promise<ApiKey | null> {
  return await inTransaction(db, async (transaction) => {
    const locked = await transaction
      .selectFrom('api_key')
      .select('id')
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', sql<string>`now()`)]))
      .forUpdate()
      .executeTakeFirst()
    if (locked === undefined) return null
    const end = sql<string>`now() + make_interval(secs => ${overlapSeconds}::double precision)`
    await transaction
      .updateTable('api_key_secret')
      .set({ valid_until: end })
      .where('api_key_id', '=', id)
      .where((where) => where.or([where('valid_until', 'is', null), where('valid_until', '>', end)]))
      .execute()
    await transaction
      .insertInto('api_key_secret')
      .values({ api_key_id: id, ...secret })
      .execute()
    return await readKey(transaction, id)
  })
}

/**
 * Changes a key that is not revoked, to what `decide` makes of it as it is; null there leaves it. What is as it was already is not
 * written. Null where the key is unknown or revoked. Two changes at once wait for each other.
 */
export async function changeApiKey(
  db: Db,
  id: number,
  decide: (key: ApiKey) => Promise<ApiKeyChange | null>,
): Promise<ApiKey | null> {
  return await inTransaction(db, async (transaction) => {
    const lock = transaction.selectFrom('api_key').select('id').where('id', '=', id).where('revoked_at', 'is', null)
    if ((await lock.forUpdate().executeTakeFirst()) === undefined) return null
    const key = await readKey(transaction, id)
    const change = await decide(key)
    if (change === null || isSame(key, change)) return key
    await transaction.updateTable('api_key').set(columnsOf(change)).where('id', '=', id).execute()
    return await readKey(transaction, id)
  })
}

function isSame(key: ApiKey, change: ApiKeyChange): boolean {
  return Object.entries(change).every(([name, value]) => isDeepStrictEqual(key[name as keyof ApiKeyChange], value))
}

function columnsOf(key: ApiKeyChange) {
  return {
    name: key.name,
    scopes: [...key.scopes],
    expires_at: key.expiresAt,
    allowed_origins: key.allowedOrigins === null ? null : [...key.allowedOrigins],
    allowed_topic_ids: key.allowedTopicIds === null ? null : [...key.allowedTopicIds],
    points_per_minute: key.pointsPerMinute,
    persisted_only: key.persistedOnly,
  }
}

/** Revokes a key for good. Null where it is unknown; a revoked one keeps the instant of its first revocation. */
export async function markRevoked(db: Db, id: number): Promise<ApiKey | null> {
  await db
    .updateTable('api_key')
    .set({ revoked_at: sql<string>`now()` })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute()
  return await findApiKey(db, id)
}

/** Notes when keys were last used, in one statement; never moves an instant back. */
export async function touchApiKeys(db: Db, uses: ReadonlyMap<number, Instant>): Promise<void> {
  const used = sql<{
    id: number
    at: Instant
  }>`unnest(${[...uses.keys()]}::bigint[], ${[...uses.values()]}::timestamptz[])`
  await db
    .updateTable('api_key as k')
    .from(used.as<'used'>(sql`used (id, at)`))
    .set((row) => ({ last_used_at: row.ref('used.at') }))
    .whereRef('k.id', '=', 'used.id')
    .where((row) => row.or([row('k.last_used_at', 'is', null), row('k.last_used_at', '<', row.ref('used.at'))]))
    .execute()
}

/** The number that every change of any key raises. */
export async function readKeyVersion(db: Db): Promise<number> {
  const row = await db.selectFrom('api_key_version').select('version').executeTakeFirstOrThrow()
  return Number(row.version)
}

function selectKeys(db: Db) {
  return db
    .selectFrom('api_key as k')
    .innerJoin('api_key_secret as current', (join) =>
      join.onRef('current.api_key_id', '=', 'k.id').on('current.valid_until', 'is', null),
    )
    .select([
      'k.id',
      'k.name',
      'k.environment',
      'current.prefix',
      'k.scopes',
      'k.allowed_origins',
      'k.allowed_topic_ids',
      'k.points_per_minute',
      'k.persisted_only',
      instantText(sql.ref('k.created_at')).as('createdAt'),
      maybeInstant('k.expires_at').as('expiresAt'),
      maybeInstant('k.revoked_at').as('revokedAt'),
      maybeInstant('k.last_used_at').as('lastUsedAt'),
      sql<string | null>`(
        select ${instantText(sql`max(valid_until)`)} from api_key_secret
        where api_key_id = k.id and valid_until > now())`.as('previousSecretValidUntil'),
    ])
}

type KeyRow = InferResult<ReturnType<typeof selectKeys>>[number]

function toApiKey(row: KeyRow): ApiKey {
  return {
    id: Number(row.id),
    name: row.name,
    environment: row.environment,
    prefix: row.prefix,
    scopes: row.scopes,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    revokedAt: row.revokedAt,
    lastUsedAt: row.lastUsedAt,
    previousSecretValidUntil: row.previousSecretValidUntil,
    allowedOrigins: row.allowed_origins,
    allowedTopicIds: row.allowed_topic_ids?.map(Number) ?? null,
    pointsPerMinute: row.points_per_minute,
    persistedOnly: row.persisted_only,
  }
}

function maybeInstant(column: string): RawBuilder<string | null> {
  return instantText(sql.ref(column))
}

async function readKey(db: Db, id: number): Promise<ApiKey> {
  const key = await findApiKey(db, id)
  if (key === null) throw new Error(`API key ${id} vanished while it was written`)
  return key
}
