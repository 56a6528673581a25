import { ReadRefused } from '../../draft.ts'
import type { Span } from './body.ts'
import type { Line } from './lines.ts'
import { consents } from '../../vocabulary/lines/consent.ts'
import { errorPages } from '../../vocabulary/lines/error-page.ts'
import { logins } from '../../vocabulary/lines/login.ts'

/** No page is larger than this, in bytes of UTF-8. */
export const maxPageBytes = 5_000_000

// An article may be as short as a news brief, but not shorter.
const minBodyWeight = 18
const maxErrorPageWeight = 150
const maxConsentWeight = 400
const minTeasers = 5
const maxTeaserWeight = 60

/** Refuses what is no text at all. */
export function refuseNoText(text: string): void {
  if (Buffer.byteLength(text) > maxPageBytes)
    throw new ReadRefused('The page is larger than 5 MB. Save the article alone, as text.')
  if (text.trim() === '') throw new ReadRefused('The page is empty. Save it again, as text.')
  const broken = text.match(/[\p{Cc}\ufffd]/gu)?.filter((mark) => !/\s/.test(mark)).length ?? 0
  if (text.includes('\u0000') || broken > text.length * 0.02) {
    throw new ReadRefused('This is no text: it holds bytes that no text has. Save the page as text in UTF-8.')
  }
}

/** Refuses a page that holds no article, with the reason. Returns where the body is. */
export function refuseNoArticle(lines: readonly Line[], body: Span | null): Span {
  const weight = body === null ? 0 : readingWeightOfProse(lines, body)
  if (weight < maxErrorPageWeight) {
    const top = lines.slice(0, 12).filter((line) => line.weight <= 14)
    if (
      top.some(({ plain }) => errorPages.whole(plain)) ||
      (weight < 60 && top.some(({ plain }) => errorPages.within(plain)))
    ) {
      throw new ReadRefused(
        'This is an error page, not an article ("not found" or "access denied"). Save the page again.',
      )
    }
    const asked = lines.filter(({ plain, weight: words }) => words <= 8 && logins.within(plain)).length
    if (weight < 80 && asked >= 3 && lines.length < 40)
      throw new ReadRefused('This is a page to log in, not an article. Save the page again when logged in.')
  }
  if (body !== null && weight < maxConsentWeight && asksForConsent(lines, body))
    throw new ReadRefused('This page only asks for consent to cookies. Answer it, and save the article behind it.')
  if (body !== null && weight < maxTeaserWeight && isTeaserList(lines))
    throw new ReadRefused(
      'The page is a list of teasers, each with a date, not an article. Import the pages it leads to.',
    )
  if (body !== null && weight >= minBodyWeight) return body
  const titles = lines.filter(({ kind }) => kind !== 'prose').length
  if (lines.length >= 5 && titles >= lines.length * 0.8)
    throw new ReadRefused('The page is a list of links without a text of its own. Import the pages it leads to.')
  throw new ReadRefused(
    'No paragraph of the page reads like the text of an article. Check that the file holds the whole page.',
  )
}

function readingWeightOfProse(lines: readonly Line[], { start, end }: Span): number {
  let weight = 0
  for (let at = start; at < end; at += 1) if (lines[at]?.kind === 'prose') weight += lines[at]?.weight ?? 0
  return weight
}

// An article may speak of cookies too, but not in every paragraph, and two ways to answer stand below the dialogue.
function asksForConsent(lines: readonly Line[], { start, end }: Span): boolean {
  const sentences = lines.slice(start, end).filter(({ weight, sentence }) => sentence && weight >= 8)
  const asking = sentences.filter(({ plain }) => consents.within(plain)).length
  const around = lines.filter(({ plain, weight }) => weight <= 8 && consents.within(plain)).length
  return asking * 2 >= sentences.length && asking + around >= 2 && lines.length < 40
}

// One sentence under each title and date, never two; even short paragraphs of an article stand together somewhere.
function isTeaserList(lines: readonly Line[]): boolean {
  const prose = lines.filter(({ kind }) => kind === 'prose').length
  const dates = lines.filter(({ kind }) => kind === 'date').length
  const hasNeighbours = lines.some(({ kind }, at) => kind === 'prose' && lines[at + 1]?.kind === 'prose')
  return prose >= minTeasers && dates >= prose - 1 && !hasNeighbours
}
