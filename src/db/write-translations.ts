import { sql } from 'kysely'
import { recordset } from './recordset.ts'
import type { Db } from './tables.ts'

/**
 * Puts articles that are translations of each other into one story, whichever arrived first, across chains; a story's id is the
 * smallest id of its articles. An article whose reference is gone leaves its story. At most two statements.
 */
export async function bindTranslations(tx: Db, articleIds: readonly number[]): Promise<void> {
  const members = await listMembers(tx, articleIds)
  if (members.length === 0) return
  const storyOf = groups(members)
  const changed = members
    .filter(({ id, storyId }) => storyId !== (storyOf.get(id) ?? null))
    .map(({ id }) => ({ id, story_id: storyOf.get(id) ?? null }))
  if (changed.length === 0) return
  await sql`
    update article a set story_id = r.story_id
    from ${recordset(changed, { id: 'bigint', story_id: 'bigint' }, 'r')}
    where a.id = r.id`.execute(tx)
}

interface Member {
  readonly id: number
  readonly storyId: number | null
  /** The article it is a translation of, where the gateway holds it. */
  readonly targetId: number | null
}

/** All articles whose story these may change: both ends of every reference to or from them, and all of their stories. */
async function listMembers(tx: Db, articleIds: readonly number[]): Promise<readonly Member[]> {
  const { rows } = await sql<Member>`
    with written as materialized (
      select id, story_id, source, external_id, translation_source, translation_external_id
      from article where id = any(${articleIds}::bigint[])
    ), pair as materialized (
      select w.id as one, w.story_id as one_story, t.id as other, t.story_id as other_story
      from written w
      join article t on t.source = w.translation_source and t.external_id = w.translation_external_id
      where w.translation_source is not null
      union all
      select w.id, w.story_id, t.id, t.story_id
      from written w
      join article t on t.translation_source = w.source and t.translation_external_id = w.external_id
    ), story as (
      select story_id from written where story_id is not null
      union select other_story from pair where other_story is not null
    ), member as (
      select one as id from pair
      union select other from pair
      union select a.id from story s join article a on a.story_id = s.story_id
    )
    select a.id, a.story_id as "storyId", target.id as "targetId"
    from member m
    join article a on a.id = m.id
    left join article target
      on target.source = a.translation_source and target.external_id = a.translation_external_id and target.id <> a.id`.execute(
    tx,
  )
  return rows
}

/** The story of each member that has one: who is connected by references, over any number of steps. */
function groups(members: readonly Member[]): Map<number, number> {
  const parents = new Map<number, number>(members.map(({ id }) => [id, id]))
  const rootOf = (id: number): number => {
    let root = id
    while (parents.get(root) !== root) root = parents.get(root) ?? root
    parents.set(id, root)
    return root
  }
  for (const { id, targetId } of members) {
    if (targetId === null || !parents.has(targetId)) continue
    const [low, high] = [rootOf(id), rootOf(targetId)].toSorted((one, other) => one - other) as [number, number]
    parents.set(high, low)
  }
  const sizes = Map.groupBy(members, ({ id }) => rootOf(id))
  return new Map(members.filter(({ id }) => (sizes.get(rootOf(id))?.length ?? 0) > 1).map(({ id }) => [id, rootOf(id)]))
}
