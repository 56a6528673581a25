import { datesInLine } from '../../dates/dates-in-line.ts'
import { findDate, type FoundDate } from '../../dates/human-date.ts'
import { modifiedLabels, publishedLabels } from '../../vocabulary/labels/date-label.ts'
import type { Line } from './lines.ts'

/** The dates that stand with headline and byline. */
export interface PageDates {
  readonly published: FoundDate | null
  readonly modified: FoundDate | null
}

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
    for (const { date: found, label: own } of datesInLine(line.text, language)) {
      const label = own ?? pending
      if (label === 'modified') modified ??= found
      else if (label === 'published') labelled ??= found
      else bare ??= found
      pending = null
    }
  }
  const published = labelled ?? bare
  return { published, modified }
}
