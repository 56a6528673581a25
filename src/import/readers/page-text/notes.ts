import type { ArticleInput } from '../../../../schema/models.ts'
import type { Note } from '../../draft.ts'
import { maxLines } from './lines.ts'
import type { ViewCount } from './counts.ts'
import type { PageDates } from './page-dates.ts'
import type { FoundPublisher } from './publisher.ts'
import type { RelatedLinks } from './related.ts'

interface Finding {
  readonly input: ArticleInput
  readonly publisher: FoundPublisher
  readonly dates: PageDates
  readonly given: string | undefined
  readonly views: ViewCount | null
  readonly related: RelatedLinks
  readonly walled: boolean
  readonly detected: boolean
  readonly lineCount: number
}

/** What the reader was not sure of, in sentences for the person who imports. */
export function notesOn({
  input,
  publisher,
  dates,
  given,
  views,
  related,
  walled,
  detected,
  lineCount,
}: Finding): readonly Note[] {
  return [
    ...(lineCount >= maxLines ? [note(null, `Only the first ${maxLines} lines were read.`)] : []),
    ...onDate(input, dates, given),
    ...onChange(dates),
    ...(publisher.source === 'none'
      ? [note('publisher', 'The page does not name its publisher. Say it with --publisher.')]
      : []),
    ...(publisher.source === 'newsroom'
      ? [note('publisher', 'The publisher is taken from the name of the newsroom.')]
      : []),
    ...(publisher.source === 'copyright' ? [note('publisher', 'The publisher is taken from the copyright line.')] : []),
    ...(publisher.source === 'first line'
      ? [note('publisher', 'The publisher is taken from the first line. If it is another, say it with --publisher.')]
      : []),
    ...(publisher.source === 'host'
      ? [note('publisher', 'The publisher is taken from the host. Say its name with --publisher.')]
      : []),
    ...((input.authors ?? []).length === 0
      ? [note('authors', 'The page names no author where one was looked for.')]
      : []),
    ...(views?.bare === true
      ? [note('viewCount', `The number ${views.value} stands alone by the headline and is taken for the views.`)]
      : []),
    ...(related.origin === 'run'
      ? [note('relatedLinks', 'The titles below the text have no heading; they are taken for related links.')]
      : []),
    ...(related.origin === 'popular'
      ? [note('relatedLinks', 'The related links come from a list of what is most read or latest.')]
      : []),
    ...(walled ? [note('body', 'The page asks for a subscription, so the text may break off.')] : []),
    ...(input.status === 'DRAFT'
      ? [note('status', 'The page says that it is protected or not published; it comes as a draft.')]
      : []),
    ...(detected && input.language === 'und'
      ? [note('language', 'The language could not be told. Say it with --language.')]
      : []),
  ]
}

function onDate(input: ArticleInput, { published }: PageDates, given: string | undefined): readonly Note[] {
  if (input.datePublished === null || input.datePublished === undefined) {
    const reason =
      given === undefined
        ? 'The page names no date of publication'
        : 'The date given is no ISO date and the page names none'
    return [
      note('datePublished', `${reason}. The article is placed in lists by the time of its import; say it with --date.`),
    ]
  }
  if (given !== undefined || published === null) return []
  if (!published.hasTime)
    return [note('datePublished', `"${published.text}" has no time of day; midnight in UTC is taken.`)]
  return published.hasZone
    ? []
    : [note('datePublished', `"${published.text}" names no time zone; the time is taken as UTC.`)]
}

function onChange({ modified }: PageDates): readonly Note[] {
  return modified === null || modified.hasTime
    ? []
    : [note('dateModified', `"${modified.text}" has no time of day; midnight in UTC is taken.`)]
}

function note(field: string | null, message: string): Note {
  return { field, message }
}
