import type { CursorCodec } from '../../cursor.ts'
import type { RequestValues } from '../slot.ts'

/** What fills a hole besides its own value. */
export interface Filling {
  readonly values: RequestValues
  readonly cursors: CursorCodec
  /** Notes points that what is filled in costs. */
  readonly charge?: (points: number) => void
  /** Hears which articles' related ones are not kept. */
  readonly noteRelated?: ((articleId: number) => void) | undefined
}

/** Makes the JSON of a field from the text that SQL gave for it; `raw` is the inside of a JSON string, as it is escaped there. */
export type Fill = (raw: string, filling: Filling) => string

/**
 * Places of an answer that SQL cannot say, or says dearly: SQL gives a string (or null) under a name that no field of an answer
 * can have, `#` and a number, and the text of the answer is made whole when it is here. No content can be taken for such a
 * name: inside of a string JSON escapes quotation marks, and a string that is a value is never followed by a colon.
 */
export class Holes {
  readonly #holes: Hole[] = []

  /** A place for the field `key`; answers the column name for it. */
  add(key: string, fill: Fill): string {
    this.#holes.push({ name: `"${key}":`, fill })
    return `#${this.#holes.length - 1}`
  }

  /** A value that is looked at and left out of the answer; it must come before other fields of its object. */
  addHidden(check: (raw: string, filling: Filling) => void): string {
    this.#holes.push({ name: null, fill: check })
    return `#${this.#holes.length - 1}`
  }

  get size(): number {
    return this.#holes.length
  }

  /** The text with all its holes filled. Throws what a fill throws. */
  fillAll(text: string, filling: Filling): string {
    let filled = ''
    let done = 0
    for (let at = text.indexOf('"#'); at >= 0; at = text.indexOf('"#', at)) {
      const nameEnd = endOfNumber(text, at + 2)
      const hole = isNameEnd(text, at, nameEnd) ? this.#holes[Number(text.slice(at + 2, nameEnd))] : undefined
      if (hole === undefined) {
        at += 2
        continue
      }
      const start = nameEnd + 2
      const isString = text.charCodeAt(start) === quote
      const end = isString ? endOfString(text, start + 1) : start + 'null'.length
      filled += text.slice(done, at)
      if (hole.name === null) {
        if (isString) hole.fill(text.slice(start + 1, end - 1), filling)
        done = end + ','.length
      } else {
        filled += hole.name + (isString ? hole.fill(text.slice(start + 1, end - 1), filling) : 'null')
        done = end
      }
      at = done
    }
    return done === 0 ? text : filled + text.slice(done)
  }
}

type Hole =
  | { readonly name: string; readonly fill: Fill }
  | { readonly name: null; readonly fill: (raw: string, filling: Filling) => void }

const quote = 34
const backslash = 92
const colon = 58

function endOfNumber(text: string, start: number): number {
  let end = start
  for (let code = text.charCodeAt(end); code >= 48 && code <= 57; code = text.charCodeAt(end)) end++
  return end
}

function isNameEnd(text: string, at: number, end: number): boolean {
  return end > at + 2 && text.charCodeAt(end) === quote && text.charCodeAt(end + 1) === colon
}

/** Behind the quotation mark that ends a string. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0
    while (text.charCodeAt(end - 1 - escapes) === backslash) escapes++
    if (escapes % 2 === 0) return end + 1
  }
  throw new Error('A string of an answer does not end.')
}
