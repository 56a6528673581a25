import type { ArticleInput, AuthorInput } from '../../../schema/models.ts'
import { ReadRefused, type ArticleDraft, type ReadOptions } from '../draft.ts'
import { findBody, type Span } from './body.ts'
import { classify, type LineKind } from './classify.ts'
import { toBody } from './content.ts'
import { readViewCount } from './counts.ts'
import { readCredits } from './credits.ts'
import { toInstant } from './dates.ts'
import { toExternalId } from './external-id.ts'
import { readHead } from './head.ts'
import { findHeadline, type Headline } from './headline.ts'
import { detectLanguage } from './language.ts'
import { toLines, type Line } from './lines.ts'
import { isOrganisation } from './names.ts'
import { notesOn } from './notes.ts'
import { readDates } from './page-dates.ts'
import { findPublisher, toPublisherInput } from './publisher.ts'
import { refuseNoArticle, refuseNoText } from './refuse.ts'
import { readRelated, toReadAlso } from './related.ts'
import { readTopics } from './topics.ts'
import { trimBody } from './trim.ts'

/**
 * The article on a saved page of plain text, with notes on what was not certain. Pure: the same text gives the same draft.
 * Throws ReadRefused with the reason where the page holds no article: empty, no text, over 5 MB, links alone, an error
 * page, a page to log in.
 */
export function readPageText(text: string, options: ReadOptions): ArticleDraft {
  refuseNoText(text)
  const lines = toLines(text)
  const language = options.language ?? detectLanguage(sample(lines))
  const spoken = language.split('-')[0] ?? 'und'
  const kinds = lines.map((line) => classify(line, spoken))
  const found = refuseNoArticle(lines, kinds, findBody(lines, kinds))
  const headline = findHeadline(lines, kinds, found)
  if (headline === null)
    throw new ReadRefused('The page has a text, but no headline above it. Put the headline in the first line.')
  return compose(lines, kinds, headline, found, language, options)
}

// Menus are in the language of the site, long lines in that of the article.
function sample(lines: readonly Line[]): string {
  const long = lines.filter(({ weight }) => weight >= 12)
  return (long.length > 0 ? long : lines)
    .map(({ text }) => text.slice(0, 1000))
    .slice(0, 40)
    .join('\n')
}

function compose(
  lines: readonly Line[],
  kinds: readonly LineKind[],
  headline: Headline,
  found: Span,
  language: string,
  options: ReadOptions,
): ArticleDraft {
  const spoken = language.split('-')[0] ?? 'und'
  const early = findPublisher({
    lines,
    kinds,
    from: found.end,
    suffix: headline.suffix,
    newsroom: null,
    option: options.publisher,
    language: spoken,
  })
  const credits = readCredits({ lines, kinds, language: spoken, publisher: early.name }, headline, found)
  const head = readHead(lines, kinds, headline, found, (at) => credits.places.has(at))
  const { span, bio } = trimBody(lines, kinds, { start: head.bodyStart, end: found.end }, credits)
  const newsroom = credits.authors.find(({ kind }) => kind === 'ORGANISATION')?.name ?? null
  const publisher = findPublisher({
    lines,
    kinds,
    from: span.end,
    suffix: headline.suffix,
    newsroom,
    option: options.publisher,
    language: spoken,
  })
  const authors = credits.authors.map((author) => withKind(author, publisher.name, bio))
  const content = toBody(
    lines,
    readable(kinds, credits.places),
    span.start,
    span.end,
    lines[headline.last]?.plain ?? '',
  )
  const zone = Math.max(0, headline.first - 4)
  const dates = readDates(lines, kinds, zone, span.start, spoken)
  const views = readViewCount(lines, kinds, headline.first, span.start, span.end)
  const inBody = lines
    .slice(span.start, span.end)
    .flatMap((line, at) => (kinds[span.start + at] === 'readAlso' ? toReadAlso(line) : []))
  const related = readRelated(lines, readable(kinds, credits.places), span.end, headline.text, spoken)
  const topics = readTopics(lines, kinds, headline, span.start, options.topic)
  const given = options.date === undefined ? null : toInstant(options.date)
  const walled = kinds.some((kind, at) => kind === 'wall' && at >= headline.first && at <= span.end + 6)

  const input: ArticleInput = {
    externalId: options.externalId ?? options.url ?? toExternalId(publisher.name, headline.text),
    url: options.url ?? null,
    publisher: toPublisherInput(publisher),
    headline: headline.text,
    kicker: head.kicker,
    standfirst: head.standfirst,
    byline: credits.byline,
    body: content.body,
    language,
    authors,
    topics,
    relatedLinks: unique([
      ...inBody.map(({ title, byline, kind, url }) => ({ url, title, byline, kind })),
      ...related.links,
    ]),
    datePublished: given ?? dates.published?.instant ?? null,
    ...(dates.modified === null ? {} : { dateModified: dates.modified.instant }),
    ...(walled ? { isAccessibleForFree: false } : {}),
    viewCount: views?.value ?? null,
  }
  const notes = notesOn({
    input,
    publisher,
    dates,
    given: options.date,
    views,
    related,
    walled,
    detected: options.language === undefined,
  })
  return { input, notes }
}

function withKind(author: AuthorInput, publisher: string | null, bio: string | null): AuthorInput {
  const kind = author.kind === 'ORGANISATION' || isOrganisation(author.name, publisher) ? 'ORGANISATION' : 'PERSON'
  const own = bio !== null && kind === 'PERSON' && bio.toLowerCase().includes(author.name.toLowerCase())
  return { ...author, kind, ...(own ? { bio } : {}) }
}

function readable(kinds: readonly LineKind[], bylines: ReadonlySet<number>): readonly LineKind[] {
  return kinds.map((kind, at) => (bylines.has(at) ? 'byline' : kind))
}

function unique<T extends { readonly title: string }>(links: readonly T[]): readonly T[] {
  const titles = new Set<string>()
  return links.filter(({ title }) => !titles.has(title.toLowerCase()) && titles.add(title.toLowerCase()))
}
