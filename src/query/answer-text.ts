import type { CursorCodec } from '../cursor.ts'
import type { RequestValues } from './slot.ts'
import { withoutBreaks } from './response-json.ts'
import type { Holes } from './holes.ts'

/** The data of an answer as JSON, with what its price is counted by. */
export class AnswerText {
  readonly text: string
  #objects: number | null = null

  constructor(text: string) {
    this.text = text
  }

  /** Objects in the data, without the data itself. */
  get objects(): number {
    return (this.#objects ??= countObjects(this.text) - 1)
  }
}

/** Makes an answer of what SQL gave. Throws what filling a hole throws. */
export function finishAnswer(text: string, holes: Holes, values: RequestValues, cursors: CursorCodec): AnswerText {
  const joined = withoutBreaks(text)
  return new AnswerText(holes.size === 0 ? joined : holes.fillAll(joined, { values, cursors }))
}

/** No text in it can look like the beginning of an object: inside of a string a quotation mark is escaped. */
function countObjects(text: string): number {
  let count = 0
  for (let at = text.indexOf('{"'); at >= 0; at = text.indexOf('{"', at + 2)) count++
  return count
}
