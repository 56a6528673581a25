import iconv from 'iconv-lite'
import { ReadRefused } from '../draft.ts'

/** Opens the file from its beginning; readers may call it several times. */
export type Open = () => AsyncIterable<Uint8Array>

/**
 * The encoding of an XML or text file, from its first bytes: byte order mark, then zero bytes (UTF-16 without a mark),
 * then the XML declaration. `declared` is false where nothing in the file says so and UTF-8 is assumed.
 */
export function sniffEncoding(head: Uint8Array): { readonly label: string; readonly declared: boolean } {
  const [a, b, c, d] = head
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return { label: 'utf-32le', declared: true }
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return { label: 'utf-32be', declared: true }
  if (a === 0xef && b === 0xbb && c === 0xbf) return { label: 'utf-8', declared: true }
  if (a === 0xff && b === 0xfe) return { label: 'utf-16le', declared: true }
  if (a === 0xfe && b === 0xff) return { label: 'utf-16be', declared: true }
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return { label: 'utf-16le', declared: true }
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return { label: 'utf-16be', declared: true }
  const declaration = /^[^<]*<\?xml\s[^>]*?encoding\s*=\s*["']\s*([\w.:-]+)/i.exec(latin1(head.subarray(0, 1024)))
  const label = declaration?.[1]?.toLowerCase()
  // A declaration that could be read byte by byte is not in UTF-16, whatever it says of itself.
  if (label === undefined || /^(utf-?(16|32)|ucs-?[24]|iso-10646)/.test(label))
    return { label: 'utf-8', declared: false }
  return { label, declared: true }
}

/**
 * Text of a whole file. A declaration is not believed against the bytes: what is valid UTF-8 with letters beyond ASCII
 * is UTF-8, and what says UTF-8 and is not is read as Windows-1252; `note` then says so.
 * Throws ReadRefused for an encoding nobody knows.
 */
export function decodeWhole(bytes: Uint8Array): { readonly text: string; readonly note: string | null } {
  const { label, declared } = sniffEncoding(bytes)
  if (/^utf-(16|32)/.test(label)) return { text: streamDecoder(label).whole(bytes), note: null }
  const isUtf8 = /^(utf-?8|us-ascii|ascii)$/.test(label)
  const utf8 = asUtf8(bytes)
  if (utf8 !== null && (isUtf8 || utf8.length !== bytes.length)) {
    return { text: utf8, note: isUtf8 ? null : `The file says it is in ${label}, but it is in UTF-8 and was read so.` }
  }
  if (utf8 === null && isUtf8) {
    const local = localEncoding(bytes)
    if (local !== null)
      return {
        text: local.text,
        note: `The file is not valid UTF-8 and names no other encoding; by its language it was read as ${local.label}.`,
      }
    const why = declared ? `says it is in ${label}, but is not valid` : 'is not valid UTF-8 and names no other encoding'
    return { text: new TextDecoder('windows-1252').decode(bytes), note: `The file ${why}; read as Windows-1252.` }
  }
  return { text: streamDecoder(label).whole(bytes), note: null }
}

/** Text of a file as it streams in, in the encoding its first bytes name. Bytes that do not fit become U+FFFD. */
export async function* decodeStream(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: StreamDecoder | null = null
  for await (const chunk of bytes) {
    decoder ??= streamDecoder(sniffEncoding(chunk).label)
    yield decoder.write(chunk)
  }
  if (decoder !== null) yield decoder.end()
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

/** What the web falls back to for pages in these languages, where the bytes are valid in it. */
function localEncoding(bytes: Uint8Array): { readonly text: string; readonly label: string } | null {
  const head = latin1(bytes.subarray(0, 65_536))
  const language =
    /<(?:dc:)?language>\s*(?:<!\[CDATA\[)?\s*([a-z]{2}(?:-[a-z]+)?)\b/i.exec(head)?.[1] ??
    /\sxml:lang\s*=\s*["']([a-z]{2}(?:-[a-z]+)?)\b/i.exec(head)?.[1]
  const tag = language?.toLowerCase() ?? ''
  for (const label of localEncodings[tag] ?? localEncodings[tag.slice(0, 2)] ?? []) {
    try {
      return { text: new TextDecoder(label, { fatal: true }).decode(bytes), label }
    } catch {
      // The next one.
    }
  }
  return null
}

const localEncodings: Readonly<Record<string, readonly string[]>> = {
  ar: ['windows-1256'],
  be: ['windows-1251'],
  bg: ['windows-1251'],
  cs: ['windows-1250'],
  el: ['windows-1253'],
  fa: ['windows-1256'],
  he: ['windows-1255'],
  hr: ['windows-1250'],
  hu: ['windows-1250'],
  ja: ['euc-jp', 'shift_jis'],
  ko: ['euc-kr'],
  lt: ['windows-1257'],
  lv: ['windows-1257'],
  mk: ['windows-1251'],
  pl: ['iso-8859-2'],
  ru: ['windows-1251'],
  sk: ['windows-1250'],
  sl: ['windows-1250'],
  sr: ['windows-1251'],
  th: ['windows-874'],
  tr: ['windows-1254'],
  uk: ['windows-1251'],
  vi: ['windows-1258'],
  zh: ['gb18030'],
  'zh-hk': ['big5'],
  'zh-tw': ['big5'],
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
  if (!iconv.encodingExists(label) || /base64|hex|utf-?7/.test(label)) {
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

/** Web labels first: they read "iso-8859-1" as Windows-1252 and "gb2312" as GB 18030, as those who write it mean it. */
function webDecoder(label: string): InstanceType<typeof TextDecoder> | null {
  try {
    return new TextDecoder(label)
  } catch {
    return null
  }
}

function asUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
