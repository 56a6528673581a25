/** UTF-16 units of all strings in a value of lists and objects; stops counting above `enough`. */
export function charsIn(value: unknown, enough: number): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 0
  let chars = 0
  for (const inner of Array.isArray(value) ? value : Object.values(value)) {
    chars += charsIn(inner, enough - chars)
    if (chars > enough) break
  }
  return chars
}
