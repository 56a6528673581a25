import { sql, type RawBuilder } from 'kysely'
import { recordset } from '../../recordset.ts'
import { eachAlone } from '../../combined-statements.ts'

/**
 * Puts articles that are translations of each other into one story, whichever arrived first, across chains; a story's id is the
 * smallest id of its articles. An article whose reference is gone leaves its story.
 */
export function bindTranslations(members: readonly StoryMember[]): RawBuilder<unknown> | null {
  const storyOf = groups(members)
  const changed = members
    .filter(({ id, storyId }) => storyId !== (storyOf.get(id) ?? null))
    .map(({ id }) => ({ id, story_id: storyOf.get(id) ?? null }))
  if (changed.length === 0) return null
  return sql`
    update article a set story_id = r.story_id
    from ${recordset(changed, { id: 'bigint', story_id: 'bigint' }, 'r')}
    where a.id = r.id`
}

/** An article whose story may change. */
export interface StoryMember {
  readonly id: number
  readonly storyId: number | null
  /** The article it is a translation of, where the gateway holds it. */
  readonly targetId: number | null
}

/** Asks for all articles whose story these may change: both ends of every reference to or from them, and all of their stories. */
export function askStoryMembers(articleIds: readonly number[]): RawBuilder<StoryMember> {
  return sql<StoryMember>`
    with written as materialized (
      select id, story_id, source, external_id, translation_source, translation_external_id
      from article where id = any(${articleIds}::bigint[])
    ), pair as materialized (
      select w.id as one, w.story_id as one_story, t.id as other, t.story_id as other_story
      from written w
      cross join lateral (
        select id, story_id from article
        where source = w.translation_source and external_id = w.translation_external_id limit 1
      ) as t
      where w.translation_source is not null
      union all
      select w.id, w.story_id, t.id, t.story_id
      from written w
      cross join lateral (
        select id, story_id from article
        where translation_source = w.source and translation_external_id = w.external_id ${eachAlone}
      ) as t
    ), story as (
      select story_id from written where story_id is not null
      union select other_story from pair where other_story is not null
    ), member as (
      select one as id from pair
      union select other from pair
      union
      select a.id from story s
      cross join lateral (select id from article where story_id = s.story_id ${eachAlone}) as a
    )
    select a.id, a.story_id as "storyId", target.id as "targetId"
    from member m
    cross join lateral (
      select id, story_id, translation_source, translation_external_id from article where id = m.id limit 1
    ) as a
    left join lateral (
      select id from article
      where source = a.translation_source and external_id = a.translation_external_id limit 1
    ) as target on target.id <> a.id`
}

/** The story of each member that has one: who is connected by references, over any number of steps. */
function groups(members: readonly StoryMember[]): Map<number, number> {
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
