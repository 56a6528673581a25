import iconv from 'iconv-lite'

/** How a file is encoded; `declared` is false where nothing in the file says so and UTF-8 is assumed. */
export interface Encoding {
  readonly label: string
  readonly declared: boolean
}

/**
 * The encoding of an XML or text file, from its first bytes: byte order mark, then zero bytes (UTF-16 without a mark),
 * then the XML declaration.
 */
export function sniffEncoding(head: Uint8Array): Encoding {
  return byMark(head) ?? declaredBy(xmlDeclaration(head))
}

/** The same for an HTML page, which may name it in `<meta charset>` or `http-equiv`, and may name what nobody knows. */
export function sniffHtmlEncoding(head: Uint8Array): Encoding {
  const meta = /<meta[^>]{1,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})/i.exec(latin1(head.subarray(0, 4096)))?.[1]
  const encoding = byMark(head) ?? declaredBy(meta ?? xmlDeclaration(head))
  return isKnownEncoding(encoding.label) ? encoding : assumed
}

/**
 * The encoding that a server gave with a file, where its bytes bear that out, else what the file says itself. In the order of RFC 7303:
 * the server, the byte order mark, the declaration. A mark is part of the bytes, and so is what can only be read in one way: UTF-8 is
 * no encoding of bytes that are not valid in it, and one of single bytes is none where its letters come out as no language writes them.
 */
export function providedEncoding(
  charset: string | undefined,
  head: Uint8Array,
  own: Encoding,
  isUtf8 = isValidUtf8(head),
): Encoding {
  const label =
    charset
      ?.trim()
      .replace(/^["']|["']$/g, '')
      .toLowerCase() ?? ''
  if (label === '' || label === own.label || !isKnownEncoding(label) || byMark(head) !== null) return own
  if (/^utf-?8$/.test(label)) return isUtf8 ? { label: 'utf-8', declared: true } : own
  if (/^utf-?(?:16|32)|^ucs/.test(label)) return own
  return isBorneOut(label, head) ? { label, declared: true } : own
}

function isValidUtf8(head: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return true
  } catch {
    return false
  }
}

/** Whether bytes are valid in an encoding and make words in it: letters with accents stand alone in a word, not five in a row. */
function isBorneOut(label: string, head: Uint8Array): boolean {
  try {
    const decoder = new TextDecoder(label, { fatal: true })
    const text = decoder.decode(head, { stream: true })
    const letters = text.match(/[\u00c0-\u024f]/g)?.length ?? 0
    const inRows = text.match(/[\u00c0-\u024f]{5,}/g)?.join('').length ?? 0
    return inRows * 4 <= letters
  } catch {
    return false
  }
}

const assumed: Encoding = { label: 'utf-8', declared: false }

function byMark(head: Uint8Array): Encoding | null {
  const [a, b, c, d] = head
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return { label: 'utf-32le', declared: true }
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return { label: 'utf-32be', declared: true }
  if (a === 0xef && b === 0xbb && c === 0xbf) return { label: 'utf-8', declared: true }
  if (a === 0xff && b === 0xfe) return { label: 'utf-16le', declared: true }
  if (a === 0xfe && b === 0xff) return { label: 'utf-16be', declared: true }
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return { label: 'utf-16le', declared: true }
  return a === 0 && b !== 0 && c === 0 && d !== 0 ? { label: 'utf-16be', declared: true } : null
}

function xmlDeclaration(head: Uint8Array): string | undefined {
  return /^[^<]*<\?xml\s[^>]*?encoding\s*=\s*["']\s*([\w.:-]+)/i.exec(latin1(head.subarray(0, 1024)))?.[1]
}

function declaredBy(declaration: string | undefined): Encoding {
  const label = declaration?.toLowerCase()
  // A declaration that could be read byte by byte is not in UTF-16, whatever it says of itself.
  if (label === undefined || /^(utf-?(16|32)|ucs-?[24]|iso-10646)/.test(label)) return assumed
  return { label, declared: true }
}

/** Whether text in it can be decoded. */
export function isKnownEncoding(label: string): boolean {
  return webDecoder(label) !== null || (iconv.encodingExists(label) && !/base64|hex|utf-?7/.test(label))
}

/** Web labels first: they read "iso-8859-1" as Windows-1252 and "gb2312" as GB 18030, as those who write it mean it. */
export function webDecoder(label: string): InstanceType<typeof TextDecoder> | null {
  try {
    return new TextDecoder(label)
  } catch {
    return null
  }
}

/** The text as the web reads files in their language that name no encoding, where the bytes are valid in it. */
export function localEncoding(bytes: Uint8Array): { readonly text: string; readonly label: string } | null {
  const head = latin1(bytes.subarray(0, 65_536))
  const language =
    /<(?:dc:)?language>\s*(?:<!\[CDATA\[)?\s*([a-z]{2}(?:-[a-z]+)?)\b/i.exec(head)?.[1] ??
    /\s(?:xml:)?lang\s*=\s*["']?([a-z]{2}(?:-[a-z]+)?)\b/i.exec(head)?.[1]
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

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
