import { searchFields, type Highlight, type TextRange } from '../../../schema/models.ts'
import type { RawHighlights } from './highlights.ts'
import { highlightMarks, restored } from '../../db/search/punctuation.ts'

/** The texts without their marks, and what stood between them in UTF-16 units; texts without any mark are left out. */
export function toHighlights(raw: RawHighlights): Highlight[] {
  return searchFields.flatMap((field) => {
    const marked = raw[field]
    if (marked == null) return []
    const { text, ranges } = unmark(marked)
    return ranges.length === 0 ? [] : [{ field, text, ranges }]
  })
}

function unmark(marked: string): { text: string; ranges: TextRange[] } {
  let text = ''
  let start = 0
  const ranges: TextRange[] = []
  for (const part of restored(marked).split(marks)) {
    if (part === highlightMarks.start) start = text.length
    else if (part === highlightMarks.stop) ranges.push({ start, end: text.length })
    else text += part
  }
  return { text, ranges }
}

const marks = new RegExp(`([${highlightMarks.start}${highlightMarks.stop}])`)
