import type { TopicInput } from '../../../../../../schema/models.ts'
import { foldWords } from '../../../../../text/fold.ts'
import { topicSegment } from '../../../../normalise/slug.ts'
import { namesAbove } from '../../../shared/topic.ts'
import type { Evidence } from '../../evidence.ts'
import { keywordNames } from './keywords.ts'
import { sectionPath } from './section.ts'

/** The topics of a page: its section first, then keywords. */
export interface FoundTopics {
  readonly topics: readonly TopicInput[]
  readonly sectionSource: string | null
  readonly keywordSource: string | null
}

/**
 * The section from BreadcrumbList, articleSection, metas or the visible breadcrumb, and keywords from news_keywords,
 * keywords or article:tag: de-duplicated, 30 at most. The front page and the headline itself are no sections.
 */
export function findTopics(evidence: Evidence, headline: string): FoundTopics {
  const section = sectionPath(evidence, headline)
  const names = section?.names ?? []
  const keywords = keywordNames(evidence, names, headline)
  const topics = sectionTopics(names)
  const taken = new Set(topics.map(({ path }) => path))
  for (const { value } of keywords.names) {
    const path = topicPath([value])
    if (path === '' || taken.has(path) || names.some((name) => foldWords(name) === foldWords(value))) continue
    taken.add(path)
    topics.push({ path, name: value, type: 'KEYWORD' })
  }
  return { topics, sectionSource: section?.source ?? null, keywordSource: keywords.source }
}

/** The path of a topic: slugs from the root joined by `/`; scripts that have no Latin spelling keep their letters. */
export function topicPath(names: readonly string[]): string {
  return names
    .map(segment)
    .filter((part) => part !== '')
    .join('/')
}

function segment(name: string): string {
  return topicSegment(name)
    .slice(0, 80)
    .replace(/[-\ud800-\udbff]+$/, '')
}

/** The section itself, with the names of what is above it. */
function sectionTopics(names: readonly string[]): TopicInput[] {
  const spelt = names.filter((name) => segment(name) !== '')
  const path = topicPath(spelt)
  const name = spelt.at(-1)
  return name === undefined ? [] : [{ path, name, ...namesAbove(path, spelt), type: 'SECTION' }]
}
