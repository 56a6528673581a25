import { badInput } from './errors.ts'
import { idOf, type NodeType } from './global-id.ts'
import type {
  ArticleFilter,
  ArticleListArgs,
  ArticleOrder,
  AuthorFilter,
  InstantRange,
  NamedListArgs,
  PageWindow,
  TopicFilter,
  TopicType,
} from './models.ts'

export const defaultPageSize = 20
export const maxPageSize = 100
export const maxFilterValues = 20
export const defaultCountLimit = 1_000
export const maxCountLimit = 10_000

type RawArgs = Readonly<Record<string, unknown>>

/** Reads the arguments of an article list. Throws BAD_USER_INPUT naming the argument and its range. */
export function readArticleListArgs(args: RawArgs): ArticleListArgs {
  return { filter: readArticleFilter(args.filter), order: readArticleOrder(args.orderBy), window: readWindow(args) }
}

/** Reads the arguments of a list of authors. Throws BAD_USER_INPUT. */
export function readAuthorListArgs(args: RawArgs): NamedListArgs<AuthorFilter> {
  const raw = (args.filter ?? {}) as { readonly nameStartsWith?: string | null }
  const prefix = readPrefix('filter.nameStartsWith', raw.nameStartsWith)
  return { filter: prefix === undefined ? {} : { nameStartsWith: prefix }, window: readWindow(args) }
}

/** Reads the arguments of a list of topics. Throws BAD_USER_INPUT. */
export function readTopicListArgs(args: RawArgs): NamedListArgs<TopicFilter> {
  const raw = (args.filter ?? {}) as RawArgs
  const types = readValues('filter.types', raw.types, (type) => type as TopicType)
  const prefix = readPrefix('filter.nameStartsWith', raw.nameStartsWith as string | null | undefined)
  const filter = {
    ...(types === undefined ? {} : { types }),
    ...(raw.roots == null ? {} : { roots: raw.roots === true }),
    ...(prefix === undefined ? {} : { nameStartsWith: prefix }),
  }
  return { filter, window: readWindow(args) }
}

/** `first`/`after` or `last`/`before`; neither: the first 20. */
export function readWindow(args: RawArgs): PageWindow {
  const { first, last, after, before } = args
  if (first != null && last != null) throw badInput('Give first or last, not both.')
  if (last != null || (first == null && before != null && after == null)) {
    if (after != null) throw badInput('after goes with first; use before with last.')
    return { size: readSize('last', last ?? defaultPageSize), backward: true, cursor: text(before) }
  }
  if (before != null) throw badInput('before goes with last; use after with first.')
  return { size: readSize('first', first ?? defaultPageSize), backward: false, cursor: text(after) }
}

/** A number of items from 1 to `max`. */
export function readSize(name: string, value: unknown, max = maxPageSize): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > max) {
    throw badInput(`${name} must be a whole number from 1 to ${max}.`)
  }
  return value
}

/** A list of at most 20 values; null and an absent list say nothing, an empty one matches nothing. */
export function readValues<T>(name: string, value: unknown, read: (item: unknown) => T): readonly T[] | undefined {
  if (value == null) return undefined
  const list = value as readonly unknown[]
  if (list.length > maxFilterValues) throw badInput(`${name} takes at most ${maxFilterValues} values.`)
  return [...new Set(list.map(read))]
}

function readArticleFilter(value: unknown): ArticleFilter {
  if (value == null) return {}
  const raw = value as RawArgs
  const filter: { -readonly [K in keyof ArticleFilter]: ArticleFilter[K] | undefined } = {
    topics: readIds('topics', 'Topic', raw.topics),
    notTopics: readIds('notTopics', 'Topic', raw.notTopics),
    authors: readIds('authors', 'Author', raw.authors),
    publishers: readIds('publishers', 'Publisher', raw.publishers),
    languages: readValues('languages', raw.languages, (item) => item as string),
    types: readValues('types', raw.types, (item) => item as never),
    published: readRange('published', raw.published),
    modified: readRange('modified', raw.modified),
    isAccessibleForFree: raw.isAccessibleForFree == null ? undefined : raw.isAccessibleForFree === true,
    status: readValues('status', raw.status, (item) => item as never),
  }
  return Object.fromEntries(Object.entries(filter).filter(([, given]) => given !== undefined)) as ArticleFilter
}

function readIds(name: string, type: NodeType, value: unknown): readonly number[] | undefined {
  // an id of another type matches nothing, and there is no row 0
  return readValues(`filter.${name}`, value, (item) => idOf(type, String(item)) ?? 0)
}

function readRange(name: string, value: unknown): InstantRange | undefined {
  if (value == null) return undefined
  const { since, before } = value as RawArgs
  if (since == null && before == null) return undefined
  if (since != null && before != null && Date.parse(String(since)) >= Date.parse(String(before))) {
    throw badInput(`filter.${name}: since must be earlier than before.`)
  }
  return { since: text(since), before: text(before) }
}

function readArticleOrder(value: unknown): ArticleOrder {
  const raw = (value ?? {}) as Partial<ArticleOrder>
  return { field: raw.field ?? 'DATE_PUBLISHED', direction: raw.direction ?? 'DESC' }
}

function text(value: unknown): string | null {
  return value == null ? null : String(value)
}

/** The beginning of a name, 1 to 100 characters. */
export function readPrefix(name: string, value: string | null | undefined): string | undefined {
  if (value == null) return undefined
  const prefix = value.trim()
  if (prefix === '' || prefix.length > maxPrefixLength) {
    throw badInput(`${name} must have 1 to ${maxPrefixLength} characters.`)
  }
  return prefix
}

const maxPrefixLength = 100
