import { podcastWords, videoWords } from '../../vocabulary/labels/kind-mark.ts'
import type { BodyInput } from '../../../../schema/models.ts'
import { isItem } from './body.ts'
import type { Line, LineKind } from './lines.ts'
import { isStopped } from './stops.ts'

type Block = { readonly tag: 'p' | 'h2' | 'li'; readonly line: Line }

const kept = new Set<LineKind>(['prose', 'text', 'section'])
const maxHeadingWeight = 16
// Only so much text is searched for a sentence that is repeated as a pull quote.
const maxSearched = 200_000

/** The article's paragraphs without what stood between them; HTML only where headings or lists need it. */
export function toBody(
  lines: readonly Line[],
  start: number,
  end: number,
  headline: string,
): { body: BodyInput; text: string } {
  const blocks = toBlocks(lines, start, end, headline)
  const text = blocks.map(({ line }) => line.text).join('\n\n')
  if (blocks.every(({ tag }) => tag === 'p')) return { body: { plainText: text }, text }
  return { body: { html: toHtml(blocks) }, text }
}

function toBlocks(lines: readonly Line[], start: number, end: number, headline: string): readonly Block[] {
  const seen = new Set<string>([headline])
  const indexes: number[] = []
  for (let at = start; at < end; at += 1) {
    const line = lines[at]
    if (line === undefined || !kept.has(line.kind) || (seen.has(line.plain) && line.weight >= 4)) continue
    seen.add(line.plain)
    indexes.push(at)
  }
  const whole = indexes
    .map((at) => lines[at]?.text ?? '')
    .join('\n')
    .slice(0, maxSearched)
  // In an interview the questions are text; alone, a question heads what follows.
  const asks = indexes.filter((at) => isQuestion(lines[at])).length >= 2
  return indexes.flatMap((at, position): Block[] => {
    const line = lines[at]
    if (line === undefined || isPullQuote(line, whole)) return []
    if (lines[at]?.kind === 'prose' || line.weight > maxHeadingWeight)
      return [{ tag: line.bullet && line.weight < 80 && isListed(lines, indexes, position) ? 'li' : 'p', line }]
    const next = indexes[position + 1]
    if (line.bullet && line.level === 0) return line.weight >= 2 ? [{ tag: 'li', line }] : []
    if (isLead(line)) return []
    if (isListItem(lines, indexes, position)) return [{ tag: 'li', line }]
    // A short line is a heading when text follows it at once; another short line after it makes it a scrap.
    const heads =
      next !== undefined &&
      (lines[next]?.kind === 'prose' ||
        lines[next]?.bullet === true ||
        isStoppedAt(lines, next) ||
        isItemAt(lines, next) ||
        (lines[next]?.weight ?? 0) > maxHeadingWeight)
    if (asks && isQuestion(line)) return [{ tag: 'p', line }]
    if (heads && /^\p{Ll}/u.test(line.text) && !/[:：]$/u.test(line.text))
      return isSpoken(line) ? [{ tag: 'p', line }] : []
    return heads && at > start && !(isStopped(line.text) && !/^\d/.test(line.text))
      ? [{ tag: /[:：;,—–.。]$/u.test(line.text) ? 'p' : 'h2', line }]
      : isSpoken(line)
        ? [{ tag: 'p', line }]
        : []
  })
}

// One line with a hyphen is speech; a list has two.
function isListed(lines: readonly Line[], indexes: readonly number[], position: number): boolean {
  return [-1, 1].some((step) => lines[indexes[position + step] ?? -1]?.bullet === true)
}

// "Watch the video:" stood over a player that the text does not hold.
const players = new RegExp(String.raw`(?<!\p{L})(?:${videoWords}|${podcastWords})(?!\p{L})`, 'iu')

function isLead(line: Line): boolean {
  return line.weight <= 8 && /[:：]$/u.test(line.text) && players.test(line.text)
}

// Two lines in a row that begin with quantities, or that stand below a colon, are a list without its marks.
function isListItem(lines: readonly Line[], indexes: readonly number[], position: number): boolean {
  const at = indexes[position] ?? -1
  const line = lines[at]
  if (line === undefined || line.sentence || line.kind !== 'text') return false
  const member = (step: number): boolean => {
    const other = indexes[position + step] ?? -1
    return isItem(line) && lines[other] !== undefined && isItem(lines[other])
  }
  if (isItem(line) && !/^\d{1,2}[.)]\s/.test(line.text) && (member(-1) || member(1))) return true
  for (let before = position - 1, length = 0; before >= 0 && length < 30; before -= 1, length += 1) {
    const above = lines[indexes[before] ?? -1]
    if (above === undefined) return false
    if (/[:：]$/u.test(above.text)) {
      const first = lines[indexes[before + 1] ?? -1]
      const second = lines[indexes[before + 2] ?? -1]
      return first?.sentence === false && second?.sentence === false && line.weight <= 20
    }
    if (above.sentence || above.level > 0) return false
  }
  return false
}

function isItemAt(lines: readonly Line[], at: number): boolean {
  const line = lines[at]
  return line !== undefined && isItem(line)
}

function isStoppedAt(lines: readonly Line[], at: number): boolean {
  const line = lines[at]
  return (
    line !== undefined && line.weight >= 3 && ((line.sentence && isStopped(line.text)) || /[:：]$/u.test(line.text))
  )
}

function isQuestion(line: Line | undefined): boolean {
  return line !== undefined && line.weight <= maxHeadingWeight && /[?？؟]$/u.test(line.text)
}

// Dialogue and answers are short and still text.
function isSpoken(line: Line): boolean {
  return (line.sentence && /\p{L}{2}|[\p{Script=Han}]/u.test(line.text)) || /[:：]$/u.test(line.text) || line.weight > 9
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
