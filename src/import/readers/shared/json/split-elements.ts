/** The text of one element of a JSON array; not whole where the file ends in it. */
interface Element {
  readonly text: string
  readonly isWhole: boolean
}

/**
 * The elements of a damaged JSON array, cut at the commas between them, to parse each alone.
 * `text` begins after the bracket that opens the array, and the array's own end is where the list stops.
 */
export function* splitElements(text: string): Generator<Element> {
  const marks = /["[\]{},]/g
  let depth = 0
  let from = 0
  for (let match = marks.exec(text); match !== null; match = marks.exec(text)) {
    const mark = match[0]
    if (mark === '"') {
      marks.lastIndex = endOfString(text, match.index + 1)
      continue
    }
    if (mark === '[' || mark === '{') depth++
    const endsList = depth === 0 && (mark === ']' || mark === '}')
    if (endsList || (depth === 0 && mark === ',')) {
      const element = text.slice(from, match.index).trim()
      if (element !== '') yield { text: element, isWhole: true }
      if (endsList) return
      from = match.index + 1
    }
    if (mark === ']' || mark === '}') depth--
  }
  const rest = text.slice(from).trim()
  if (rest !== '') yield { text: rest, isWhole: depth === 0 && /[\]}"\w]$/.test(rest) }
}

function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0
    while (text[at - 1 - slashes] === '\\') slashes++
    if (slashes % 2 === 0) return at + 1
  }
  return text.length
}
