import { ReadRefused } from '../../../draft.ts'
import { decodeStream, decodeWhole, readWhole, type Open } from '../decode.ts'
import { sniffEncoding } from '../encoding.ts'
import { isRecord, parseJson } from './json.ts'
import { readLines } from './lines.ts'
import { splitElements } from './split-elements.ts'

/** One JSON value of a file, or why it cannot be read. `location` counts lines or items from 1, as `where` says. */
export type JsonItem =
  | { readonly kind: 'value'; readonly item: string; readonly location: number; readonly value: unknown }
  | { readonly kind: 'rejected'; readonly item: string; readonly location: number; readonly reason: string }

interface JsonShape {
  readonly fileName: string
  /** A longer line is rejected, and not held. */
  readonly maxLineBytes: number
  /** Members that hold the list of items where the file is one object, e.g. `items`. */
  readonly wrappers: readonly string[]
}

const maxWholeBytes = 64 * 2 ** 20

/**
 * The values of a file that has one a line, or is one array or one object of at most 64 MB; which of them, its
 * beginning tells. Lines stream, and memory does not grow with their number. Throws ReadRefused where nothing can be
 * made of the file.
 */
export async function* jsonItems(open: Open, shape: JsonShape): AsyncGenerator<JsonItem> {
  const source = inUtf8(open)
  const head = await firstLines(source)
  if (head.length === 0) throw new ReadRefused(`${shape.fileName} is empty.`)
  const [first = '', second = ''] = head
  if (first.startsWith('[') && !isWholeLine(first, second)) {
    yield* arrayItems(decodeWhole(await readWhole(source, maxWholeBytes)).text, shape)
  } else if (first.startsWith('{') && !isWholeLine(first, second)) {
    const { text } = decodeWhole(await readWhole(source, maxWholeBytes))
    const parsed = parseJson(text.replace(/^\ufeff/, ''))
    if (!parsed.ok) throw new ReadRefused(`${shape.fileName} is not valid JSON: ${parsed.reason}.`)
    yield* unwrapped(parsed.value, shape.wrappers, 'item 1', 1)
  } else yield* lineItems(source, shape)
}

/** Whether the first line holds a value of its own; also when it is damaged, but the second holds one. */
function isWholeLine(first: string, second: string): boolean {
  if (first.length >= headChars) return first.startsWith('{')
  if (second === '') return first.startsWith('{')
  return first.startsWith('{') && (first.endsWith('}') || parseJson(second).ok)
}

async function* lineItems(source: Open, shape: JsonShape): AsyncGenerator<JsonItem> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const { number, bytes } of readLines(source(), shape.maxLineBytes)) {
    const where = `line ${number}`
    const rejected = (reason: string): JsonItem => ({ kind: 'rejected', item: where, location: number, reason })
    if (bytes === null) {
      yield rejected(`it is longer than ${Math.round(shape.maxLineBytes / 2 ** 20)} MB`)
      continue
    }
    let text: string
    try {
      text = decoder.decode(bytes)
    } catch {
      yield rejected('it is not valid UTF-8')
      continue
    }
    // Some write a record separator before each text (RFC 7464).
    text = text.replace(/^[\ufeff\p{Cc}\s]+/u, '').trimEnd()
    if (text === '') continue
    const parsed = parseJson(text)
    if (parsed.ok) yield* unwrapped(parsed.value, shape.wrappers, where, number)
    else yield rejected(parsed.reason)
  }
}

function* arrayItems(text: string, shape: JsonShape): Generator<JsonItem> {
  const parsed = parseJson(text.replace(/^\ufeff/, ''))
  if (parsed.ok) {
    yield* unwrapped(parsed.value, shape.wrappers, 'item 1', 1)
    return
  }
  let location = 0
  for (const element of splitElements(text.slice(text.indexOf('[') + 1))) {
    const where = `item ${++location}`
    const one = element.isWhole ? parseJson(element.text) : ({ ok: false, reason: 'the file ends inside it' } as const)
    yield one.ok
      ? { kind: 'value', item: where, location, value: one.value }
      : { kind: 'rejected', item: where, location, reason: one.reason }
  }
}

function* unwrapped(value: unknown, wrappers: readonly string[], where: string, location: number): Generator<JsonItem> {
  const inner = isRecord(value) ? wrappers.map((name) => value[name]).find(Array.isArray) : value
  if (!Array.isArray(inner)) {
    yield { kind: 'value', item: where, location, value }
    return
  }
  for (const [index, one] of inner.entries()) {
    const at = where.startsWith('line') ? `${where}, item ${index + 1}` : `item ${index + 1}`
    yield { kind: 'value', item: at, location: where.startsWith('line') ? location : index + 1, value: one }
  }
}

const headChars = 65_536

/** The first two lines that are not blank, trimmed, each as far as the first 64 KB of the file go. */
async function firstLines(source: Open): Promise<string[]> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const chunk of source()) {
    parts.push(chunk)
    length += chunk.length
    if (length >= headChars) break
  }
  const head = new TextDecoder().decode(Buffer.concat(parts).subarray(0, headChars))
  return head
    .split('\n')
    .map((line) => line.replace(/^[\ufeff\p{Cc}\s]+/u, '').trimEnd())
    .filter((line) => line !== '')
    .slice(0, 2)
}

/** The same file in UTF-8, which is what lines are cut in; some shells write UTF-16. */
function inUtf8(open: Open): Open {
  return async function* () {
    let isUtf8: boolean | null = null
    const bytes = open()[Symbol.asyncIterator]()
    const first = await bytes.next()
    if (first.done === true) return
    const rest = (async function* () {
      yield first.value
      for (let next = await bytes.next(); next.done !== true; next = await bytes.next()) yield next.value
    })()
    try {
      isUtf8 = !/^utf-(16|32)/.test(sniffEncoding(first.value).label)
      if (isUtf8) yield* rest
      else for await (const text of decodeStream(rest)) yield Buffer.from(text)
    } finally {
      await bytes.return?.()
    }
  }
}
