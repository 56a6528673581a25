import { hash } from 'node:crypto'
import { Lru } from '../../lru.ts'

/** Documents by id. */
export interface Documents {
  /** The text of a document that was registered beforehand; null where there is none. */
  readonly findRegistered: (id: string) => Promise<string | null> | string | null
  /** The text that some client has sent with this digest (Apollo's automatic persisted queries); null where it is gone. */
  readonly findAutomatic: (sha256: string) => string | null
  readonly rememberAutomatic: (sha256: string, document: string) => void
  /** Forgets registered ones, since some were removed; those that are left are read again. */
  readonly forget: () => void
}

/** Kept in process at most; in UTF-16 units of text, since a count alone would not bound memory. */
const maxRegisteredChars = 20_000_000
const maxAutomaticChars = 10_000_000
const maxDocuments = 10_000

/**
 * Registered documents come from the database, through a cache: an id never gets another document while it is registered. Automatic ones live in this
 * process alone, the least recently used leaving first: strangers register them, so they are not worth a row, and a client
 * whose document is not here sends it again.
 */
export function createDocuments(find: (id: string) => Promise<string | null>): Documents {
  const limits = { maxEntries: maxDocuments, weightOf: (document: string) => document.length }
  const registered = new Lru<string>({ ...limits, maxWeight: maxRegisteredChars })
  const automatic = new Lru<string>({ ...limits, maxWeight: maxAutomaticChars })

  async function read(id: string): Promise<string | null> {
    const document = await find(id)
    if (document !== null) registered.set(id, document)
    return document
  }

  return {
    findRegistered(id) {
      const normal = normaliseDocumentId(id)
      return registered.get(normal) ?? read(normal)
    },
    findAutomatic: (sha256) => automatic.get(sha256.toLowerCase()) ?? null,
    forget: () => registered.clear(),
    rememberAutomatic: (sha256, document) => automatic.set(sha256.toLowerCase(), document),
  }
}

/** The id of a document by its text: `sha256:` and the digest in hex. */
export function documentIdOf(document: string): string {
  return `sha256:${sha256Of(document)}`
}

/** The digest that Apollo's protocol asks for, in hex. */
export function sha256Of(document: string): string {
  return hash('sha256', document, 'hex')
}

/** One spelling for each id: digests in lower case, with their prefix; other ids as they are. */
export function normaliseDocumentId(id: string): string {
  const digest = /^(?:sha256:)?([0-9a-f]{64})$/i.exec(id)?.[1]
  return digest === undefined ? id : `sha256:${digest.toLowerCase()}`
}
