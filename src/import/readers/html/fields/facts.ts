import type { ArticleType, CorrectionInput } from '../../../../../schema/models.ts'
import { fromMoment, readMoment } from '../../../dates/date.ts'
import type { Evidence } from '../evidence.ts'
import type { Candidate } from '../sources.ts'
import { isNode, ldText, listOf, typesOf } from '../page/json-ld.ts'
import { candidates, jsonLd, meta, type Rule } from '../rules.ts'

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
