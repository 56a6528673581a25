import type { TopicInput, TopicType } from '../../../../schema/models.ts'
import { nameFromSegment, topicSegment } from '../../normalise/slug.ts'
import { foldWords } from '../../../text/fold.ts'
import { noCategory } from '../../vocabulary/names/no-category.ts'

/** The slug of a name in any script; letters that cannot be written in Latin ones stay as they are. Null: nothing is left. */
export function slugOf(name: string): string | null {
  return topicSegment(name) || null
}

/** A topic from names root to leaf, e.g. `['World', 'Asia']` → `world/asia`; null where a name has no letter in it. */
export function topicOf(
  names: readonly string[],
  type: TopicType,
  more: Omit<TopicInput, 'path' | 'name' | 'type'> = {},
): TopicInput | null {
  const slugs = names.map(slugOf)
  const name = names.at(-1)
  if (name === undefined || slugs.some((slug) => slug === null)) return null
  const path = slugs.join('/')
  return { path, name, ...namesAbove(path, names), type, ...more }
}

/** The names of a topic and those above it, as `names` of an input; nothing where the path spells those above as well. */
export function namesAbove(path: string, names: readonly string[]): Pick<TopicInput, 'names'> {
  const isSpelt = path.split('/').every((segment, level, { length }) => {
    const name = names[level] ?? ''
    return level === length - 1 || name === '' || name === nameFromSegment(segment)
  })
  return isSpelt ? {} : { names }
}

/** Each path once; the first of its kind stays. What content systems write where nobody chose a category is no topic. */
export function uniqueTopics(topics: readonly (TopicInput | null)[]): TopicInput[] {
  const seen = new Map<string, TopicInput>()
  for (const topic of topics) {
    if (topic === null || seen.has(topic.path) || noCategory.has(foldWords(topic.name ?? topic.path))) continue
    seen.set(topic.path, topic)
  }
  return [...seen.values()]
}

/**
 * What kind of topics a scheme or taxonomy has, as far as the last word of its name says so, or the folder that the page of the
 * topic is in (`/categories/sea/`); null where neither does.
 */
export function topicTypeOf(scheme: string | undefined): TopicType | null {
  const parts =
    scheme
      ?.toLowerCase()
      .replace(/[/#]+$/, '')
      .split(/[/#:]/) ?? []
  const last = parts.at(-1) ?? ''
  const named = typeNames.find(([name]) => name.test(last))?.[1] ?? null
  return named ?? (/^categor(?:y|ies)$/.test(parts.at(-2) ?? '') ? 'SECTION' : null)
}

const typeNames: readonly (readonly [RegExp, TopicType])[] = [
  [
    /^(?:sections?|ressorts?|rubriken?|rubrik|rubriques?|sezion[ei]|secci[oó]n(?:es)?|channels?|categor(?:y|ies))$/,
    'SECTION',
  ],
  [/^(?:nyt_per|per|persons?|people|personen)$/, 'PERSON'],
  [/^(?:nyt_org(?:_all)?|org|organi[sz]ations?|compan(?:y|ies))$/, 'ORGANISATION'],
  [/^(?:nyt_geo|geo|places?|locations?|countr(?:y|ies)|orte?|lieux?)$/, 'PLACE'],
  [/^(?:series|serien?)$/, 'SERIES'],
  [/^events?$/, 'EVENT'],
]
