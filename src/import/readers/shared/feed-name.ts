import { foldWords } from '../../../text/fold.ts'
import { isPageWord } from '../../vocabulary/names/page-word.ts'

/**
 * The publication's name in a feed's title: "RSS", "Feed" and the like dropped, and of "World | The Guardian" the part
 * that the host name has too, else the only one that is more than "News" or "Home"; the whole where neither is, and
 * nothing where several words say no more than that there is news.
 */
export function feedName(title: string, site: string | null): string {
  const clean = title
    .replace(/^(?:rss(?: feed)?|atom|feed)\s*[:|–-]\s*/i, '')
    .replace(
      /^(?:[Tt]he )?(?:[Aa]ll|[Ll]atest|[Nn]ewest|[Rr]ecent|[Tt]op) (?:[Nn]ews|[Pp]osts|[Aa]rticles|[Ss]tories|[Hh]eadlines) (?:from|at|on|by) (?=\p{Lu})/u,
      '',
    )
    .replace(/\s*[|:»–—-]?\s*\(?(?:(?:rss|atom)(?: ?\d\.\d)?(?:[ -]?(?:feeds?|newsfeed))?|(?<=\s)feed)\)?$/i, '')
    .replace(
      /\s*[|:»–—-]\s*(?:(?:the )?(?:news)?feed|(?:all|latest|top) (?:news|stories|articles|posts)|(?:home|front) ?page|newest articles)$/i,
      '',
    )
    .trim()
  const host = compact(
    site === null
      ? ''
      : (URL.parse(site)?.hostname ?? '')
          .replace(/^www\./, '')
          .split('.')
          .slice(0, -1)
          .join(''),
  )
  const parts = clean.split(/\s+(?:[|–—»>:-]+|\/\/)\s+|:\s+|\s+»\s*/u).filter((part) => part !== '')
  if (host === '') return clean || title
  const named = parts.find((part) => isInHost(part, host))
  const words = foldWords(clean).split(' ')
  if (named === undefined && words.length > 1 && words.every(isPageWord)) return ''
  if (parts.length < 2) return clean || title
  const proper = parts.filter((part) => !foldWords(part).split(' ').every(isPageWord))
  return named ?? (proper.length === 1 ? proper[0] : undefined) ?? clean
}

/** Whether the letters of a name stand in those of a host, or begin with them. */
export function isInHost(part: string, host: string): boolean {
  const name = part.replace(/^(?:the|der|die|das|le|la|el|il)\s+/i, '')
  return [compact(name), compact(inHost(name)), compact(part)].some(
    (letters) => letters.length > 1 && (host.includes(letters) || (letters.startsWith(host) && host.length > 1)),
  )
}

/** How German names are written in addresses. */
function inHost(name: string): string {
  return name.replace(/[äöüß]/gi, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' })[letter.toLowerCase()] ?? letter)
}

/** The letters and digits of a name, small and without marks. */
export function compact(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}
