import type { Note } from '../../draft.ts'
import { atMidnight, feedDate, lacksZone } from '../../dates/date.ts'
import { oneLine } from '../../text/one-line.ts'

/**
 * The first of several dates as written that can be read, as an instant. One without a time is midnight UTC, one without a zone is
 * read as UTC; notes on the field say so, and which dates cannot be read. `language` is that of the names of months.
 */
export function firstDate(
  written: readonly (string | undefined)[],
  language: string | null,
  field: string,
  notes: Note[],
): string | null {
  for (const value of written) {
    if (value === undefined || value.trim() === '') continue
    const date = feedDate(value, language ?? undefined)
    if (date === null) {
      notes.push({ field, message: `"${oneLine(value).slice(0, 60)}" is not a date that can be read with certainty.` })
    } else if (date.length === 10) {
      notes.push({ field, message: 'The date has no time; midnight UTC is written.' })
      return atMidnight(date)
    } else {
      if (lacksZone(value)) notes.push({ field, message: 'The date has no time zone; it is read as UTC.' })
      return date
    }
  }
  return null
}
