import type { Database } from '../../db/connect.ts'
import { findDocument, touchDocuments } from '../../db/keys/documents.ts'
import { createDocuments } from '../../document/registered/find.ts'
import { createLastUsed } from '../../keys/last-used.ts'
import type { GatewayPlugin } from '../exchange.ts'
import type { Logger } from '../logger.ts'
import { usePersistedDocuments } from '../plugins/use-persisted-documents.ts'

/** The registered documents of a running gateway. */
export interface OpenDocuments {
  readonly plugin: GatewayPlugin
  /** Calls `hear` when some were removed, and what is kept of requests by id has to go. */
  readonly onRemoved: (hear: () => void) => void
  readonly close: () => Promise<void>
}

/** Begins to listen for documents that are removed, and notes who runs which. Throws where the database is away. */
export async function openDocuments(
  { db, listen }: Pick<Database, 'db' | 'listen'>,
  log: Logger,
): Promise<OpenDocuments> {
  const documents = createDocuments((id) => findDocument(db, id))
  const lastUsed = createLastUsed<string>(
    (uses) =>
      touchDocuments(
        db,
        [...uses].map(([name, at]) => ({ ...partsOf(name), at })),
      ),
    (err) => log.warn({ err }, 'The last use of documents could not be written'),
  )
  const hearers: (() => void)[] = [() => documents.forget()]
  const forget = (): void => {
    for (const hear of hearers) hear()
  }
  const unlisten = await listen('persisted_document_removed', forget, forget)
  return {
    plugin: usePersistedDocuments(documents, (id, keyId) => lastUsed.note(`${keyId ?? ''} ${id}`)),
    onRemoved: (hear) => void hearers.push(hear),
    async close() {
      await unlisten()
      await lastUsed.flush()
    },
  }
}

/** Of a name that has the key before a space; nothing stands there for callers without one. */
function partsOf(name: string): { readonly documentId: string; readonly keyId: number | null } {
  const space = name.indexOf(' ')
  return { documentId: name.slice(space + 1), keyId: space === 0 ? null : Number(name.slice(0, space)) }
}
