import type { PublisherInput } from '../../../../../../schema/models.ts'
import { foldWords, toPlain } from '../../../../../text/fold.ts'
import { isPageWord } from '../../../../vocabulary/names/page-word.ts'
import { isSectionLine } from '../../../../vocabulary/lines/section-line.ts'
import { oneLine } from '../../../../text/one-line.ts'
import { compact, isInHost } from '../../../shared/feed-name.ts'
import { type Evidence, publisherUrlOf } from '../../evidence.ts'
import { ldText, listOf } from '../../page/json-ld.ts'
import { absolute } from '../../page/page.ts'
import { wordsIn } from '../../page/text.ts'
import type { Candidate } from '../../sources.ts'
import { siteMarks } from './site-marks.ts'
import { spelling } from './spelling.ts'

/** The publisher as the page states it (JSON-LD, og:site_name, …), else as it signs itself, else its host; null where nothing says. */
export function findPublisher(
  evidence: Evidence,
  headline: string,
): { publisher: PublisherInput | null; source: string | null } {
  const named = metadataName(evidence, headline) ?? signedName(evidence, headline)
  if (named === null) return { publisher: null, source: null }
  const url = absolute(evidence.page, publisherUrlOf(evidence))
  return { publisher: { name: named.value, ...(url === null ? {} : { url }) }, source: named.source }
}

/** What metadata calls the site, spelt as the site spells it. */
function metadataName(evidence: Evidence, headline: string): Candidate | null {
  const { siteNames } = evidence
  const [first, ...rest] = siteNames
  if (first === undefined) return null
  const host = hostOf(evidence)
  const site = rest.find(({ source }) => source === 'meta og:site_name')
  const tails = titleTails(evidence, headline)
  const chosen = site !== undefined && isKnownAs(evidence, first, site, tails, host) ? site : first
  const name = tidyName(chosen.value, host)
  const spelt = spelling(name, () => [
    ...siteNames.filter((other) => other !== chosen).map(({ value }) => tidyName(value, host)),
    ...tails,
    ...(isAddress(name) ? siteMarks(evidence).map(({ value }) => value) : []),
  ])
  return { value: spelt, source: chosen.source }
}

const legalForms = /\b(?:gmbh|s\.?p\.?a\.?|s\.?r\.?l\.?|ltd|llc|inc|s\.?a\.?s?|a\/s|ab|oy|kg|ag|b\.?v\.?|plc)\.?$/i

/** Whether readers know the site by what og:site_name says, and not by what comes before it: a company, or the author of a blog. */
function isKnownAs(
  evidence: Evidence,
  first: Candidate,
  site: Candidate,
  tails: readonly string[],
  host: string,
): boolean {
  if (legalForms.test(first.value)) return true
  const authors = listOf(evidence.ld.article?.['author']).map((value) => foldWords(ldText(evidence.ld.resolve(value))))
  if (authors.includes(foldWords(first.value))) return true
  // a holding that neither the title nor the address knows, where both know the paper
  const inTitle = (name: string) => tails.some((tail) => compact(tail) === compact(name))
  const letters = compact(host)
  const isHoldings = !inTitle(first.value) && !isInHost(first.value, letters) && !isShort(first.value, site.value)
  return isHoldings && inTitle(site.value) && !isAddress(site.value)
}

/** "The Post" for "The Post Online": a longer or shorter form of the other, not another. */
function isShort(a: string, b: string): boolean {
  const [left, right] = [compact(a), compact(b)]
  return left.includes(right) || right.includes(left)
}

/** The site's name without a line about it: "Post | News from the coast". */
function tidyName(name: string, host: string): string {
  const parts = name.split(/\s+[|–—-]\s+|\s*\|\s*/).filter((part) => part !== '')
  const isProper = (part: string) => !foldWords(part).split(' ').every(isPageWord)
  const letters = compact(host)
  const own = letters === '' ? undefined : parts.find((part) => isProper(part) && isInHost(part, letters))
  return own ?? parts.find(isProper) ?? parts[0] ?? name
}

/** What the page itself shows of whose it is. */
function signedName(evidence: Evidence, headline: string): Candidate | null {
  const host = hostOf(evidence)
  const marks = siteMarks(evidence)
  const tails = titleTails(evidence, headline)
  const isConfirmed = (part: string) =>
    letterCount(part) >= 3 &&
    (compact(part) === compact(host) ||
      (host !== '' && wordsIn(part) <= 5 && isHostLabel(part, evidence)) ||
      marks.some(({ value }) => toPlain(value).includes(toPlain(part))))
  const confirmed = [...tails, ...titleEnds(evidence)].find(isConfirmed)
  if (confirmed !== undefined) return { value: confirmed, source: 'title' }
  const sure = marks.find(({ isSure }) => isSure)
  if (sure !== undefined) return sure
  const tail = tails.find(isName)
  if (tail !== undefined) return { value: tail, source: 'title' }
  return marks[0] ?? (host === '' ? null : { value: hostNameOf(evidence), source: 'address' })
}

function isName(part: string): boolean {
  const plain = toPlain(part)
  return !/^\P{Lu}*\p{Ll}{2}/u.test(part) && !isSectionLine(plain) && !plain.trim().split(' ').every(isPageWord)
}

function letterCount(text: string): number {
  const letters = compact(text)
  return /\p{Script=Han}|\p{Script=Hangul}/u.test(letters) ? letters.length + 1 : letters.length
}

/** What a title has behind, or before, the headline: the last part of it is the site, by custom. */
function titleTails({ page }: Evidence, headline: string): string[] {
  const title = oneLine((page.byTag('title')[0]?.textContent ?? '').slice(0, 1000))
  const at = title.toLowerCase().indexOf(headline.toLowerCase())
  if (at === -1) return []
  const behind = title.slice(at + headline.length).split(/\s+[|–—•·»-]\s*|\s*::?\s+|\s*[|｜_：]\s*|--+/)
  const before = title.slice(0, at).split(/\s*[|–—•·»:-]+\s+/)
  return [behind.at(-1) ?? '', before[0] ?? '']
    .map((part) => oneLine(part).replace(/^[|–—_\s-]+|[|–—_\s-]+$/g, ''))
    .filter((part) => part !== '' && part.length <= 50 && wordsIn(part) <= 6)
}

/** The first and the last part of a title, whatever stands between. */
function titleEnds({ page }: Evidence): string[] {
  const title = oneLine((page.byTag('title')[0]?.textContent ?? '').slice(0, 1000))
  const parts = title.split(/\s+[|–—•·»-]\s+|\s*\|\s*|\s*::\s*/)
  return parts.length < 2 ? [] : [parts.at(-1) ?? '', parts[0] ?? ''].filter((part) => part !== '')
}

function isHostLabel(part: string, evidence: Evidence): boolean {
  const label = compact(hostNameOf(evidence).split('.')[0] ?? '')
  const letters = compact(part)
  return label.length >= 3 && (letters === label || letters.replace(/^(?:the|la|le|el|il|der|die|das)/, '') === label)
}

function isAddress(name: string): boolean {
  return /^(?:www\.)?[\w-]+(?:\.[\w-]+)*\.\p{L}{2,}$/iu.test(name)
}

function hostNameOf({ page }: Evidence): string {
  return (page.base?.hostname ?? '').replace(/^www\./, '')
}

/** The host without what it ends in. */
function hostOf(evidence: Evidence): string {
  return hostNameOf(evidence).split('.').slice(0, -1).join('')
}
