import iconv from 'iconv-lite'

const sniffedBytes = 4096

/**
 * A page's bytes as text: by byte order mark, else UTF-8 where the bytes are valid UTF-8 beyond ASCII (saved pages are
 * often re-encoded while their meta stays), else by `<meta charset>`, `http-equiv` or the XML declaration,
 * else UTF-8, else windows-1252. Never fails: bytes that fit nothing become U+FFFD.
 */
export function decodeHtml(bytes: Uint8Array): string {
  const marked = byMark(bytes)
  if (marked !== null) return marked
  const strict = decodeStrictly(bytes)
  if (strict !== null && strict.length < bytes.length) return strict
  const declared = declaredCharset(bytes)
  // a declaration in ASCII letters can't be UTF-16, so browsers take it for UTF-8; a page cut inside a letter is still UTF-8
  if (declared !== null && !/^utf-?(?:8|16)/i.test(declared))
    return decodeAs(bytes, declared) ?? lastResort(bytes, strict)
  return strict ?? (declared !== null || mostlyUtf8(bytes) ? new TextDecoder().decode(bytes) : lastResort(bytes, null))
}

function byMark(bytes: Uint8Array): string | null {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return new TextDecoder().decode(bytes)
  if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return null
}

function decodeStrictly(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function declaredCharset(bytes: Uint8Array): string | null {
  const head = iconv.decode(Buffer.from(bytes.subarray(0, sniffedBytes)), 'latin1')
  const found =
    /<meta[^>]{1,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})/i.exec(head) ??
    /^\s*<\?xml[^>]{1,100}encoding\s*=\s*["']([\w.:-]{2,40})/i.exec(head)
  return found?.[1] ?? null
}

function decodeAs(bytes: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return iconv.encodingExists(charset) ? iconv.decode(Buffer.from(bytes), charset) : null
  }
}

/** Whether nearly all bytes beyond ASCII make up UTF-8, so that a few damaged ones do not turn the page into mojibake. */
function mostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes)
  const damaged = text.split('\ufffd').length - 1
  const good = (text.match(/[\u0080-\ufffc]/g) ?? []).length
  return good > 0 && damaged * 10 <= good
}

function lastResort(bytes: Uint8Array, strict: string | null): string {
  return strict ?? new TextDecoder('windows-1252').decode(bytes)
}
