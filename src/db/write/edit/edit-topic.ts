import { nameKey } from '../../../text/keys.ts'
import type { Db } from '../../tables/database.ts'
import type { TopicChanges } from '../normalised.ts'
import { edit, EditRefused, requireFreeSlug, withEdited, type Edited } from './edit.ts'

/**
 * Changes a topic as an editor wants it: imports don't change that again. Its former slug and path, and the paths of what is below it, go on
 * leading there; what is found by its name follows. Four statements at most.
 */
export async function editTopic(db: Db, id: number, changes: TopicChanges): Promise<Edited> {
  return await edit(db, 'topic', { id }, async (tx) => {
    await requireFreeSlug(tx, 'topic', id, changes.slug)
    const location = changes.path === undefined ? {} : await locationOf(tx, id, changes.path)
    const columns = {
      ...(changes.name === undefined ? {} : { name: changes.name, name_key: nameKey(changes.name) }),
      ...(changes.slug === undefined ? {} : { slug: changes.slug }),
      ...(changes.type === undefined ? {} : { type: changes.type }),
      ...(changes.description === undefined ? {} : { description: changes.description }),
      ...(changes.sameAs === undefined ? {} : { same_as: JSON.stringify(changes.sameAs) }),
    }
    const edited = Object.keys(columns).filter((column) => column !== 'name_key' && column !== 'slug')
    await tx
      .updateTable('topic')
      .set({ ...columns, ...location, edited: withEdited(edited) })
      .where('id', '=', id)
      .execute()
  })
}

async function locationOf(tx: Db, id: number, path: string): Promise<{ parent_id: number | null; segment: string }> {
  const segments = path.split('/')
  const above = segments.slice(0, -1).join('/')
  const rows = await tx
    .selectFrom('topic')
    .select(['id', 'path', 'ancestor_ids'])
    .where('path', 'in', [path, above])
    .execute()
  const same = rows.find((row) => row.path === path)
  if (same !== undefined && same.id !== id) {
    throw refused('CONFLICT', 'Another topic has this path. Merge the two with mergeTopics, or choose another path.')
  }
  const parent = rows.find((row) => row.path === above)
  if (above !== '' && parent === undefined) {
    throw refused('NOT_FOUND', 'There is no topic at the path above. Give a path whose parent exists.')
  }
  if (parent?.id === id || parent?.ancestor_ids.includes(id) === true) {
    throw refused('CONFLICT', 'A topic cannot be moved below itself.')
  }
  return { parent_id: parent?.id ?? null, segment: segments.at(-1) ?? '' }
}

function refused(code: 'CONFLICT' | 'NOT_FOUND', message: string): EditRefused {
  return new EditRefused(code, ['path'], message)
}
