import iconv from 'iconv-lite'
import { ReadRefused } from '../../draft.ts'
import {
  type Encoding,
  isKnownEncoding,
  localEncoding,
  providedEncoding,
  sniffEncoding,
  webDecoder,
} from './encoding.ts'

/** Opens the file from its beginning; readers may call it several times. */
export type Open = () => AsyncIterable<Uint8Array>

/**
 * Text of a whole file. A declaration is not believed against the bytes: what is valid UTF-8 with letters beyond ASCII
 * is UTF-8, also with a few damaged ones; what says UTF-8 and is not is read as its language is usually written, else as
 * Windows-1252; `note` then says so. Zero bytes that slipped in are left out. Throws ReadRefused for an encoding nobody knows.
 */
export function decodeWhole(
  bytes: Uint8Array,
  encoding: Encoding = sniffEncoding(bytes),
): { readonly text: string; readonly note: string | null } {
  const { text, note } = decodeAll(bytes, encoding)
  return { text: text.includes('\0') ? text.replaceAll('\0', '') : text, note }
}

function decodeAll(
  bytes: Uint8Array,
  { label, declared }: Encoding,
): { readonly text: string; readonly note: string | null } {
  if (/^utf-(16|32)/.test(label)) return { text: streamDecoder(label).whole(bytes), note: null }
  const isUtf8 = saysUtf8(label)
  const utf8 = asUtf8(bytes)
  if (utf8 !== null && (isUtf8 || utf8.length !== bytes.length)) {
    return { text: utf8, note: isUtf8 ? null : noteOfUtf8(label) }
  }
  return utf8 === null && isUtf8
    ? decodeDamaged(bytes, declared)
    : { text: streamDecoder(label).whole(bytes), note: null }
}

/** The text of a file, to be streamed as often as wanted, and what is to be said of its encoding. */
interface FileText {
  readonly texts: () => AsyncIterable<string>
  readonly note: string | null
}

/**
 * The text of a file that may be too large to hold, by the rules of `decodeWhole`: it is read once to find its encoding, and
 * streams from then on. Only one that is damaged is held, of at most `maxDamagedBytes`. Throws ReadRefused as `decodeWhole` does.
 * `charset` is what a server said of it, which comes first where the bytes bear it out.
 */
export async function openText(open: Open, maxDamagedBytes: number, charset?: string): Promise<FileText> {
  const { encoding, isUtf8, isAscii } = await inspect(open, charset)
  const { label } = encoding
  const streamed =
    (as: string): FileText['texts'] =>
    () =>
      decodeStream(open(), as)
  if (/^utf-(16|32)/.test(label)) return { texts: streamed(label), note: null }
  if (isUtf8 && (saysUtf8(label) || !isAscii)) {
    return { texts: streamed('utf-8'), note: saysUtf8(label) ? null : noteOfUtf8(label) }
  }
  if (isUtf8 || !saysUtf8(label)) return { texts: streamed(label), note: null }
  const { text, note } = decodeWhole(await readWhole(open, maxDamagedBytes), encoding)
  return {
    async *texts() {
      yield text
    },
    note,
  }
}

/** Text of a file as it streams in, in the encoding given or its first bytes name. Bytes that do not fit become U+FFFD. */
export async function* decodeStream(bytes: AsyncIterable<Uint8Array>, label?: string): AsyncGenerator<string> {
  let decoder: StreamDecoder | null = null
  for await (const chunk of bytes) {
    decoder ??= streamDecoder(label ?? sniffEncoding(chunk).label)
    yield decoder.write(chunk)
  }
  if (decoder !== null) yield decoder.end()
}

const maxHeadBytes = 65_536

/** What a file says of its encoding, and whether it is UTF-8 whatever it says. */
async function inspect(
  open: Open,
  charset: string | undefined,
): Promise<{ encoding: Encoding; isUtf8: boolean; isAscii: boolean }> {
  const strict = new TextDecoder('utf-8', { fatal: true })
  const head: Uint8Array[] = []
  let headBytes = 0
  let isUtf8 = true
  let isAscii = true
  const read = (chunk: Uint8Array | undefined): void => {
    try {
      const text = chunk === undefined ? strict.decode() : strict.decode(chunk, { stream: true })
      isAscii &&= text.length === (chunk?.length ?? 0)
    } catch {
      isUtf8 = false
    }
  }
  for await (const chunk of open()) {
    if (headBytes < maxHeadBytes) head.push(chunk)
    headBytes += chunk.length
    if (isUtf8) read(chunk)
    if (!isUtf8 && headBytes >= maxHeadBytes) break
  }
  if (isUtf8) read(undefined)
  const start = Buffer.concat(head)
  return { encoding: providedEncoding(charset, start, sniffEncoding(start), isUtf8), isUtf8, isAscii }
}

/** All bytes of a file. Throws ReadRefused when there are more than `maxBytes`. */
export async function readWhole(open: Open, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const chunk of open()) {
    length += chunk.length
    if (length > maxBytes) {
      throw new ReadRefused(
        `The file is larger than ${Math.round(maxBytes / 2 ** 20)} MB. Split it and import the parts.`,
      )
    }
    parts.push(chunk)
  }
  return Buffer.concat(parts)
}

function saysUtf8(label: string): boolean {
  return /^(utf-?8|us-ascii|ascii)$/.test(label)
}

function noteOfUtf8(label: string): string {
  return `The file says it is in ${label}, but it is in UTF-8 and was read so.`
}

function decodeDamaged(bytes: Uint8Array, declared: boolean): { readonly text: string; readonly note: string } {
  const text = new TextDecoder().decode(bytes)
  if (isNearlyUtf8(text, declared))
    return { text, note: 'The file is in UTF-8, but some letters are damaged and stand as \ufffd.' }
  const local = localEncoding(bytes)
  if (local !== null)
    return {
      text: local.text,
      note: `The file is not valid UTF-8 and names no other encoding; by its language it was read as ${local.label}.`,
    }
  const why = declared ? 'says it is in UTF-8, but is not valid' : 'is not valid UTF-8 and names no other encoding'
  return { text: new TextDecoder('windows-1252').decode(bytes), note: `The file ${why}; read as Windows-1252.` }
}

/** Whether nearly all bytes beyond ASCII make up UTF-8, or the file says so and is cut inside its last letter. */
function isNearlyUtf8(text: string, declared: boolean): boolean {
  const damaged = text.split('\ufffd').length - 1
  const good = text.match(/[\u0080-\ufffc]/g)?.length ?? 0
  return (good > 0 && damaged * 10 <= good) || (declared && damaged === 1 && text.endsWith('\ufffd'))
}

interface StreamDecoder {
  readonly write: (chunk: Uint8Array) => string
  readonly end: () => string
  readonly whole: (bytes: Uint8Array) => string
}

function streamDecoder(label: string): StreamDecoder {
  const web = webDecoder(label)
  if (web !== null) {
    return {
      write: (chunk) => web.decode(chunk, { stream: true }),
      end: () => web.decode(),
      whole: (bytes) => web.decode(bytes),
    }
  }
  if (!isKnownEncoding(label)) {
    throw new ReadRefused(
      `The file says it is in the encoding "${label.slice(0, 40)}", which is not known. Save it in UTF-8.`,
    )
  }
  const decoder = iconv.getDecoder(label)
  return {
    write: (chunk) => decoder.write(Buffer.from(chunk)),
    end: () => decoder.end() ?? '',
    whole: (bytes) => iconv.decode(Buffer.from(bytes), label),
  }
}

function asUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
