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
}

export interface NewDocument {
  readonly id: string
  readonly document: string
  readonly operationNames: readonly string[]
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

/** All registered documents, oldest first. */
export async function listDocuments(db: Db): Promise<RegisteredDocument[]> {
  const rows = await db
    .selectFrom('persisted_document')
    .select([
      'id',
      'operation_names',
      sql<number>`octet_length(document)`.as('bytes'),
      instantText(sql.ref('created_at')).as('createdAt'),
    ])
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(({ id, operation_names, bytes, createdAt }) => ({
    id,
    operationNames: operation_names,
    bytes,
    createdAt,
  }))
}
