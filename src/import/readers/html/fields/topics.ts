import type { TopicInput } from '../../../../../schema/models.ts'
import { foldWords } from '../../../../text/fold.ts'
import { topicSegment } from '../../../normalise/slug.ts'
import { namesAbove } from '../../shared/topic.ts'
import { inOthers, isCategoryNamed } from './category-link.ts'
import { closest, namesOf } from '../page/dom.ts'
import type { Evidence } from '../evidence.ts'
import type { Candidate } from '../sources.ts'
import { type Page, textOf } from '../page/page.ts'
import { firstGroup, jsonLd, metaList, type Rule } from '../rules.ts'
import { sectionPath } from './section.ts'
import { isNoSection } from './section-name.ts'

/** The topics of a page: its section first, then keywords. */
export interface FoundTopics {
  readonly topics: readonly TopicInput[]
  readonly sectionSource: string | null
  readonly keywordSource: string | null
}

const maxKeywords = 30
/**
 * The section from BreadcrumbList, articleSection, metas or the visible breadcrumb, and keywords from news_keywords,
 * keywords or article:tag: de-duplicated, 30 at most. The front page and the headline itself are no sections.
 */
export function findTopics(evidence: Evidence, headline: string): FoundTopics {
  const section = sectionPath(evidence, headline)
  const keywords = keywordNames(evidence)
  const names = section?.names ?? []
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

const keywordRules: readonly Rule[] = [
  jsonLd(['keywords']),
  metaList('news_keywords'),
  metaList('article:tag', 'og:article:tag', 'video:tag', 'parsely-tags', 'sailthru.tags', 'citation_keywords'),
  metaList('keywords', 'dc.subject', 'tags'),
  ({ page }) =>
    page
      .byTag('a')
      .filter(
        (a) =>
          /(?:^|\s)tag(?:\s|$)/.test(a.getAttribute('rel') ?? '') &&
          !/category/.test(a.getAttribute('rel') ?? '') &&
          !isCategoryNamed(a) &&
          !page.isConcealed(a) &&
          !inOthers(a),
      )
      .map((a) => ({ value: textOf(a), source: 'rel=tag' })),
  ({ page }) => listedTags(page),
]

function keywordNames(evidence: Evidence): { names: readonly Candidate[]; source: string | null } {
  const chosen = firstGroup(evidence, keywordRules, (found) => splitKeywords(found, evidence))
  return { names: chosen.slice(0, maxKeywords), source: chosen[0]?.source ?? null }
}

/** The links of a list that is named for tags, to pages of tags. */
function listedTags(page: Page): Candidate[] {
  return page
    .byTag('a')
    .filter(
      (a) =>
        /\/(?:tags?|topics?|labels?|keywords?|themen?|temas?|tema|schlagwor\w+|stichwor\w+|mots?-cles?|etiquet\w+|term|argomenti)\/|[?&]tag=/i.test(
          a.getAttribute('href') ?? '',
        ) &&
        closest(a, (at) => /(?:^|[\s_-])(?:[a-z]+-)?(?:tags|keywords|labels|topics)(?:$|[\s_-])/.test(namesOf(at))) !==
          null &&
        !page.isConcealed(a) &&
        !inOthers(a),
    )
    .map((a) => ({ value: textOf(a), source: 'tag list' }))
}

function splitKeywords(group: readonly Candidate[], { siteNames }: Evidence): Candidate[] {
  const seen = new Set<string>()
  const found: Candidate[] = []
  for (const { value, source } of group) {
    // lists are parted by commas, or by semicolons where names hold commas
    for (const part of value.split(value.includes(';') ? /;/ : /[,،、|]/)) {
      const name = part
        .trim()
        .replace(/^#/, '')
        .replace(/^(?:tag|keyword|type|section|author|geo|pageType|\w+Id|[a-z_]+):\s*/i, '')
      const folded = foldWords(name)
      if (
        folded === '' ||
        name.length > 60 ||
        seen.has(folded) ||
        /^https?:|^\d{5,}$/.test(name) ||
        folded.split(' ').length > 8
      )
        continue
      if (isNoSection(name) || siteNames.some((site) => foldWords(site.value) === folded)) continue
      seen.add(folded)
      found.push({ value: name, source })
    }
  }
  return found
}
