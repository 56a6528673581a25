import type { ArticleInput, PublicationStatus } from '../../../../schema/models.ts'
import type { Note, ReadItem, ReadOptions } from '../../draft.ts'
import { withWholeDates } from '../../dates/complete.ts'
import type { Open } from '../shared/decode.ts'
import { createSeenIds } from '../shared/seen-ids.ts'
import { visibilityOf } from '../shared/visibility.ts'
import type { ValidateInput } from '../../normalise/validate-input.ts'
import { isRecord } from '../shared/json/json.ts'
import { jsonItems } from '../shared/json/json-items.ts'

const maxLineBytes = 8 * 2 ** 20

/**
 * Reads articles in the words of the contract, one a line (LF or CRLF, blank lines passed over), of files of any size;
 * or one array or one object of at most 64 MB. A line over 8 MB, in no valid UTF-8, or with the id of an earlier one
 * is rejected with its number. A date without a time or a zone is completed, with a note. A status in other words than the contract's is understood, or makes a draft, with a note. Throws ReadRefused where nothing can be made of the file.
 */
export async function* readNdjson(open: Open, options: ReadOptions, validate: ValidateInput): AsyncGenerator<ReadItem> {
  const seen = createSeenIds()
  const shape = { fileName: options.fileName, maxLineBytes, wrappers: ['articles'] }
  for await (const item of jsonItems(open, shape)) {
    const where = item.item
    if (item.kind === 'rejected') {
      yield { kind: 'rejected', item: where, field: null, reason: item.reason }
      continue
    }
    const notes: Note[] = []
    const checked = validate(withDates(withStatus(withLanguage(item.value, options), notes), notes))
    if (!checked.ok) {
      yield { kind: 'rejected', item: where, ...oneReason(checked.problems) }
      continue
    }
    const earlier = seen.earlier(checked.input.externalId, item.location)
    if (earlier === null) {
      yield { kind: 'article', item: where, draft: { input: withOptions(checked.input, options), notes } }
    } else {
      const first = `${where.startsWith('line') ? 'line' : 'item'} ${earlier}`
      yield { kind: 'rejected', item: where, field: 'externalId', reason: `${first} has the same id` }
    }
  }
}

function withLanguage(value: unknown, options: ReadOptions): unknown {
  if (options.language === undefined || !isRecord(value) || (value.language ?? null) !== null) return value
  return { ...value, language: options.language }
}

function withStatus(value: unknown, notes: Note[]): unknown {
  if (!isRecord(value) || typeof value.status !== 'string' || contractStatuses.has(value.status)) return value
  const isDated = typeof value.datePublished === 'string'
  const { status, isFree } = visibilityOf([{ name: 'status', value: value.status }], notes, isDated)
  return { ...value, status, ...(isFree === null ? {} : { isAccessibleForFree: isFree }) }
}

function withDates(value: unknown, notes: Note[]): unknown {
  if (!isRecord(value)) return value
  return withWholeDates(value, typeof value.language === 'string' ? value.language : undefined, notes)
}

const contractStatuses: ReadonlySet<string> = new Set<PublicationStatus>([
  'DRAFT',
  'PUBLISHED',
  'SCHEDULED',
  'WITHDRAWN',
])

function withOptions(input: ArticleInput, options: ReadOptions): ArticleInput {
  const { publisher, topic } = options
  const topics = input.topics ?? []
  return {
    ...input,
    ...(publisher === undefined ? {} : { publisher: { name: publisher } }),
    ...(topic === undefined || topics.some(({ path }) => path === topic)
      ? {}
      : { topics: [{ path: topic }, ...topics] }),
  }
}

function oneReason(problems: readonly { readonly field: string | null; readonly reason: string }[]): {
  readonly field: string | null
  readonly reason: string
} {
  const [first, ...others] = problems
  if (first === undefined) return { field: null, reason: 'it is not an article' }
  const more = others.slice(0, 4).map(({ field, reason }) => (field === null ? reason : `${field}: ${reason}`))
  return { field: first.field, reason: [first.reason, ...more].join('; ') }
}
