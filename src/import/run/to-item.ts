import type { ArticleInput, UserError } from '../../../schema/models.ts'
import type { WriteItem } from '../../db/write/existing.ts'
import type { Note, ReadItem } from '../draft.ts'
import { withWholeDates } from '../dates/complete.ts'
import { limits } from '../normalise/limits.ts'
import { normaliseAside } from '../normalise/aside.ts'
import { defaultSource } from '../normalise/publisher.ts'

/** An item of a file, ready to be written or known to be rejected. */
export type ImportItem =
  | { readonly item: string; readonly write: WriteItem; readonly notes: readonly Note[] }
  | { readonly item: string; readonly field: string | null; readonly reason: string }

/** Normalises what a reader found. Without a source, it is the slug of the article's publisher. */
export async function toItem(read: ReadItem, isLenient: boolean, source: string | null): Promise<ImportItem> {
  const { item } = read
  if (read.kind === 'rejected') return read
  const dateNotes: Note[] = []
  const input = withWholeDates(read.draft.input, read.draft.input.language, dateNotes)
  const name = source ?? sourceOf(input)
  if (name === null) {
    return {
      item,
      field: 'publisher',
      reason: 'the publisher is not known; say it with --publisher, or the source with --source',
    }
  }
  const { result, notes } = await normaliseAside(input, isLenient)
  if ('userErrors' in result) return { item, ...reasonOf(result.userErrors) }
  return {
    item,
    write: { source: name, article: result.article, ...(isLenient ? { hasLooseIdentity: true } : {}) },
    notes: [...read.draft.notes, ...dateNotes, ...notes],
  }
}

/** Several problems in one line, named by the first one's field. */
export function reasonOf(userErrors: readonly UserError[]): { field: string | null; reason: string } {
  const [first, ...others] = userErrors
  const more = others.slice(0, 4).map(({ message }) => message)
  return {
    field: first === undefined || first.path.length === 0 ? null : first.path.join('.'),
    reason: [first?.message, ...more].join(' '),
  }
}

function sourceOf({ publisher }: ArticleInput): string | null {
  return publisher ? defaultSource(publisher).slice(0, limits.sourceChars) : null
}
