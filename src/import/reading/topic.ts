import slugify from '@sindresorhus/slugify'
import type { TopicInput, TopicType } from '../../../schema/models.ts'

/** The slug of a name in any script; letters that cannot be written in Latin ones stay as they are. Null: nothing is left. */
export function slugOf(name: string): string | null {
  const latin = slugify(name, { decamelize: false })
  if (latin !== '') return latin
  const own = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  return own === '' ? null : own
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
  return { path: slugs.join('/'), name, type, ...more }
}

/** Each path once; the first of its kind stays. */
export function uniqueTopics(topics: readonly (TopicInput | null)[]): TopicInput[] {
  const seen = new Map<string, TopicInput>()
  for (const topic of topics) if (topic !== null && !seen.has(topic.path)) seen.set(topic.path, topic)
  return [...seen.values()]
}
