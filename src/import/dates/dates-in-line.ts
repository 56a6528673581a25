import { toPlain } from '../../text/fold.ts'
import { modifiedLabels, publishedLabels, publishedWords } from '../vocabulary/labels/date-label.ts'
import { findDate, type FoundDate } from './human-date.ts'

/** A date of a line, and what the words before it say that it is the date of. */
export interface LabelledDate {
  readonly date: FoundDate
  readonly label: 'published' | 'modified' | null
}

const marks = /\s?[|•·;／]\s?|\s[-–—]\s(?!\d{1,2}[:.h]\d{2})|,\s(?=\p{L}{5,})/u
const maxDates = 6

/** The dates of a short line, in its order: "Published 3 May 2024, updated 4 May 2024", "입력 2026.01.15 수정 2026.01.17". */
export function datesInLine(line: string, language: string): LabelledDate[] {
  return line
    .split(marks)
    .flatMap(splitBeforeUpdate)
    .slice(0, maxDates)
    .flatMap((part) => {
      const date = findDate(part, language)
      if (date === null) return []
      const behind = unspaced.test(part) ? part.slice(date.index + date.text.length).slice(0, 12) : ''
      return [{ date, label: labelOf(part.slice(0, date.index)) ?? labelOf(behind) }]
    })
}

// where the word may follow the date
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u

function labelOf(words: string): LabelledDate['label'] {
  const plain = toPlain(words)
  if (modifiedLabels.within(plain) && !publishedWords.within(plain)) return 'modified'
  return publishedLabels.within(plain) ? 'published' : null
}

/** An update often follows its publication in the same line, with no mark between; so does the publication its update. */
function splitBeforeUpdate(text: string): readonly string[] {
  const at = [...text.matchAll(/\s(?=\p{L})/gu)].find(({ index }) => {
    const rest = toPlain(text.slice(index))
    return /\d/.test(text.slice(0, index)) && (modifiedLabels.start(rest) > 0 || publishedWords.start(rest) > 0)
  })
  return at === undefined ? [text] : [text.slice(0, at.index), ...splitBeforeUpdate(text.slice(at.index + 1))]
}
