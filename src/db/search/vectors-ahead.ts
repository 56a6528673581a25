import { toUserError } from '../constraint.ts'
import { toSearchVectors } from './vectors.ts'
import type { Db } from '../tables/database.ts'
import { examine, isSame, type WriteItem } from '../write/existing.ts'

/**
 * The same items, with the vectors of those that will be written. That depends on no lock and writes nothing, so that it can go on
 * beside the write of other items, on a connection of its own. At most two statements.
 */
export async function withVectorsAhead(db: Db, items: readonly WriteItem[]): Promise<readonly WriteItem[]> {
  if (items.length === 0) return items
  const withExisting = await examine(db, items)
  const changed = withExisting.filter((item) => !isSame(item))
  if (changed.length === 0) return items
  try {
    const made = await toSearchVectors(
      db,
      changed.map(({ article }) => article),
    )
    const vectors = new Map(changed.map(({ article }, index) => [article, made[index]]))
    return items.map((item) => ({ ...item, vectors: vectors.get(item.article) }))
  } catch (error) {
    // the write finds out whose text it is, and rejects that one
    if (toUserError(error) === null) throw error
    return items
  }
}
