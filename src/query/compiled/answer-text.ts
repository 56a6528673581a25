import { withoutBreaks } from '../response/json.ts'
import type { Filling, Holes } from '../response/holes.ts'

/** The data of an answer as JSON, with what its price is counted by. */
export class AnswerText {
  readonly text: string
  /** Points that the lengths of its texts cost. */
  readonly textPoints: number
  #objects: number | null = null

  constructor(text: string, textPoints = 0) {
    this.text = text
    this.textPoints = textPoints
  }

  /** Objects in the data, without the data itself. */
  get objects(): number {
    return (this.#objects ??= countObjects(this.text) - 1)
  }
}

/** Makes an answer of what SQL gave. Throws what filling a hole throws. */
export function finishAnswer(text: string, holes: Holes, filling: Filling): AnswerText {
  const joined = withoutBreaks(text)
  if (holes.size === 0) return new AnswerText(joined)
  let textPoints = 0
  const filled = holes.fillAll(joined, { ...filling, charge: (points) => (textPoints += points) })
  return new AnswerText(filled, textPoints)
}

/** No text in it can look like the beginning of an object: inside of a string a quotation mark is escaped. */
function countObjects(text: string): number {
  let count = 0
  for (let at = text.indexOf('{"'); at >= 0; at = text.indexOf('{"', at + 2)) count++
  return count
}
