import { pathKey } from '../text/slug.ts'
import type { Db } from './tables/database.ts'

/** The ids of topics by their paths from the root, e.g. `world/asia`, also by former ones; unknown paths are left out. */
export async function findTopicIds(db: Db, paths: readonly string[]): Promise<Map<string, number>> {
  if (paths.length === 0) return new Map()
  const keys = paths.map(pathKey)
  const rows = await db
    .selectFrom('former_topic')
    .select(['topic_id as id', 'value as path'])
    .where('kind', '=', 'path')
    .where((eb) => eb('value', '=', eb.fn.any(eb.val(keys))))
    .unionAll(
      db
        .selectFrom('topic')
        .select(['id', 'path'])
        .where((eb) => eb('path', '=', eb.fn.any(eb.val(keys)))),
    )
    .execute()
  const ids = new Map(rows.map((row) => [row.path, Number(row.id)]))
  return new Map(
    paths.flatMap((path) => {
      const id = ids.get(pathKey(path))
      return id === undefined ? [] : [[path, id]]
    }),
  )
}

/** The paths of topics by their ids; ids of topics that are gone are left out. */
export async function findTopicPaths(db: Db, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('topic')
    .select(['id', 'path'])
    .where((eb) => eb('id', '=', eb.fn.any(eb.val([...ids]))))
    .execute()
  return new Map(rows.map((row) => [Number(row.id), row.path]))
}
