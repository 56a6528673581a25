/** A tag of a shortcode as it stands in a text: `[name a="b" c]`, `[name /]` or `[/name]`. */
export interface ShortcodeTag {
  readonly name: string
  readonly kind: 'open' | 'alone' | 'close'
  /** By name, in lower case; a later one of the same name wins. */
  readonly attributes: Readonly<Record<string, string>>
  /** Values without a name, as in `[youtube https://…]`. */
  readonly values: readonly string[]
  /** Whether every attribute has a name and a value in quotation marks: nobody writes prose like that. */
  readonly isQuoted: boolean
  readonly start: number
  readonly end: number
}

/**
 * The tags that stand in a text, in order, outside HTML tags, comments and listings. Brackets in quoted values do not end a tag. What does not
 * read as one (capitals, a link inside, an open bracket) is no tag. Linear in the length of the text.
 */
export function* shortcodeTags(html: string): Generator<ShortcodeTag> {
  const next = nextFinder(html)
  const token = /<!--|<[a-z/][^<>]*>|\[/gi
  for (let match = token.exec(html); match !== null; match = token.exec(html)) {
    if (match[0] === '<!--') {
      const end = next('-->', token.lastIndex)
      if (end !== -1) token.lastIndex = end
    } else if (listing.test(match[0])) {
      const name = listing.exec(match[0])?.[1] ?? ''
      const end = next(`</${name}`, token.lastIndex)
      if (end !== -1) token.lastIndex = end
    } else if (match[0] === '[') {
      const tag = tagAt(html, match.index, next)
      if (tag === null) continue
      yield tag
      token.lastIndex = tag.end
    }
  }
}

/** What stands in a listing is shown as it was typed. */
const listing = /^<(pre|code|kbd|samp|script|style|textarea)(?=[\s>])/

type Finder = (text: string, from: number) => number

/** `indexOf` that remembers what it found, so that many searches for what stands far away, or nowhere, cost one. */
function nextFinder(html: string): Finder {
  const found = new Map<string, { from: number; at: number }>()
  return (text, from) => {
    const known = found.get(text)
    if (known !== undefined && known.from <= from && (known.at === -1 || from <= known.at)) return known.at
    const at = html.indexOf(text, from)
    found.set(text, { from, at })
    return at
  }
}

const maxAttributes = 200
const beginning = /\[(\/?)([a-z][a-z0-9_-]*)/y
const gap = /(?:\s|&nbsp;|\u00a0)*/y
const attributeName = /([a-z_][\w-]*)\s*=\s*/iy
const bareValue = /(?:(?!\/\])[^\s\][<>"'])+/y

/** Quotation marks as they are typed, and as editors change them. */
const quotes: readonly (readonly [string, readonly string[]])[] = [
  ['"', ['"']],
  ["'", ["'"]],
  ['“', ['”', '“', '″']],
  ['”', ['”', '″']],
  ['″', ['″', '”']],
  ['„', ['“', '”']],
  ['‘', ['’']],
  ['’', ['’']],
  ['&quot;', ['&quot;']],
  ['&#8220;', ['&#8221;', '&#8243;']],
  ['&#8221;', ['&#8221;', '&#8243;']],
  ['&#8243;', ['&#8243;', '&#8221;']],
  ['&#039;', ['&#039;']],
]

function tagAt(html: string, start: number, next: Finder): ShortcodeTag | null {
  const begun = matchAt(beginning, html, start)
  const name = begun?.[2] ?? ''
  if (begun === null) return null
  let at = start + begun[0].length
  if (begun[1] === '/') {
    at = skip(html, at)
    return html[at] === ']' ? tag(name, 'close', start, at + 1) : null
  }
  const attributes: Record<string, string> = {}
  const values: string[] = []
  let isQuoted = true
  // `[youtube=https://…]` and `[audio:https://…]` were written in former times
  if (html[at] === '=' || html[at] === ':') {
    const value = matchAt(bareValue, html, at + 1)?.[0] ?? ''
    if (!/^https?:/.test(value)) return null
    values.push(value)
    isQuoted = false
    at += 1 + value.length
  }
  for (let count = 0; count < maxAttributes; count++) {
    const from = at
    at = skip(html, at)
    if (html[at] === ']') return tag(name, 'open', start, at + 1, attributes, values, isQuoted)
    if (html.startsWith('/]', at)) return tag(name, 'alone', start, at + 2, attributes, values, isQuoted)
    if (at === from) return null
    const key = matchAt(attributeName, html, at)
    const value = valueAt(html, at + (key?.[0].length ?? 0), next)
    // "x = 5" is said of numbers
    if (value === null || (!value.isQuoted && key !== null && /\s/.test(key[0]))) return null
    if (key === null) values.push(value.text)
    else attributes[(key[1] ?? '').toLowerCase()] = value.text
    isQuoted &&= key !== null && value.isQuoted
    at = value.end
  }
  return null
}

function valueAt(
  html: string,
  at: number,
  next: Finder,
): { readonly text: string; readonly isQuoted: boolean; readonly end: number } | null {
  const quote = quotes.find(([opening]) => html.startsWith(opening, at))
  if (quote === undefined) {
    const text = matchAt(bareValue, html, at)?.[0]
    return text === undefined ? null : { text, isQuoted: false, end: at + text.length }
  }
  const from = at + quote[0].length
  const [end = -1, closing = ''] =
    quote[1]
      .map((mark): [number, string] => [next(mark, from), mark])
      .filter(([index]) => index !== -1)
      .toSorted(([one], [other]) => one - other)[0] ?? []
  return end === -1 ? null : { text: html.slice(from, end), isQuoted: true, end: end + closing.length }
}

function tag(
  name: string,
  kind: ShortcodeTag['kind'],
  start: number,
  end: number,
  attributes: ShortcodeTag['attributes'] = {},
  values: readonly string[] = [],
  isQuoted = true,
): ShortcodeTag {
  return { name, kind, attributes, values, isQuoted, start, end }
}

function skip(html: string, at: number): number {
  return at + (matchAt(gap, html, at)?.[0].length ?? 0)
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
