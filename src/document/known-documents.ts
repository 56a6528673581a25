import type { DocumentNode } from 'graphql'
import { RecurringLru } from '../lru.ts'

/** Documents by their text, parsed within the limits, and which of them are valid. */
export interface KnownDocuments {
  readonly parsed: RecurringLru<DocumentNode>
  readonly valid: WeakSet<DocumentNode>
}

/**
 * A syntax tree, and what is worked out from it, need some hundred bytes a token, so `maxChars` of text bound memory, where a count of documents
 * would not.
 */
export function createKnownDocuments(maxChars: number): KnownDocuments {
  const parsed = new RecurringLru<DocumentNode>({
    maxWeight: maxChars,
    maxEntryWeight: maxChars / 10,
    weightOf: (_, text) => text.length,
  })
  return { parsed, valid: new WeakSet() }
}
