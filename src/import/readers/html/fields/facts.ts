import type { ArticleType, CorrectionInput, PublisherInput } from '../../../../../schema/models.ts'
import { fromMoment, readMoment } from '../../../dates/date.ts'
import { foldWords } from '../../../../text/fold.ts'
import { oneLine } from '../../../text/one-line.ts'
import { type Evidence, publisherUrlOf } from '../evidence.ts'
import type { Candidate } from '../sources.ts'
import { isNode, ldText, listOf, typesOf } from '../page/json-ld.ts'
import { absolute } from '../page/page.ts'
import { candidates, jsonLd, meta, type Rule } from '../rules.ts'
import { wordsIn } from '../page/text.ts'

/** The publisher as the page names it (JSON-LD, og:site_name, …), else by its host; null where nothing says. */
export function findPublisher(
  evidence: Evidence,
  headline: string,
): { publisher: PublisherInput | null; source: string | null } {
  const { page, siteNames } = evidence
  const host = (page.base?.hostname ?? '').replace(/^www\./, '')
  const [first, ...rest] = siteNames
  const site = rest.find(({ source }) => source === 'meta og:site_name')
  // where JSON-LD names a company and the site calls itself otherwise, readers know the site
  const isCompany =
    first !== undefined &&
    /\b(?:gmbh|s\.?p\.?a\.?|s\.?r\.?l\.?|ltd|llc|inc|s\.?a\.?s?|a\/s|ab|oy|kg|ag|b\.?v\.?|plc)\.?$/i.test(first.value)
  // a blog that gives its author as its publisher is known by its own name
  const isAuthor = first !== undefined && authorNames(evidence).includes(foldWords(first.value))
  const named = (isCompany || isAuthor) && site !== undefined ? site : first
  const url = absolute(page, publisherUrlOf(evidence))
  if (named !== undefined)
    return { publisher: { name: tidyName(named.value), ...(url === null ? {} : { url }) }, source: named.source }
  const tail = titleTail(evidence, headline) ?? titleOfHost(evidence, host)
  if (tail !== null) return { publisher: { name: tail }, source: 'title' }
  return host === '' ? { publisher: null, source: null } : { publisher: { name: host }, source: 'address' }
}

function authorNames({ ld }: Evidence): string[] {
  return listOf(ld.article?.['author']).map((value) => foldWords(ldText(ld.resolve(value))))
}

function tidyName(name: string): string {
  return name.replace(/\s+[|–—-]\s+.*$/, '') || name
}

/** What a title has behind (or before) the headline: the last part of it is the site, by custom. */
function titleTail({ page }: Evidence, headline: string): string | null {
  const title = oneLine((page.byTag('title')[0]?.textContent ?? '').slice(0, 1000))
  const at = title.toLowerCase().indexOf(headline.toLowerCase())
  if (at === -1) return null
  const behind = title.slice(at + headline.length).split(/\s+[|–—•·»-]\s*|\s*::?\s+|\s*\|\s*/)
  const before = title.slice(0, at).split(/\s*[|–—•·»:-]+\s+/)
  const rest = [behind.at(-1) ?? '', before[0] ?? '']
    .map((part) => oneLine(part).replace(/^[|–—_-]+|[|–—_-]+$/g, ''))
    .find((part) => part !== '' && part.length <= 50 && wordsIn(part) <= 6)
  return rest ?? null
}

/** The first or last part of a title that is the host's name, spelt as the site spells it. */
function titleOfHost({ page }: Evidence, host: string): string | null {
  const title = oneLine((page.byTag('title')[0]?.textContent ?? '').slice(0, 1000))
  const parts = title.split(/\s+[|–—•·»-]\s+|\s*\|\s*|\s*::\s*/)
  const letters = (text: string) => foldWords(text).replaceAll(' ', '')
  const label = letters(host.split('.')[0] ?? '')
  return (
    [parts.at(-1), parts[0]].find((part) => part !== undefined && label.length >= 3 && letters(part) === label) ?? null
  )
}

/** The kind of article, by JSON-LD type, og:type and what the page is made of. */
export function findType({ page, ld }: Evidence): { type: ArticleType; source: string } {
  const types = ld.article === null ? [] : typesOf(ld.article)
  // a live blog is often marked beside a plain article
  if (ld.nodes.some((node) => typesOf(node).includes('LiveBlogPosting')))
    return { type: 'LIVEBLOG', source: 'json-ld @type' }
  const byLd: readonly [RegExp, ArticleType][] = [
    [/LiveBlog/i, 'LIVEBLOG'],
    [/Article|Posting|Report/i, 'ARTICLE'],
    [/Gallery/i, 'GALLERY'],
    [/Video/i, 'VIDEO'],
    [/Audio|Podcast|Radio/i, 'AUDIO'],
  ]
  for (const [pattern, type] of byLd)
    if (types.some((name) => pattern.test(name))) return { type, source: 'json-ld @type' }
  const og = page.metas.get('og:type')?.[0] ?? ''
  if (/^video/i.test(og)) return { type: 'VIDEO', source: 'meta og:type' }
  if (/^(?:music|audio)/i.test(og)) return { type: 'AUDIO', source: 'meta og:type' }
  return { type: 'ARTICLE', source: og === '' ? 'default' : 'meta og:type' }
}

/** Whether the page is free to read: JSON-LD of the article or its parts, article:content_tier; null where nothing says. */
export function findAccess({ page, ld }: Evidence): { free: boolean | null; source: string | null } {
  const nodes = [ld.article, ...ld.nodes.filter((node) => typesOf(node).includes('WebPage'))].filter(
    (node) => node !== null,
  )
  for (const node of nodes) {
    const declared = truth(node['isAccessibleForFree'])
    const parts = listOf(node['hasPart'])
      .map((value) => ld.resolve(value))
      .filter(isNode)
    // `true` on the whole with a closed part below is a template's slip; the part is what the paywall is built on
    if (declared === false || parts.some((part) => truth(part['isAccessibleForFree']) === false))
      return { free: false, source: 'json-ld isAccessibleForFree' }
    if (declared === true) return { free: true, source: 'json-ld isAccessibleForFree' }
  }
  const tier = page.metas.get('article:content_tier')?.[0]?.toLowerCase()
  if (tier === 'free') return { free: true, source: 'meta article:content_tier' }
  // a metered page is free to some and not to others: nothing is claimed
  if (tier === 'locked') return { free: false, source: 'meta article:content_tier' }
  return { free: null, source: null }
}

function truth(value: unknown): boolean | null {
  const text = String(listOf(value)[0] ?? '')
    .trim()
    .toLowerCase()
    .replace(/^.*schema\.org\//, '')
  if (text === 'true' || text === 'yes' || text === '1') return true
  return text === 'false' || text === 'no' || text === '0' ? false : null
}

/** Corrections that the article's JSON-LD lists, dated by themselves, else by the article's last change. */
export function findCorrections({ ld }: Evidence, changed: string | null): CorrectionInput[] {
  return listOf(ld.article?.['correction']).flatMap((value) => {
    const node = ld.resolve(value)
    const text = isNode(node) ? ldText(node['text']) || ldText(node['description']) : ldText(node)
    const moment = isNode(node) ? readMoment(ldText(node['datePublished']) || ldText(node['dateCreated'])) : null
    const date = moment === null ? changed : fromMoment(moment)
    return text === '' || date === null ? [] : [{ text, date }]
  })
}

const descriptionRules: readonly Rule[] = [
  jsonLd(['description'], 1),
  jsonLd(['abstract'], 1),
  meta(
    'og:description',
    'description',
    'twitter:description',
    'dc.description',
    'sailthru.description',
    'parsely-description',
  ),
]

/** What describes the article, surest first. */
export function describedBy(evidence: Evidence): Candidate[] {
  return candidates(evidence, descriptionRules)
}
