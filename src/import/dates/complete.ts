import { toInstant } from '../../../schema/instant.ts'
import type { Note } from '../draft.ts'
import { atMidnight, feedDate, lacksZone } from './date.ts'

const dateFields = ['datePublished', 'dateModified', 'embargoedUntil'] as const

/**
 * An article whose dates are all instants: a date without a time is midnight UTC, a time without a zone is read as UTC, and notes say
 * so. What is no date that can be read with certainty stays as it is, to be refused by its name. `language` is that of month names.
 */
export function withWholeDates<Input extends object>(input: Input, language: string | undefined, notes: Note[]): Input {
  const whole: Record<string, unknown> = {}
  for (const field of dateFields) {
    const written: unknown = (input as Record<string, unknown>)[field]
    const date = wholeDate(written, language, field, notes)
    if (date !== written) whole[field] = date
  }
  const corrections: unknown = (input as Record<string, unknown>)['corrections']
  if (Array.isArray(corrections)) {
    const mended = corrections.map((one: unknown) => {
      if (typeof one !== 'object' || one === null || !('date' in one)) return one
      const date = wholeDate(one.date, language, 'corrections', notes)
      return date === one.date ? one : { ...one, date }
    })
    if (mended.some((one, at) => one !== corrections[at])) whole['corrections'] = mended
  }
  return Object.keys(whole).length === 0 ? input : { ...input, ...whole }
}

function wholeDate(written: unknown, language: string | undefined, field: string, notes: Note[]): unknown {
  if (typeof written !== 'string' || written.trim() === '' || toInstant(written.trim()) !== null) return written
  const date = feedDate(written, language)
  if (date === null) return written
  if (date.length === 10) notes.push({ field, message: 'Only the day is known; midnight UTC is written.' })
  else if (lacksZone(written)) notes.push({ field, message: 'The date has no time zone; it is read as UTC.' })
  return atMidnight(date)
}
