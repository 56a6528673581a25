import type { ArticleInput, Correction, CorrectionInput, ExternalIdInput, UserError } from '../../../schema/models.ts'
import { withoutTracking } from '../../text/address.ts'
import { titleKey } from '../../text/keys.ts'
import type { Address, NormalisedArticle } from '../../db/write/normalised.ts'
import { address } from './address.ts'
import { authors } from './authors.ts'
import { body } from './body/body.ts'
import { bodyLinks } from './body/body-links.ts'
import { contentHash } from './content-hash.ts'
import { image } from './image.ts'
import { instant } from './instant.ts'
import { language } from './language.ts'
import { limits } from './limits.ts'
import { within } from './lists.ts'
import { Problems } from './problems.ts'
import { publisher } from './publisher.ts'
import { relatedLinks } from './related-links.ts'
import { slug, slugFrom } from './slug.ts'
import { countWords } from '../../text/words.ts'
import { summaryOf, teaserOf } from './body/summary.ts'
import { line, lines, requiredLine } from './text.ts'
import { topics } from './topics.ts'

export type Normalised = { readonly article: NormalisedArticle } | { readonly userErrors: readonly UserError[] }

/**
 * Brings an article as supplied into the one form that is stored, or says everything that is wrong with it, with paths from
 * the article. Pure. What is supplied twice in a list is merged. `SCHEDULED` needs a date of publication, and is stored as
 * PUBLISHED; a date of modification before publication counts as publication. Without a summary it is the body's beginning.
 */
export function normalise(input: ArticleInput): Normalised {
  const problems = new Problems()
  const content = read(input, problems)
  if (problems.found.length > 0) return { userErrors: problems.found }
  return { article: { ...content, viewCount: input.viewCount ?? null, contentHash: contentHash(content) } }
}

/** How readers came to it, or where in the page, does not belong to an address; nor does its key have that. */
function stable(found: Address | null): Address | null {
  return found === null ? null : { ...found, url: withoutTracking(found.url) }
}

function read(input: ArticleInput, problems: Problems): Omit<NormalisedArticle, 'contentHash' | 'viewCount'> {
  const headline = requiredLine(input.headline, ['headline'], limits.headlineChars, problems)
  const url = stable(address(input.url, ['url'], problems))
  const otherAddresses = aliases(input.aliases, url?.key ?? null, problems)
  const text = body(input.body, url?.url ?? null, ['body'], problems)
  const datePublished = instant(input.datePublished, ['datePublished'], problems)
  const dateModified = instant(input.dateModified, ['dateModified'], problems)
  if (input.status === 'SCHEDULED' && datePublished === null) {
    problems.add('REQUIRED', ['datePublished'], 'A scheduled article needs the date at which it is published.')
  }
  checkViewCount(input.viewCount, problems)
  return {
    externalId: requiredLine(input.externalId, ['externalId'], limits.externalIdChars, problems),
    publisher: publisher(input.publisher, ['publisher'], problems),
    url,
    aliases: otherAddresses,
    slug: slug(input.slug, ['slug'], problems),
    slugFromHeadline: slugFrom(headline, 'article'),
    status: input.status === 'SCHEDULED' ? 'PUBLISHED' : (input.status ?? 'PUBLISHED'),
    saysStatus: (input.status ?? null) !== null,
    type: input.type ?? 'ARTICLE',
    headline,
    headlineKey: titleKey(headline),
    kicker: line(input.kicker, ['kicker'], limits.kickerChars, problems),
    standfirst: line(input.standfirst, ['standfirst'], limits.standfirstChars, problems),
    summary:
      line(input.summary, ['summary'], limits.summaryChars, problems) ??
      (input.isAccessibleForFree === false ? teaserOf : summaryOf)(text?.text ?? ''),
    byline: line(input.byline, ['byline'], limits.bylineChars, problems),
    body: text,
    wordCount: countWords(text?.text ?? ''),
    language: requiredLanguage(input.language, problems),
    image: image(input.image, ['image'], problems),
    corrections: corrections(input.corrections, problems),
    authors: authors(input.authors, ['authors'], problems),
    topics: topics(input.topics, ['topics'], problems),
    relatedLinks: relatedLinks(input.relatedLinks, ['relatedLinks'], problems).filter(
      // feeds list an item's own sound or page among its links
      (link) => link.titleKey !== titleKey(headline) && (url === null || link.urlKey !== url.key),
    ),
    bodyLinks: bodyLinks(text?.html ?? '', new Set([url, ...otherAddresses].flatMap((own) => own?.key ?? []))),
    translationOf: translationOf(input.translationOf, problems),
    datePublished,
    dateModified: dateModified === null || datePublished === null ? dateModified : later(dateModified, datePublished),
    embargoedUntil: instant(input.embargoedUntil, ['embargoedUntil'], problems),
    isAccessibleForFree: input.isAccessibleForFree ?? true,
  }
}

function later(one: string, other: string): string {
  return Date.parse(one) >= Date.parse(other) ? one : other
}

function checkViewCount(count: number | null | undefined, problems: Problems): void {
  if (count === null || count === undefined || (Number.isSafeInteger(count) && count >= 0)) return
  problems.add('INVALID', ['viewCount'], 'viewCount must be a whole number from 0 to 9007199254740991.')
}

function requiredLanguage(value: string | null | undefined, problems: Problems): string {
  const before = problems.found.length
  const tag = language(value, ['language'], problems)
  if (tag === null && problems.found.length === before) {
    problems.add('REQUIRED', ['language'], 'language must be given as a BCP 47 tag like it or en-GB.')
  }
  return tag ?? 'und'
}

function aliases(
  values: readonly string[] | null | undefined,
  canonicalKey: string | null,
  problems: Problems,
): NormalisedArticle['aliases'] {
  const byKey = new Map<string, NormalisedArticle['aliases'][number]>()
  for (const [index, value] of within(values, limits.aliases, ['aliases'], problems).entries()) {
    const alias = address(value, ['aliases', index], problems)
    if (alias !== null && alias.key !== canonicalKey && !byKey.has(alias.key)) byKey.set(alias.key, alias)
  }
  return [...byKey.values()]
}

function corrections(values: readonly CorrectionInput[] | null | undefined, problems: Problems): Correction[] {
  return within(values, limits.corrections, ['corrections'], problems).map(({ text, date }, index) => ({
    text:
      lines(text, ['corrections', index, 'text'], limits.textChars, problems) ??
      requiredLine('', ['corrections', index, 'text'], limits.textChars, problems),
    date:
      instant(date, ['corrections', index, 'date'], problems) ??
      requiredLine('', ['corrections', index, 'date'], limits.textChars, problems),
  }))
}

function translationOf(
  value: ExternalIdInput | null | undefined,
  problems: Problems,
): NormalisedArticle['translationOf'] {
  if (value === null || value === undefined) return null
  return {
    source: requiredLine(value.source, ['translationOf', 'source'], limits.sourceChars, problems),
    externalId: requiredLine(value.value, ['translationOf', 'value'], limits.externalIdChars, problems),
  }
}
