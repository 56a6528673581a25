/**
 * The plain text of sanitised HTML: paragraphs divided by an empty line, list items and table rows on lines of their own,
 * cells divided by a tab. White space is single but for preformatted text.
 */
export function htmlToParagraphs(html: string): string {
  const out: string[] = []
  let at = 0
  let preformatted = 0
  for (const match of html.matchAll(/<(\/?)([a-z0-9]+)[^>]*>/g)) {
    if (match.index > at) out.push(textBetween(html.slice(at, match.index), preformatted > 0, out.at(-1)))
    at = match.index + match[0].length
    const name = match[2] ?? ''
    if (name === 'pre') preformatted += match[1] === '/' ? -1 : 1
    if (blocks.has(name)) out.push('\n\n')
    else if (rows.has(name)) out.push('\n')
    else if ((name === 'td' || name === 'th') && match[1] === '/') out.push('\t')
  }
  out.push(textBetween(html.slice(at), preformatted > 0, out.at(-1)))
  return out
    .join('')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

const blocks = new Set('p h2 h3 h4 ul ol dl blockquote figure figcaption table pre hr caption'.split(' '))
const rows = new Set('br li dt dd tr thead tbody tfoot'.split(' '))

function textBetween(source: string, isPreformatted: boolean, before: string | undefined): string {
  const text = isPreformatted ? source : collapse(source, before === undefined || before.endsWith('\n'))
  return text.includes('&')
    ? text.replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (entity) => entities[entity] ?? entity)
    : text
}

function collapse(source: string, isLineStart: boolean): string {
  const text = source.replace(/\s+/gu, ' ')
  return isLineStart ? text.trimStart() : text
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
}
