const space = /\s/u

/** How many words a text has: what white space separates. */
export function countWords(text: string): number {
  let words = 0
  let inside = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const isSpace = code <= 32 ? space.test(text.charAt(at)) : code > 127 && space.test(text.charAt(at))
    if (!isSpace && !inside) words += 1
    inside = !isSpace
  }
  return words
}
