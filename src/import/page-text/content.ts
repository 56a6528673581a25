import type { BodyInput } from '../../../schema/models.ts'
import type { LineKind } from './classify.ts'
import type { Line } from './lines.ts'

type Block = { readonly tag: 'p' | 'h2' | 'li'; readonly line: Line }

const kept = new Set<LineKind>(['prose', 'text', 'section'])
const maxHeadingWeight = 16
// Only so much text is searched for a sentence that is repeated as a pull quote.
const maxSearched = 200_000

/** The article's paragraphs without what stood between them; HTML only where headings or lists need it. */
export function toBody(
  lines: readonly Line[],
  kinds: readonly LineKind[],
  start: number,
  end: number,
  headline: string,
): { body: BodyInput; text: string } {
  const blocks = toBlocks(lines, kinds, start, end, headline)
  const text = blocks.map(({ line }) => line.text).join('\n\n')
  if (blocks.every(({ tag }) => tag === 'p')) return { body: { plainText: text }, text }
  return { body: { html: toHtml(blocks) }, text }
}

function toBlocks(
  lines: readonly Line[],
  kinds: readonly LineKind[],
  start: number,
  end: number,
  headline: string,
): readonly Block[] {
  const seen = new Set<string>([headline])
  const indexes: number[] = []
  for (let at = start; at < end; at += 1) {
    const line = lines[at]
    if (line === undefined || !kept.has(kinds[at] ?? 'text') || (seen.has(line.plain) && line.weight >= 4)) continue
    seen.add(line.plain)
    indexes.push(at)
  }
  const whole = indexes
    .map((at) => lines[at]?.text ?? '')
    .join('\n')
    .slice(0, maxSearched)
  return indexes.flatMap((at, place): Block[] => {
    const line = lines[at]
    if (line === undefined || isPullQuote(line, whole)) return []
    if (kinds[at] === 'prose' || line.weight > maxHeadingWeight)
      return [{ tag: line.bullet && line.weight < 80 && isListed(lines, indexes, place) ? 'li' : 'p', line }]
    const next = indexes[place + 1]
    if (line.bullet && line.level === 0) return line.weight >= 2 ? [{ tag: 'li', line }] : []
    // A short line is a heading when text follows it at once; another short line after it makes it a scrap.
    const heads =
      next !== undefined &&
      (kinds[next] === 'prose' || lines[next]?.bullet === true || (lines[next]?.weight ?? 0) > maxHeadingWeight)
    return heads && at > start
      ? [{ tag: /[:：;,—–.。]$/u.test(line.text) ? 'p' : 'h2', line }]
      : isSaid(line)
        ? [{ tag: 'p', line }]
        : []
  })
}

// One line with a hyphen is speech; a list has two.
function isListed(lines: readonly Line[], indexes: readonly number[], place: number): boolean {
  return [-1, 1].some((step) => lines[indexes[place + step] ?? -1]?.bullet === true)
}

// Dialogue and answers are short and still text.
function isSaid(line: Line): boolean {
  return (line.sentence && line.weight >= 1.5) || /[:：]$/u.test(line.text) || line.weight > 9
}

function isPullQuote(line: Line, whole: string): boolean {
  if (line.weight < 5 || line.weight > 45 || whole.length >= maxSearched) return false
  const quote = line.text.replace(/^["“„«']+|["”“»'.]+$/gu, '')
  const first = whole.indexOf(quote)
  return first !== -1 && whole.indexOf(quote, first + 1) !== -1
}

function toHtml(blocks: readonly Block[]): string {
  let html = ''
  for (const [at, { tag, line }] of blocks.entries()) {
    if (tag === 'li' && blocks[at - 1]?.tag !== 'li') html += '<ul>\n'
    html += `<${tag}>${escape(line.text)}</${tag}>\n`
    if (tag === 'li' && blocks[at + 1]?.tag !== 'li') html += '</ul>\n'
  }
  return html.trimEnd()
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
