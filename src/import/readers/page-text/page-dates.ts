import { toPlain } from '../../../text/fold.ts'
import { findDate, type FoundDate } from '../../dates/human-date.ts'
import { modifiedLabels, publishedLabels } from '../../vocabulary/labels/date-label.ts'
import type { Line } from './lines.ts'

/** The dates that stand with headline and byline. */
export interface PageDates {
  readonly published: FoundDate | null
  readonly modified: FoundDate | null
}

const marks = /\s?[|•·;]\s?|\s[-–—]\s(?!\d{1,2}[:.h]\d{2})|,\s(?=\p{L}{5,})/u

/** Reads the dates of the lines around the headline, labelled ones first. Never looks at the text, the imprint or the footer. */
export function readDates(lines: readonly Line[], from: number, to: number, language: string): PageDates {
  let labelled: FoundDate | null = null
  let bare: FoundDate | null = null
  let modified: FoundDate | null = null
  let pending: 'published' | 'modified' | null = null
  for (let at = from; at < to; at += 1) {
    const line = lines[at]
    const kind = line?.kind
    if (line === undefined) continue
    if (line.weight <= 4 && findDate(line.text, language) === null) {
      pending =
        modifiedLabels.start(line.plain) > 0 ? 'modified' : publishedLabels.start(line.plain) > 0 ? 'published' : null
      continue
    }
    if (kind !== 'date' && kind !== 'byline' && kind !== 'readingTime') continue
    for (const part of line.text.split(marks).flatMap(splitBeforeUpdate)) {
      const found = findDate(part, language)
      if (found === null) continue
      const label = labelOf(part.slice(0, found.index)) ?? pending
      if (label === 'modified') modified ??= found
      else if (label === 'published') labelled ??= found
      else bare ??= found
      pending = null
    }
  }
  const published = labelled ?? bare
  return { published, modified }
}

function labelOf(before: string): 'published' | 'modified' | null {
  const plain = toPlain(before)
  if (modifiedLabels.within(plain)) return 'modified'
  return publishedLabels.within(plain) ? 'published' : null
}

/** An update often follows its publication in the same line, with no mark between. */
function splitBeforeUpdate(text: string): readonly string[] {
  const at = [...text.matchAll(/\s(?=\p{L})/gu)].find(
    ({ index }) => /\d/.test(text.slice(0, index)) && modifiedLabels.start(toPlain(text.slice(index))) > 0,
  )
  return at === undefined ? [text] : [text.slice(0, at.index), text.slice(at.index + 1)]
}
