import { sql, type RawBuilder } from 'kysely'
import { nameKey } from '../../../text/keys.ts'
import { freeSlugs } from '../free-slugs.ts'
import type { NormalisedTopic } from '../normalised.ts'
import { recordset } from '../../recordset.ts'
import type { Db } from '../../tables/database.ts'

/** A topic with the ids above it, from the root down. */
export interface SavedTopic {
  readonly id: number
  readonly ancestorIds: readonly number[]
}

/** A topic the gateway holds. */
export interface KnownTopic extends SavedTopic {
  readonly path: string
}

/** Asks which topics are known, by path, and which of those above them. Each row comes once. */
export function askTopics(topics: readonly NormalisedTopic[]): RawBuilder<KnownTopic> | null {
  if (topics.length === 0) return null
  return sql<KnownTopic>`
    select t.id, t.path, t.ancestor_ids as "ancestorIds"
    from unnest(${[...new Set(topics.flatMap(({ path }) => withPathsAbove(path)))]}::text[]) as wanted (path)
    cross join lateral (select id, path, ancestor_ids from topic where path = wanted.path limit 1) as t`
}

/** `a/b/c` with `a` and `a/b`. */
function withPathsAbove(path: string): string[] {
  const segments = path.split('/')
  return segments.map((_, depth) => segments.slice(0, depth + 1).join('/'))
}

/** Creates the topics that are not known. Answers all by path. At most two statements. */
export async function createTopics(
  tx: Db,
  wanted: WantedTopics,
  known: readonly KnownTopic[],
): Promise<ReadonlyMap<string, SavedTopic>> {
  const saved = new Map<string, SavedTopic>(known.map((topic) => [topic.path, topic]))
  const missing = [...wanted.values()].filter(({ path }) => !saved.has(path))
  for (const [path, topic] of await insert(tx, missing, saved)) saved.set(path, topic)
  return saved
}

/**
 * Takes over the name, type, description and equivalents that are newly said of topics that were known before. What is said on the way
 * to another topic only replaces a name that was made up from the path; so does a name in other letters where the identity of
 * the article is loose: pages and feeds write one topic in many ways.
 */
export function topicUpdates(wanted: WantedTopics, known: readonly KnownTopic[]): RawBuilder<unknown> | null {
  return update(known.flatMap(({ path }) => wanted.get(path) ?? []))
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

function update(wanted: readonly Wanted[]): RawBuilder<unknown> | null {
  const rows = wanted.flatMap(({ path, name, topic, isExact }) => {
    const { type = null, description = null, sameAs = null } = topic ?? {}
    if (name === null && type === null && description === null && sameAs === null) return []
    return [
      {
        path,
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
    path: 'text',
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
    when t.name = upper(left(t.segment, 1)) || substr(${spelt}, 2) then coalesce(r.name, t.name)
    when r.is_own and r.name <> ${spelt} and r.name <> t.segment and (r.is_exact or r.name_key <> t.name_key) then r.name
    else t.name end`
  return sql`
    update topic t
    set name = ${name}, name_key = case when r.name = ${name} then r.name_key else t.name_key end,
      type = coalesce(r.type, t.type), description = coalesce(r.description, t.description),
      same_as = coalesce(r.same_as, t.same_as)
    from ${recordset(rows, columns, 'r')}
    where t.path = r.path
      and (${name}, coalesce(r.type, t.type), coalesce(r.description, t.description), coalesce(r.same_as, t.same_as))
        is distinct from (t.name, t.type, t.description, t.same_as)`
}
