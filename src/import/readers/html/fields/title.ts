import { foldWords } from '../../../../text/fold.ts'
import { oneLine } from '../../../text/one-line.ts'
import type { Evidence } from '../evidence.ts'
import type { Candidate } from '../sources.ts'
import { wordsIn } from '../page/text.ts'

/** What sites set between a headline and their name. */
export const separator = /\s+[|–—•·»:›/]+\s+|\s+-+\s+|\s*\|\s*|\s*::\s*| — |\s[«‹]\s/

/** A title without the name of the site before or behind it. */
export function withoutSiteName(title: string, evidence: Evidence): string {
  let text = oneLine(title.slice(0, 600))
  const host = (evidence.page.base?.hostname ?? '').replace(/^(?:www|m|amp|edition)\./, '')
  for (let pass = 0; pass < 3; pass += 1) {
    const parts = text.split(new RegExp(`(${separator.source})`)).filter((part) => part !== undefined)
    if (parts.length < 3) return text
    const last = parts.at(-1) ?? ''
    const first = parts[0] ?? ''
    const behind = parts.slice(0, -2).join('')
    const before = parts.slice(2).join('')
    if (isNameOfSite(last, evidence, host) && wordsIn(behind) >= 1) text = oneLine(behind)
    else if (isNameOfSite(first, evidence, host) && wordsIn(before) >= 2) text = oneLine(before)
    else return text
  }
  return text
}

function isNameOfSite(part: string, evidence: Evidence, host: string): boolean {
  const folded = foldWords(part)
  if (folded === '') return false
  if (isSiteName(part, evidence)) return true
  const letters = folded.replaceAll(' ', '')
  if (host === '' || folded.split(' ').length > 5) return false
  const labels = host.split('.').map((label) => label.replace(/[^\p{L}\p{N}]/gu, ''))
  // the last label is the country's, and what stands before it there may be "co" or "com"
  const own = labels.slice(0, -1).filter((label) => label.length > 2 && label !== 'com')
  if ([labels.join(''), labels.slice(0, -1).join(''), ...own].includes(letters)) return true
  const bare = folded
    .split(' ')
    .filter((word) => !additions.has(word))
    .join('')
  return own.some(
    (label) =>
      (bare.length >= 3 && label === bare) ||
      (bare.length >= 4 && (label.startsWith(bare) || label.endsWith(bare))) ||
      (bare.length >= 6 && label.includes(bare)),
  )
}

/** What papers put before or behind the name that their host has. */
const additions = new Set(
  'the la le el il der die das news newspaper newspapers online com org net tv radio media magazine live english edition international digital web noticias nachrichten actualites notizie haber haberler berita nyheter vijesti vesti ng'.split(
    ' ',
  ),
)

/** Whether a text is a name of the site. */
export function isSiteName(text: string, { siteNames }: Evidence): boolean {
  const folded = foldWords(text).replace(articles, '')
  return siteNames.some(({ value }) => {
    const name = foldWords(value).replace(articles, '')
    return name !== '' && name === folded
  })
}

const articles = /^(?:the|la|le|el|il|der|die|das) /

/** A title without a tail that nobody named as the site's: the others have the rest, or bars part it from a few words. */
export function withoutTail({ value, source }: Candidate, others: readonly Candidate[]): string {
  const parts = value.split(new RegExp(`(${separator.source})`))
  for (let end = parts.length - 2; end >= 1 && end > parts.length - 12; end -= 2) {
    const rest = oneLine(parts.slice(0, end).join(''))
    if (wordsIn(rest) >= 2 && others.some((other) => foldWords(other.value) === foldWords(rest))) return rest
  }
  return source.startsWith('json-ld') ? value : beforeBars(value)
}

function beforeBars(title: string): string {
  const parts = title.slice(0, 600).split(/\s*(?:\||::|\s[»›]\s)\s*/)
  const [first = ''] = parts
  return wordsIn(first) >= 4 && parts.slice(1).every((part) => wordsIn(part) <= 4) ? oneLine(first) : title
}
