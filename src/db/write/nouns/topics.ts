import { sql, type RawBuilder } from 'kysely'
import { nameKey } from '../../../text/keys.ts'
import { freeSlugs } from '../free-slugs.ts'
import type { NormalisedTopic } from '../normalised.ts'
import { selectAll } from '../../combined-statements.ts'
import { recordset } from '../../recordset.ts'
import type { Db } from '../../tables/database.ts'
import { unlessEditedIn } from '../changes.ts'

const unlessEdited = unlessEditedIn('t')

/** A topic with the ids above it, from the root down. */
export interface SavedTopic {
  readonly id: number
  readonly ancestorIds: readonly number[]
}

/** A topic the gateway holds, under the path by which it was asked for. */
export interface KnownTopic extends SavedTopic {
  readonly path: string
  /** Its path now: another one where an editor has moved it, or merged it into another topic. */
  readonly currentPath: string
}

/** Asks which topics are known, by path, and which of those above them; a former path leads to a topic as well. */
export function askTopics(topics: readonly NormalisedTopic[]): RawBuilder<KnownTopic> | null {
  return topics.length === 0 ? null : askPaths(topics.flatMap(({ path }) => withPathsAbove(path)))
}

function askPaths(paths: readonly string[]): RawBuilder<KnownTopic> {
  return sql<KnownTopic>`
    select t.id, wanted.path, t.path as "currentPath", t.ancestor_ids as "ancestorIds"
    from unnest(${[...new Set(paths)]}::text[]) as wanted (path)
    cross join lateral (
      (select id, path, ancestor_ids from topic where path = wanted.path)
      union all
      (select id, path, ancestor_ids from topic
        where id = (select topic_id from former_topic where kind = 'path' and value = wanted.path))
      limit 1
    ) as t`
}

/** `a/b/c` with `a` and `a/b`. */
function withPathsAbove(path: string): string[] {
  const segments = path.split('/')
  return segments.map((_, depth) => segments.slice(0, depth + 1).join('/'))
}

/**
 * Creates the topics that are not known, below topics that have been moved at their new paths. Answers all by the paths that are wanted. At
 * most three statements.
 */
export async function createTopics(
  tx: Db,
  wanted: WantedTopics,
  known: readonly KnownTopic[],
): Promise<ReadonlyMap<string, SavedTopic>> {
  const saved = new Map<string, SavedTopic>(known.map((topic) => [topic.path, topic]))
  const moved = new Map(known.filter(isMoved).map(({ path, currentPath }) => [path, currentPath]))
  const missing = [...wanted.values()]
    .filter(({ path }) => !saved.has(path))
    .map((topic) => ({ topic, path: currentPathOf(topic.path, moved) }))
  const current = new Map<string, SavedTopic>(known.map((topic) => [topic.currentPath, topic]))
  const elsewhere = missing.filter(({ topic, path }) => topic.path !== path).map(({ path }) => path)
  const found = elsewhere.length === 0 ? [] : (await selectAll(tx, { topics: askPaths(elsewhere) })).topics
  for (const topic of found) current.set(topic.path, topic)
  const fresh = new Map(
    missing.filter(({ path }) => !current.has(path)).map(({ topic, path }) => [path, at(topic, path)]),
  )
  for (const [path, topic] of await insert(tx, [...fresh.values()], current)) current.set(path, topic)
  for (const { topic, path } of missing) {
    const made = current.get(path)
    if (made !== undefined) saved.set(topic.path, made)
  }
  return saved
}

function isMoved({ path, currentPath }: KnownTopic): boolean {
  return path !== currentPath
}

/** Where a topic is that has the nearest one above it moved. */
function currentPathOf(path: string, moved: ReadonlyMap<string, string>): string {
  for (const above of withPathsAbove(path).toReversed()) {
    const current = moved.get(above)
    if (current !== undefined) return current + path.slice(above.length)
  }
  return path
}

function at(topic: Wanted, path: string): Wanted {
  if (topic.path === path) return topic
  const segments = path.split('/')
  return { ...topic, path, parent: segments.slice(0, -1).join('/') || null, depth: segments.length - 1 }
}

/**
 * Takes over the name, type, description and equivalents that are newly said of topics that were known before. What is said on the way
 * to another topic only replaces a name that was made up from the path; so does a name in other letters where the identity of
 * the article is loose: pages and feeds write one topic in many ways.
 */
export function topicUpdates(wanted: WantedTopics, known: readonly KnownTopic[]): RawBuilder<unknown> | null {
  const byId = new Map(known.flatMap(({ id, path }) => (wanted.has(path) ? [[id, wanted.get(path)]] : [])))
  return update([...byId].flatMap(([id, topic]) => (topic === undefined ? [] : [{ ...topic, id }])))
}

/** Topics with every topic above them, by path. */
export type WantedTopics = ReadonlyMap<string, Wanted>

interface Wanted {
  readonly path: string
  readonly segment: string
  readonly parent: string | null
  readonly depth: number
  /** What the topic is called by those who name it, or a topic below it; null: nobody does. */
  readonly name: string | null
  /** What its path spells, for a topic that is created without a name. */
  readonly spelt: string
  /** For a topic that is created; one that is only on the way is of the type of what is below it. */
  readonly newType: NormalisedTopic['type']
  readonly topic: NormalisedTopic | null
  /** Its name is said by a system that names its articles itself. */
  readonly isExact: boolean
}

/** Topics with all topics above them; what is said of a topic itself wins over what is said or made up of it on the way. */
export function wantedTopics(
  topics: readonly NormalisedTopic[],
  isExact: (topic: NormalisedTopic) => boolean = () => true,
): WantedTopics {
  const wanted = new Map<string, Wanted>()
  for (const topic of topics) {
    const segments = topic.path.split('/')
    for (const [depth, segment] of segments.entries()) {
      const path = segments.slice(0, depth + 1).join('/')
      const before = wanted.get(path)
      if (depth < segments.length - 1) {
        const name = before?.name ?? topic.namesAbove[depth] ?? null
        const onTheWay = {
          path,
          segment,
          parent: segments.slice(0, depth).join('/') || null,
          depth,
          topic: null,
          isExact: false,
        }
        const spelt = topic.names[depth] ?? segment
        wanted.set(path, { ...(before ?? { ...onTheWay, spelt, newType: topic.type }), name })
        continue
      }
      const itself = merge(before?.topic ?? null, topic)
      wanted.set(path, {
        path,
        segment,
        parent: segments.slice(0, depth).join('/') || null,
        depth,
        name: itself.name ?? before?.name ?? null,
        spelt: itself.names[depth] ?? segment,
        newType: itself.type,
        topic: itself,
        isExact: before?.isExact === true || (topic.name !== null && isExact(topic)),
      })
    }
  }
  return wanted
}

function merge(earlier: NormalisedTopic | null, later: NormalisedTopic): NormalisedTopic {
  if (earlier === null) return later
  return {
    ...later,
    name: later.name ?? earlier.name,
    names: later.name === null ? earlier.names : later.names,
    type: later.type ?? earlier.type,
    description: later.description ?? earlier.description,
    sameAs: later.sameAs ?? earlier.sameAs,
  }
}

/** Parents first: the trigger that makes a topic's path reads its parent, which this very statement has put there. */
async function insert(
  tx: Db,
  wanted: readonly Wanted[],
  saved: ReadonlyMap<string, SavedTopic>,
): Promise<Map<string, SavedTopic>> {
  if (wanted.length === 0) return new Map()
  const slugs = await freeSlugs(
    tx,
    'topic',
    wanted.map(({ segment }) => segment.slice(0, 200)),
  )
  const rows = wanted.map(({ path, parent, segment, depth, name, spelt, newType, topic }, index) => ({
    path,
    parent,
    parent_id: parent === null ? null : (saved.get(parent)?.id ?? null),
    depth,
    segment,
    slug: slugs[index],
    name: name ?? spelt,
    name_key: nameKey(name ?? spelt),
    type: newType ?? 'KEYWORD',
    description: topic?.description ?? null,
    same_as: topic?.sameAs ?? [],
  }))
  const columns = {
    path: 'text',
    parent: 'text',
    parent_id: 'bigint',
    depth: 'integer',
    segment: 'text',
    slug: 'text',
    name: 'text',
    name_key: 'text',
    type: 'text',
    description: 'text',
    same_as: 'jsonb',
  } as const
  const inserted = await sql<SavedTopic & { path: string }>`
    with r as materialized (
      select nextval(pg_get_serial_sequence('topic', 'id')) as id, r.*
      from ${recordset(rows, columns, 'r')}
    )
    insert into topic (id, parent_id, segment, slug, name, name_key, type, description, same_as)
    overriding system value
    select r.id, coalesce(r.parent_id, above.id), r.segment, r.slug, r.name, r.name_key, r.type, r.description, r.same_as
    from r
    left join r above on above.path = r.parent
    order by r.depth
    returning id, path, ancestor_ids as "ancestorIds"`.execute(tx)
  return new Map(inserted.rows.map(({ path, id, ancestorIds }) => [path, { id, ancestorIds }]))
}

/** What an editor has set stays. */
function update(wanted: readonly (Wanted & { readonly id: number })[]): RawBuilder<unknown> | null {
  const rows = wanted.flatMap(({ id, name, topic, isExact }) => {
    const { type = null, description = null, sameAs = null } = topic ?? {}
    if (name === null && type === null && description === null && sameAs === null) return []
    return [
      {
        id,
        name,
        name_key: name === null ? null : nameKey(name),
        type,
        description,
        same_as: sameAs,
        is_own: topic !== null && topic.name !== null,
        is_exact: isExact,
      },
    ]
  })
  if (rows.length === 0) return null
  const columns = {
    id: 'bigint',
    name: 'text',
    name_key: 'text',
    type: 'text',
    description: 'text',
    same_as: 'jsonb',
    is_own: 'boolean',
    is_exact: 'boolean',
  } as const
  const spelt = sql`replace(t.segment, '-', ' ')`
  const name = sql`case
    when 'name' = any(t.edited) then t.name
    when t.name = upper(left(t.segment, 1)) || substr(${spelt}, 2) then coalesce(r.name, t.name)
    when r.is_own and r.name <> ${spelt} and r.name <> t.segment and (r.is_exact or r.name_key <> t.name_key) then r.name
    else t.name end`
  return sql`
    update topic t
    set name = ${name}, name_key = case when r.name = ${name} then r.name_key else t.name_key end,
      type = ${unlessEdited('type')}, description = ${unlessEdited('description')}, same_as = ${unlessEdited('same_as')}
    from ${recordset(rows, columns, 'r')}
    where t.id = r.id
      and (${name}, ${unlessEdited('type')}, ${unlessEdited('description')}, ${unlessEdited('same_as')})
        is distinct from (t.name, t.type, t.description, t.same_as)`
}
