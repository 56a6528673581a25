import { findDocument, insertDocuments, type NewDocument } from '../../db/keys/documents.ts'
import type { Db } from '../../db/tables/database.ts'
import { DocumentsRefused } from './read.ts'

/** Registers documents, all or none; answers which ids were new. Throws DocumentsRefused where an id has another document. */
export async function registerDocuments(db: Db, documents: readonly NewDocument[]): Promise<ReadonlySet<string>> {
  const unique = new Map(documents.map((one) => [one.id, one]))
  const clash = documents.find((one) => unique.get(one.id)?.document !== one.document)
  if (clash !== undefined) throw new DocumentsRefused(`The id ${clash.id} is given to two documents.`)
  return await db.transaction().execute(async (transaction) => {
    const added = new Set(await insertDocuments(transaction, [...unique.values()]))
    for (const { id, document } of unique.values()) {
      if (added.has(id) || id.startsWith('sha256:')) continue
      if ((await findDocument(transaction, id)) !== document) {
        throw new DocumentsRefused(`The id ${id} is registered with another document. An id keeps the document it has.`)
      }
    }
    return added
  })
}
