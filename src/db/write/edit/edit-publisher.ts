import { nameKey } from '../../../text/keys.ts'
import type { Db } from '../../tables/database.ts'
import type { PublisherChanges } from '../normalised.ts'
import { noteFormerPage } from './edit-author.ts'
import { edit, requireFreeSlug, withEdited, type Edited } from './edit.ts'

/**
 * Changes a publisher as an editor wants it: imports don't change that again, and who gives the former name or slug in them means this
 * publisher. The former slug and front page go on leading there. Five statements at most.
 */
export async function editPublisher(db: Db, id: number, changes: PublisherChanges): Promise<Edited> {
  return await edit(db, 'publisher', { id }, async (tx) => {
    await requireFreeSlug(tx, 'publisher', id, changes.slug)
    if (changes.url !== undefined) await noteFormerPage(tx, 'publisher', id, changes.url)
    const { name, ...others } = changes
    await tx
      .updateTable('publisher')
      .set({
        ...others,
        ...(name === undefined ? {} : { name, name_key: nameKey(name) }),
        edited: withEdited(Object.keys(changes).filter((column) => column !== 'slug')),
      })
      .where('id', '=', id)
      .execute()
  })
}
