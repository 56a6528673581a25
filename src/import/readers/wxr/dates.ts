import type { ArticleInput } from '../../../../schema/models.ts'
import { atMidnight, feedDate, fromMoment, readMoment } from '../../dates/date.ts'
import type { Note } from '../../draft.ts'
import { oneLine } from '../../text/one-line.ts'
import type { XmlElement } from '../shared/xml.ts'
import { childText } from './fields.ts'
import type { FirstPass } from './site/first-pass.ts'

interface FoundDate {
  readonly instant: string
  /** What the person who imports should know of it; null where it is exact. */
  readonly note: string | null
}

/** When a post was published and changed. Where only the day is certain, it is kept as midnight UTC, with a note. */
export function datesOf(
  item: XmlElement,
  offsets: FirstPass['offsets'],
): { readonly published: FoundDate | null; readonly modified: FoundDate | null } {
  const value = (name: string): string => oneLine(childText(item, name))
  return {
    published: dateOf([value('wp:post_date_gmt'), value('pubDate')], value('wp:post_date'), offsets),
    modified: dateOf([value('wp:post_modified_gmt')], value('wp:post_modified'), offsets),
  }
}

/** The dates as fields of the article, with their notes. A draft has the date it was begun on, which is none of publication. */
export function dateFields(
  { published, modified }: ReturnType<typeof datesOf>,
  isPublication: boolean,
  isExpected: boolean,
  notes: Note[],
): Pick<ArticleInput, 'datePublished' | 'dateModified'> {
  if (published === null && isExpected)
    notes.push({ field: 'datePublished', message: 'It has no date that can be read with certainty.' })
  const visible = { datePublished: isPublication ? published : null, dateModified: modified }
  return Object.fromEntries(
    Object.entries(visible).flatMap(([field, date]) => {
      if (date === null) return []
      if (date.note !== null) notes.push({ field, message: date.note })
      return [[field, date.instant]]
    }),
  )
}

/** From dates in UTC, and one in the site's own zone, which other dates of its month may tell. */
function dateOf(universal: readonly string[], local: string, offsets: FirstPass['offsets']): FoundDate | null {
  const dates = universal.map((written) => (isZero(written) ? null : feedDate(written)))
  const exact = dates.find((date) => date !== null && date.length > 10)
  if (exact) return { instant: exact, note: null }
  const moment = isZero(local) ? null : readMoment(local)
  const offset = moment?.offset ?? offsetOf(moment?.day ?? '', offsets)
  if (moment !== null && moment.time !== null && offset !== null)
    return { instant: fromMoment({ ...moment, offset }), note: null }
  const day = dates.find((date) => date !== null) ?? moment?.day
  if (!day) return null
  const isTimed = moment !== null && moment.time !== null
  return {
    instant: atMidnight(day),
    note: isTimed
      ? 'The export does not tell the time zone of the site; midnight UTC of its day is written.'
      : 'The date has no time; midnight UTC is written.',
  }
}

function offsetOf(day: string, offsets: FirstPass['offsets']): number | null {
  const all = new Set(offsets.values())
  return offsets.get(day.slice(0, 7)) ?? (all.size === 1 ? ([...all][0] ?? null) : null)
}

/** How WordPress writes that there is none. */
function isZero(written: string): boolean {
  return /^0000|-0001/.test(written)
}
