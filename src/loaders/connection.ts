import type { BoundedCount, Connection } from '../../schema/models.ts'
import type { CursorCodec } from '../cursor.ts'
import type { RawPage } from '../query/lists/connection-json.ts'

/** Turns a page as it came from SQL into a connection whose cursors are signed when they are selected. */
export function toConnection<T>(
  raw: RawPage | null,
  window: { readonly size: number; readonly backward: boolean; readonly cursor: string | null },
  cursors: CursorCodec,
  binding: string,
  countRows: (limit: number, fieldKey: object) => Promise<number>,
): Connection<T> {
  const rows = raw?.page ?? []
  const kept = rows.slice(0, window.size)
  if (window.backward) kept.reverse()
  const hasMore = rows.length > window.size
  // where a cursor was given there is at least the item it came from on its other side
  const hasLeft = window.cursor !== null
  const counted = raw?.count ?? null
  return {
    edges: kept.map(({ key, id, node }) => ({
      node: node as T,
      cursor: () => cursors.encode({ key, id }, binding),
    })),
    hasNextPage: window.backward ? hasLeft : hasMore,
    hasPreviousPage: window.backward ? hasMore : hasLeft,
    count: (limit, fieldKey) =>
      counted === null ? countRows(limit, fieldKey).then((rows) => bounded(rows, limit)) : bounded(counted, limit),
  }
}

function bounded(rows: number, limit: number): BoundedCount {
  return { value: Math.min(rows, limit), exact: rows <= limit }
}
