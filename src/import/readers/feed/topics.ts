import type { TopicInput } from '../../../../schema/models.ts'
import { labelText } from '../../text/one-line.ts'
import { topicOf, topicTypeOf, uniqueTopics } from '../shared/topic.ts'
import type { FeedCategory } from './feed-entry.ts'

/** Categories as topics: keywords, unless name or scheme say plainly that it is a section, a person, a place … */
export function topicsOf(categories: readonly FeedCategory[], everywhere: string | undefined): TopicInput[] {
  return uniqueTopics([
    ...(everywhere === undefined ? [] : [{ path: everywhere }]),
    ...categories
      .flatMap((category) => namesOf(category, categories.length))
      .map(({ name, category }) => toTopic(name, category)),
  ])
}

/** Some write all their keywords into one category, with commas. */
function namesOf(
  category: FeedCategory,
  siblings: number,
): { readonly name: string; readonly category: FeedCategory }[] {
  const name = labelText(category.name)
  const parts = name.split(/\s*[,;]\s*/)
  const isList = siblings === 1 && (name.includes(';') || parts.length > 2)
  return (isList ? parts : [name]).filter((part) => part !== '').map((part) => ({ name: part, category }))
}

function toTopic(name: string, category: FeedCategory): TopicInput | null {
  const type = category.type ?? topicTypeOf(category.scheme)
  const path = name.split(/\s*[/>»]\s*/u).filter((part) => part !== '')
  if (type === 'SECTION' || (type === null && isSectionPath(name, path))) return topicOf(path, 'SECTION')
  return topicOf([name.replace(/^#(?=\p{L})/u, '')], type ?? 'KEYWORD')
}

/** "/News/Politics", "News > Politics", "News/Politics"; but not "AC/DC", "24/7" or "him/her". */
function isSectionPath(name: string, path: readonly string[]): boolean {
  if (path.length > 1 && /\s[>»]\s/u.test(name)) return true
  if (/^\/[^/]/.test(name)) return true
  return path.length > 1 && path.every((part) => /^\p{Lu}.{3,}$/u.test(part)) && !/\s\/|\/\s/.test(name)
}
