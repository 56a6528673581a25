import { ReadRefused } from '../../draft.ts'

/**
 * A part of an XML file: a whole element that was asked for (`record`), what stands between those (`outside`),
 * or an element that is not whole (`broken`). `line` counts from 1 and is where the part begins.
 */
export type Piece =
  | { readonly kind: 'record' | 'outside'; readonly name: string; readonly text: string; readonly line: number }
  | { readonly kind: 'broken'; readonly name: string; readonly reason: string; readonly line: number }

const maxRecordChars = 16 * 2 ** 20

/**
 * Cuts XML text into the elements whose qualified names `isRecord` accepts, and what is between them, in order.
 * Knows comments, CDATA and instructions, and nothing else, so that damage in one element leaves the others whole:
 * one that is not closed before the next begins, that the file ends in, or that has over 16 Mi characters is `broken`.
 * Memory is bounded by the largest element. Throws ReadRefused for a DTD that declares anything.
 */
export async function* splitRecords(
  texts: AsyncIterable<string>,
  isRecord: (qualifiedName: string) => boolean,
): AsyncGenerator<Piece> {
  const input = texts[Symbol.asyncIterator]()
  const token = /<(?:!--|!\[CDATA\[|[?!]|\/?[^\s<>/!?]+)/g
  let buffer = ''
  let ended = false
  let start = 0
  let at = 0
  let line = 1
  let open: string | null = null
  let skipping: string | null = null

  /** Drops what has been dealt with and reads on; at least half as much again, so that no text is copied too often. */
  const more = async (): Promise<void> => {
    buffer = buffer.slice(start)
    at -= start
    start = 0
    const parts = [buffer]
    for (let gained = 0; gained < Math.max(65_536, buffer.length / 2) && !ended;) {
      const next = await input.next()
      if (next.done === true) ended = true
      else {
        parts.push(next.value)
        gained += next.value.length
      }
    }
    buffer = parts.join('')
  }
  const take = (end: number): string => {
    const text = buffer.slice(start, end)
    line += countLines(text)
    start = end
    return text
  }
  const outside = function* (end: number): Generator<Piece> {
    const from = line
    const text = take(end)
    if (text !== '') yield { kind: 'outside', name: '', text, line: from }
  }

  for (;;) {
    if (at >= buffer.length && ended) break
    token.lastIndex = at
    const match = token.exec(buffer)
    // A token at the very end may go on in the next chunk.
    if (match === null || (!ended && token.lastIndex + 16 > buffer.length)) {
      at = match?.index ?? Math.max(at, buffer.length - 1)
      if (ended) {
        at = buffer.length
        continue
      }
      if (open === null && skipping === null) yield* outside(at)
      else if (skipping !== null) take(at)
      else if (at - start > maxRecordChars) {
        yield {
          kind: 'broken',
          name: open ?? '',
          reason: `it is longer than ${maxRecordChars / 2 ** 20} million characters`,
          line,
        }
        skipping = open
        open = null
        take(at)
      }
      await more()
      continue
    }
    const found = match[0]
    const closer = closers[found]
    if (closer !== undefined) {
      const from = token.lastIndex
      const end = buffer.indexOf(closer, from)
      const runaway = open === null || closer !== ']]>' ? -1 : runawayCdata(buffer, from, end, open)
      if (runaway !== -1) {
        yield { kind: 'broken', name: open ?? '', reason: 'a CDATA section in it is not closed', line }
        take(runaway)
        at = runaway
        open = null
      } else if (end !== -1) at = end + closer.length
      else if (ended) at = buffer.length
      else if (buffer.length - start > maxRecordChars) {
        if (open === null) throw new ReadRefused(`Line ${line}: a section that begins with "${found}" does not end.`)
        yield {
          kind: 'broken',
          name: open,
          reason: `it is longer than ${maxRecordChars / 2 ** 20} million characters`,
          line,
        }
        skipping = open
        open = null
        at = buffer.length - 3
        take(at)
      } else {
        at = match.index
        await more()
      }
      continue
    }
    if (found === '<!') {
      const end = buffer.indexOf('>', at)
      const doctype = buffer.slice(match.index, end === -1 ? undefined : end + 1)
      if (/^<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION|DOCTYPE[^<>[]*\[)/i.test(doctype)) {
        throw new ReadRefused(
          `Line ${line + countLines(buffer.slice(start, match.index))}: the file declares a DTD. Remove the DOCTYPE; entities are not read.`,
        )
      }
      at = token.lastIndex
      continue
    }
    const closing = found.startsWith('</')
    const name = found.slice(closing ? 2 : 1)
    at = token.lastIndex
    if (!isRecord(name)) continue
    const tagEnd = buffer.indexOf('>', at)
    if (tagEnd === -1 && !ended) {
      at = match.index
      if (buffer.length - at > maxRecordChars) throw new ReadRefused(`Line ${line}: the tag <${name}> does not end.`)
      await more()
      continue
    }
    const end = tagEnd === -1 ? buffer.length : tagEnd + 1
    if (closing) {
      at = end
      if (skipping !== null) {
        take(end)
        skipping = null
      } else if (open === name) {
        const from = line
        yield { kind: 'record', name, text: take(end), line: from }
        open = null
      }
      continue
    }
    if (open !== null) {
      // What is nested in a record under another name belongs to it.
      if (open !== name) continue
      yield { kind: 'broken', name: open, reason: `the tag <${open}> is not closed before the next one`, line }
      take(match.index)
    } else if (skipping !== null) {
      take(match.index)
      skipping = null
    } else yield* outside(match.index)
    at = end
    if (buffer[end - 2] === '/') {
      const from = line
      yield { kind: 'record', name, text: take(end), line: from }
      open = null
    } else open = name
  }
  if (open !== null) yield { kind: 'broken', name: open, reason: 'the file ends inside it', line }
  else if (skipping === null) yield* outside(buffer.length)
}

const closers: Readonly<Record<string, string>> = { '<!--': '-->', '<![CDATA[': ']]>', '<?': '?>' }

/**
 * Where the next record begins when a CDATA section has swallowed it, else -1. HTML in a section writes its own
 * "</item>" escaped, so one that is followed by a new item and a new section is the end of this item.
 */
function runawayCdata(buffer: string, from: number, end: number, name: string): number {
  const section = buffer.slice(from, end === -1 ? undefined : end)
  const close = section.indexOf(`</${name}>`)
  if (close === -1) return -1
  const next = section.indexOf(`<${name}`, close)
  if (next === -1 || section.slice(close + name.length + 3, next).trim() !== '') return -1
  return end !== -1 && section.indexOf('<![CDATA[', next) === -1 ? -1 : from + next
}

function countLines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++
  return count
}
