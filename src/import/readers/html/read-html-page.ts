import type { ArticleInput } from '../../../../schema/models.ts'
import { type ArticleDraft, type Note, ReadRefused, type ReadOptions } from '../../draft.ts'
import { decodeWhole } from '../shared/decode.ts'
import { providedEncoding, sniffHtmlEncoding } from '../shared/encoding.ts'
import { foldWords } from '../../../text/fold.ts'
import { pageId } from '../shared/page-id.ts'
import { findAddress, findAliases } from './fields/address.ts'
import { findAuthors } from './fields/authors/authors.ts'
import { findBody } from './body/body.ts'
import { checkBounds } from './page/bounds.ts'
import { findDates } from './fields/dates/dates.ts'
import { gatherEvidence, type Evidence } from './evidence.ts'
import { describedBy, findAccess, findCorrections, findType } from './fields/facts.ts'
import { findPublisher } from './fields/publisher/publisher.ts'
import { typesOf } from './page/json-ld.ts'
import { findHeadline, type FoundHeadline } from './fields/headline.ts'
import { findImage } from './fields/picture/image.ts'
import { findLanguage } from './fields/language.ts'
import { parsePage, type Page } from './page/page.ts'
import { findRelated } from './fields/related.ts'
import { restoredPage } from './page/saved-page.ts'
import { findStandfirst } from './fields/standfirst.ts'
import { findTopics } from './fields/topics/topics.ts'
import { wordsIn } from './page/text.ts'
import { findVisibility } from './fields/visibility.ts'

/** A draft that says where each of its values came from, by field of the input. */
export interface HtmlDraft extends ArticleDraft {
  readonly sources: Readonly<Record<string, string>>
}

/**
 * Reads the article of an HTML page from its linked data, metadata, markup and visible text, reconciled field by field.
 * Throws ReadRefused for a page over 5 MB, nested deeper than 2,000 elements, or without an article; nothing else.
 */
export function readHtmlPage(html: string | Uint8Array, options: ReadOptions): HtmlDraft {
  const { text, note } = typeof html === 'string' ? { text: html, note: null } : decodeBounded(html, options.charset)
  checkBounds(text)
  if (!/<[a-z!/?]/i.test(text)) throw new ReadRefused('This is not an HTML page: it has no tags.')
  const saved = restoredPage(text.replaceAll('\0', ''))
  const page = parsePage(saved.html, options.url ?? saved.url ?? undefined)
  const canUseReadability = isCheap(page)
  const evidence = gatherEvidence(page, options.url ?? saved.url ?? undefined)
  const headline = findHeadline(evidence)
  if (headline === null)
    throw new ReadRefused('The page has no headline: neither its metadata nor a visible title gives one.')
  const draft = readArticle(evidence, headline, options, canUseReadability, saved.url)
  return note === null ? draft : { ...draft, notes: [{ field: null, message: note }, ...draft.notes] }
}

function decodeBounded(
  bytes: Uint8Array,
  charset: string | undefined,
): { readonly text: string; readonly note: string | null } {
  if (bytes.length > 5 * 1024 * 1024 * 2) throw new ReadRefused('The page is larger than 5 MB. Save the article alone.')
  return decodeWhole(bytes, providedEncoding(charset, bytes, sniffHtmlEncoding(bytes)))
}

function readArticle(
  evidence: Evidence,
  found: FoundHeadline,
  options: ReadOptions,
  canUseReadability: boolean,
  savedUrl: string | null,
): HtmlDraft {
  const { page } = evidence
  const { headline, element } = found
  const notes: Note[] = []
  const sources: Record<string, string> = { headline: found.source }
  const note = (field: string, message: string | null | undefined) => {
    if (message !== null && message !== undefined) notes.push({ field, message })
  }
  const source = (field: string, name: string | null | undefined) => {
    if (name !== null && name !== undefined) sources[field] = name
  }

  if (isList(evidence)) {
    throw new ReadRefused('The page says it is a list of articles, not an article. Save the articles themselves.')
  }
  const standfirst = findStandfirst(evidence, element, headline)
  const authors = findAuthors(evidence, element)
  const body = findBody(
    evidence,
    { headline, standfirst: standfirst?.value ?? null, byline: authors.byline, element },
    canUseReadability,
  )
  if (body === null && !claimsArticle(evidence)) {
    throw new ReadRefused(
      'The page has a title but no text of an article. Is it a front page, a list, or built by scripts?',
    )
  }
  if (body !== null && wordsIn(body.text) < 12 && !claimsArticle(evidence)) {
    throw new ReadRefused('The page has too little text to be an article.')
  }

  const address = findAddress(evidence, options.url, savedUrl)
  const language = findLanguage(evidence, body?.text ?? `${headline} ${standfirst?.value ?? ''}`, options.language)
  const dates = findDates(evidence, element, language.value, address.url)
  const published = options.date === undefined ? dates.published : { value: options.date, source: 'option' }
  const image = findImage(evidence, element)
  const topics = findTopics(evidence, headline)
  const type = findType(evidence)
  const access = findAccess(evidence)
  const named = findPublisher(evidence, headline)
  const publisher = options.publisher === undefined ? named.publisher : { ...named.publisher, name: options.publisher }
  const related = findRelated(evidence, address.url, element, headline)
  const visibility = findVisibility(evidence, element, published !== null, notes)
  const corrections = findCorrections(evidence, dates.modified?.value ?? null)
  const summary = summaryOf(evidence)
  const allTopics =
    options.topic === undefined ? topics.topics : [{ path: options.topic, type: 'SECTION' as const }, ...topics.topics]

  note('headline', disagreeing(found))
  note('url', address.note)
  note('language', language.note)
  for (const remark of [...dates.notes, ...authors.notes]) note(remark.field, remark.message)
  if (published === null) note('datePublished', 'No source of the page says when it was published.')
  if (body === null) note('body', 'The page has no text of its own.')

  source('standfirst', standfirst?.source)
  source('kicker', found.kicker === null ? null : found.source)
  source('summary', summary?.source)
  source('body', body?.source)
  source('authors', authors.source)
  source('byline', authors.byline === null ? null : 'byline element')
  source('url', address.source)
  source('language', language.source)
  source('datePublished', published?.source)
  source('dateModified', dates.modified?.source)
  source('image', image.source)
  source('section', topics.sectionSource)
  source('keywords', topics.keywordSource)
  source('type', type.source)
  source('isAccessibleForFree', access.source)
  source('publisher', options.publisher === undefined ? named.source : 'option')
  source('relatedLinks', related.length === 0 ? null : 'related blocks')

  const aliases = findAliases(page, address.url)
  const input: ArticleInput = {
    externalId: options.externalId ?? address.url ?? pageId(publisher?.name ?? null, headline),
    url: address.url,
    publisher,
    headline,
    kicker: found.kicker,
    standfirst: standfirst?.value ?? null,
    summary: summary?.value ?? null,
    byline: authors.byline,
    body: body === null ? null : { html: body.html },
    language: language.value,
    type: type.type,
    authors: authors.authors,
    topics: allTopics,
    relatedLinks: related,
    image: image.image,
    datePublished: published?.value ?? null,
    ...(dates.modified === null ? {} : { dateModified: dates.modified.value }),
    ...((visibility.isFree ?? access.free) === null ? {} : { isAccessibleForFree: visibility.isFree ?? access.free }),
    ...(visibility.status === null || visibility.status === 'PUBLISHED' ? {} : { status: visibility.status }),
    ...(corrections.length === 0 ? {} : { corrections }),
    ...(aliases.length === 0 ? {} : { aliases }),
  }
  return { input, notes, sources }
}

/** Whether metadata calls the page an article, so that a headline without text is still one (a video, a paywall). */
function claimsArticle({ page, ld }: Evidence): boolean {
  return (
    (ld.article !== null && !typesOf(ld.article).every((type) => type.endsWith('Page'))) ||
    /^(?:article|video|news)/i.test(page.metas.get('og:type')?.[0] ?? '') ||
    page.metas.has('article:published_time')
  )
}

/** Whether linked data calls the page a collection, and nothing calls it an article. */
function isList(evidence: Evidence): boolean {
  const isCollection = evidence.ld.nodes.some((node) => typesOf(node).includes('CollectionPage'))
  return isCollection && !claimsArticle(evidence)
}

function summaryOf(evidence: Evidence): { value: string; source: string } | null {
  const described = describedBy(evidence)
  const best = described.find(({ source }) => source === 'meta description') ?? described[0]
  return best === undefined || best.value.length < 10 ? null : { value: best.value.slice(0, 1000), source: best.source }
}

function disagreeing({ headline, source, others }: FoundHeadline): string | null {
  const other = others.find(
    ({ value, source: name }) =>
      foldWords(value) !== foldWords(headline) && /^(?:json-ld headline|meta og:title)$/.test(name),
  )
  return other === undefined
    ? null
    : `${source} says "${headline.slice(0, 120)}"; ${other.source} says "${other.value.slice(0, 120)}".`
}

const maxReadableElements = 40_000
const maxTextWork = 40_000_000

/** Whether elements, and text times depth, are within what readability, which asks for text at every level, can do in a second or two. */
function isCheap(page: Page): boolean {
  if (page.elements.length > maxReadableElements) return false
  let work = 0
  const walk = (node: { firstChild: unknown; nodeValue: string | null; nextSibling: unknown }, depth: number): void => {
    work += (node.nodeValue?.length ?? 0) * depth
    let child = node.firstChild as typeof node | null
    while (child !== null && work < maxTextWork) {
      walk(child, depth + 1)
      child = child.nextSibling as typeof node | null
    }
  }
  walk(page.root, 1)
  return work < maxTextWork
}
