import { createHash } from 'node:crypto'

/**
 * Names for prepared statements: `nameOf(text)` is a name once a text has been seen before, else undefined.
 *
 * Each connection keeps the plans of all named texts, so only `mostNamed` texts a process get one, first come first served.
 */
export function createStatementNames(mostNamed = 500): (text: string) => string | undefined {
  const names = new Map<string, string>()
  const seenOnce = new Set<string>()
  return (text) => {
    const known = names.get(text)
    if (known !== undefined || names.size >= mostNamed) return known
    if (!seenOnce.delete(text)) {
      // queries that never come twice must not pile up here
      if (seenOnce.size >= 2 * mostNamed) seenOnce.clear()
      seenOnce.add(text)
      return undefined
    }
    const name = createHash('sha256').update(text).digest('base64url').slice(0, 22)
    names.set(text, name)
    return name
  }
}
