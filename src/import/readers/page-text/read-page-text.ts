import type { ArticleInput, AuthorInput, RelatedLinkInput } from '../../../../schema/models.ts'
import { ReadRefused, type ArticleDraft, type ReadOptions } from '../../draft.ts'
import { atMidnight, feedDate } from '../../dates/date.ts'
import { toPlain } from '../../../text/fold.ts'
import { guessLanguage } from '../../language/guess.ts'
import { markBoxes, resume } from './boxes.ts'
import { findBody, type Span } from './body.ts'
import { classify } from './classify.ts'
import { toBody } from './content.ts'
import { readViewCount } from './counts.ts'
import { readCredits, withoutByline, type Credits } from './credits.ts'
import { readHead } from './head.ts'
import { findHeadline, type Headline } from './headline.ts'
import { type Line, type LineText, toLines } from './lines.ts'
import { isOrganisation } from '../../byline/person.ts'
import { notesOn } from './notes.ts'
import { readDates } from './page-dates.ts'
import { findPublisher, toPublisherInput } from './publisher.ts'
import { refuseNoArticle, refuseNoText } from './refuse.ts'
import { pageId } from '../shared/page-id.ts'
import { readBoxes, readRelated, type RelatedLinks } from './related.ts'
import { findSiteName } from './site-name.ts'
import { readTopics } from './topics.ts'
import { isBio } from './bios.ts'
import { trimBody } from './trim.ts'
import { notPublic } from '../../vocabulary/visibility/not-public.ts'

/**
 * The article on a saved page of plain text, with notes on what was not certain. Pure: the same text gives the same draft.
 * Throws ReadRefused with the reason where the page holds no article: empty, no text, over 5 MB, links alone, an error
 * page, a page to log in.
 */
export function readPageText(text: string, options: ReadOptions): ArticleDraft {
  refuseNoText(text)
  const texts = toLines(text)
  const language = options.language ?? guessLanguage(sample(texts), minSampleLength).tag ?? 'und'
  const spoken = language.split('-')[0] ?? 'und'
  const lines = texts.map((line) => ({ ...line, kind: classify(line, spoken) }))
  const found = resume(lines, refuseNoArticle(lines, findBody(lines)))
  const headline = findHeadline(lines, found)
  if (headline === null)
    throw new ReadRefused('The page has a text, but no headline above it. Put the headline in the first line.')
  return compose(markBoxes(lines, found), headline, found, language, options)
}

// A page is read by its language, so a doubtful guess is better than none.
const minSampleLength = 20

// A sentence about the page itself, not one of its text.
const maxNoticeWeight = 30

// Menus are in the language of the site, long lines in that of the article.
function sample(lines: readonly LineText[]): string {
  const long = lines.filter(({ weight }) => weight >= 12)
  return (long.length > 0 ? long : lines)
    .map(({ text }) => text.slice(0, 1000))
    .slice(0, 40)
    .join('\n')
}

function compose(
  lines: readonly Line[],
  headline: Headline,
  found: Span,
  language: string,
  options: ReadOptions,
): ArticleDraft {
  const spoken = language.split('-')[0] ?? 'und'
  const site = findSiteName(lines, headline.first, found.end)
  const early = findPublisher({
    lines,
    from: found.end,
    suffix: headline.suffix,
    site,
    newsroom: null,
    option: options.publisher,
    headlineAt: headline.first,
    url: options.url,
    language: spoken,
  })
  const credits = readCredits({ lines, language: spoken, publisher: early.name }, headline, found)
  const head = readHead(
    lines,
    headline,
    found,
    (at) => credits.bylineLines.has(at) || isBio(lines[at]?.text ?? '', credits.authors),
  )
  const trimmed = trimBody(lines, { start: head.bodyStart, end: found.end }, credits)
  const { span } = trimmed
  const bios = lines
    .slice(headline.first, span.start)
    .flatMap(({ text }) => (isBio(text, credits.authors) ? [text] : []))
  const newsroom = credits.authors.find(({ kind }) => kind === 'ORGANISATION')?.name ?? null
  const publisher = findPublisher({
    lines,
    from: span.end,
    suffix: headline.suffix,
    site,
    newsroom,
    option: options.publisher,
    headlineAt: headline.first,
    url: options.url,
    language: spoken,
  })
  const bio = bios[0] ?? trimmed.bio
  const authors = credits.authors.map((author) => withKind(author, publisher.name, bio))
  const content = toBody(readable(lines, credits.bylineLines), span.start, span.end, lines[headline.last]?.plain ?? '')
  if (content.text === '') throw new ReadRefused('The page repeats its headline, but has no text of its own.')
  const zone = Math.max(0, headline.first - 4)
  const dates = readDates(lines, zone, span.start, spoken)
  const views = readViewCount(lines, zone, headline.first, span)
  const inBody = readBoxes(lines, span)
  const below = readRelated(readable(lines, nameLines(lines, credits)), span.end, headline.text, spoken)
  const related: RelatedLinks = below.origin === 'popular' && inBody.length > 0 ? { links: [], origin: 'none' } : below
  const topics = readTopics(lines, headline, span.start, options.topic)
  const asked = feedDate(options.date)
  const given = asked === null ? null : atMidnight(asked)
  const walled = lines.some(({ kind }, at) => kind === 'wall' && at >= headline.first && at <= span.end + 6)

  const isOpen = !lines.some(
    ({ plain, weight }, at) => at <= span.end + 6 && weight <= maxNoticeWeight && notPublic.within(plain),
  )

  const input: ArticleInput = {
    externalId: options.externalId ?? options.url ?? pageId(publisher.name, headline.text),
    url: options.url ?? null,
    publisher: toPublisherInput(publisher),
    headline: headline.text,
    kicker: head.kicker,
    standfirst: head.standfirst === null ? null : withoutByline(head.standfirst, spoken),
    byline: credits.byline,
    body: content.body,
    language,
    authors,
    topics,
    relatedLinks: unique([...inBody, ...related.links]),
    datePublished: given ?? dates.published?.instant ?? null,
    ...(dates.modified === null ? {} : { dateModified: dates.modified.instant }),
    ...(walled ? { isAccessibleForFree: false } : {}),
    ...(isOpen ? {} : { status: 'DRAFT' as const }),
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
    lineCount: lines.length,
    detected: options.language === undefined,
  })
  return { input, notes }
}

function withKind(author: AuthorInput, publisher: string | null, bio: string | null): AuthorInput {
  const kind = author.kind === 'ORGANISATION' || isOrganisation(author.name, publisher) ? 'ORGANISATION' : 'PERSON'
  const own = bio !== null && (isBio(bio, [author]) || bio.toLowerCase().includes(author.name.toLowerCase()))
  return { ...author, kind, ...(own && kind === 'PERSON' ? { bio } : {}) }
}

// The box about a writer prints her name as a title and again as a link.
function nameLines(lines: readonly Line[], { authors, bylineLines }: Credits): ReadonlySet<number> {
  const names = new Set(authors.map(({ name }) => toPlain(name)))
  return new Set([...bylineLines, ...lines.flatMap(({ plain }, at) => (names.has(plain) ? [at] : []))])
}

function readable(lines: readonly Line[], bylines: ReadonlySet<number>): readonly Line[] {
  return lines.map((line, at) => (bylines.has(at) ? { ...line, kind: 'byline' } : line))
}

// A title may stand in the text and again below it, the second time with its writer or its address.
function unique(links: readonly RelatedLinkInput[]): readonly RelatedLinkInput[] {
  const found = new Map<string, RelatedLinkInput>()
  for (const link of links) {
    const key = toPlain(link.title)
    const known = found.get(key)
    const kind = known?.kind === 'ARTICLE' || known === undefined ? link.kind : known.kind
    found.set(key, {
      ...link,
      ...known,
      kind: kind ?? null,
      url: known?.url ?? link.url ?? null,
      byline: known?.byline ?? link.byline ?? null,
    })
  }
  return [...found.values()]
}
