import { sql } from 'kysely'
import type { Instant } from '../../../schema/models.ts'
import { instantText } from '../json.ts'
import type { Db } from '../tables/database.ts'

/** A registered document, without its text. */
export interface RegisteredDocument {
  readonly id: string
  readonly operationNames: readonly string[]
  readonly bytes: number
  readonly createdAt: Instant
  /** To the minute; null: nobody has run it since it was registered. */
  readonly lastUsedAt: Instant | null
  /** Who has run it, the last first. */
  readonly usedBy: readonly DocumentUser[]
}

/** Who runs a document. */
export interface DocumentUser {
  /** Null: callers without a key. */
  readonly keyId: number | null
  readonly keyName: string | null
  readonly lastUsedAt: Instant
}

export interface NewDocument {
  readonly id: string
  readonly document: string
  readonly operationNames: readonly string[]
}

/** Which documents are meant; all that is given has to hold. */
export interface DocumentFilter {
  readonly ids?: readonly string[]
  /** Such as this key has run. */
  readonly keyId?: number
  /** Such as nobody has run for so many days, and that were registered before. */
  readonly unusedDays?: number
}

/** The text of a registered document; null where none has the id. */
export async function findDocument(db: Db, id: string): Promise<string | null> {
  const row = await db.selectFrom('persisted_document').select('document').where('id', '=', id).executeTakeFirst()
  return row?.document ?? null
}

/** Registers documents, all or none; answers the ids that were new. An id keeps the document it has. */
export async function insertDocuments(db: Db, documents: readonly NewDocument[]): Promise<string[]> {
  if (documents.length === 0) return []
  const rows = await db
    .insertInto('persisted_document')
    .values(
      documents.map(({ id, document, operationNames }) => ({ id, document, operation_names: [...operationNames] })),
    )
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}

/** Registered documents, those that nobody has run for the longest time first. */
export async function listDocuments(db: Db, filter: DocumentFilter = {}): Promise<RegisteredDocument[]> {
  const rows = await filtered(db, filter)
    .leftJoin('persisted_document_use as used', 'used.document_id', 'd.id')
    .leftJoin('api_key as k', 'k.id', 'used.api_key_id')
    .select([
      'd.id',
      'd.operation_names',
      sql<number>`octet_length(d.document)`.as('bytes'),
      instantText(sql.ref('d.created_at')).as('createdAt'),
      instantText(sql`max(used.last_used_at)`).as('lastUsedAt'),
      sql<DocumentUser[]>`coalesce(json_agg(json_build_object('keyId', k.id, 'keyName', k.name,
        'lastUsedAt', ${instantText(sql.ref('used.last_used_at'))}) order by used.last_used_at desc)
        filter (where used.document_id is not null), '[]')`.as('usedBy'),
    ])
    .groupBy('d.id')
    .orderBy(sql`max(used.last_used_at)`, (order) => order.asc().nullsFirst())
    .orderBy('d.created_at')
    .orderBy('d.id')
    .execute()
  return rows.map(({ id, operation_names, bytes, createdAt, lastUsedAt, usedBy }) => ({
    id,
    operationNames: operation_names,
    bytes,
    createdAt,
    lastUsedAt: lastUsedAt as Instant | null,
    usedBy,
  }))
}

/** Removes documents for good; answers their ids. Every gateway hears of it within half a second. */
export async function removeDocuments(db: Db, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await db
    .deleteFrom('persisted_document')
    .where('id', 'in', [...ids])
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Who has run what, in one statement; never moves an instant back. Documents and keys that are gone are left out. */
export async function touchDocuments(
  db: Db,
  uses: readonly { readonly documentId: string; readonly keyId: number | null; readonly at: Instant }[],
): Promise<void> {
  const given = sql<{ documentId: string; keyId: number | null; at: Instant }>`jsonb_to_recordset(
    ${JSON.stringify(uses)}::jsonb)`
  await db
    .insertInto('persisted_document_use')
    .columns(['document_id', 'api_key_id', 'last_used_at'])
    .expression(
      db
        .selectFrom(given.as<'given'>(sql`given ("documentId" text, "keyId" bigint, at timestamptz)`))
        .innerJoin('persisted_document as d', 'd.id', 'given.documentId')
        .leftJoin('api_key as k', 'k.id', 'given.keyId')
        .select(['d.id', 'k.id', 'given.at'])
        .where((row) => row.or([row('given.keyId', 'is', null), row('k.id', 'is not', null)]))
        // in one order, so that two instances that write at once wait for each other instead of locking each other out
        .orderBy('d.id')
        .orderBy('k.id'),
    )
    .onConflict((conflict) =>
      conflict.constraint('persisted_document_use_unique').doUpdateSet((row) => ({
        last_used_at: sql<string>`greatest(${row.ref('persisted_document_use.last_used_at')}, ${row.ref('excluded.last_used_at')})`,
      })),
    )
    .execute()
}

function filtered(db: Db, { ids, keyId, unusedDays }: DocumentFilter) {
  return db
    .selectFrom('persisted_document as d')
    .$if(ids !== undefined, (documents) => documents.where('d.id', 'in', [...(ids ?? [])]))
    .$if(keyId !== undefined, (documents) =>
      documents.where((row) =>
        row.exists(
          row
            .selectFrom('persisted_document_use as own')
            .select('own.document_id')
            .whereRef('own.document_id', '=', 'd.id')
            .where('own.api_key_id', '=', keyId ?? 0),
        ),
      ),
    )
    .$if(unusedDays !== undefined, (documents) => {
      const long = sql<string>`now() - make_interval(days => ${unusedDays ?? 0}::int)`
      return documents
        .where('d.created_at', '<', long)
        .where((row) =>
          row.not(
            row.exists(
              row
                .selectFrom('persisted_document_use as recent')
                .select('recent.document_id')
                .whereRef('recent.document_id', '=', 'd.id')
                .where('recent.last_used_at', '>=', long),
            ),
          ),
        )
    })
}
