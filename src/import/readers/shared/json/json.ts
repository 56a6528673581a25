/** What JSON text holds, or why it holds nothing, in a few words for a report. */
type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string }

/** Parses JSON. A member called `__proto__` is left out, so that no copy of an object can get a foreign prototype. */
export function parseJson(text: string): Parsed {
  try {
    const hasProto = /__proto__|\\u00(?:5f|7[0-9a]|6[0-9a-f])/i.test(text)
    return { ok: true, value: hasProto ? JSON.parse(text, dropProto) : JSON.parse(text) }
  } catch (error) {
    return { ok: false, reason: reasonOf(error, text) }
  }
}

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function dropProto(key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value
}

function reasonOf(error: unknown, text: string): string {
  if (error instanceof RangeError) return 'it nests too deeply'
  if (text.trim() === '') return 'it is empty'
  const message = error instanceof Error ? error.message : ''
  const position = /at position (\d+)/.exec(message)?.[1]
  if (/unterminated|unexpected end/i.test(message) || Number(position) >= text.trimEnd().length)
    return 'it ends too early'
  return position === undefined ? 'it is not JSON' : `it is not JSON at character ${Number(position) + 1}`
}
