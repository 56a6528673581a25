/**
 * Values that a statement is given late. A statement that is made anew for each request has the values themselves in it; one that
 * is compiled once has slots in their place, each of which says how it is filled from a request. Only what becomes a parameter
 * may be late: whatever decides on the text of a statement is looked at while it is made.
 */
export class Slot<T> {
  /** Of a list: has it exactly one item? That decides how it is looked up, so it is known beforehand. */
  readonly isSingle: boolean
  /** The value for one request. Throws what reading its arguments throws. */
  readonly of: (values: RequestValues) => T

  constructor(of: (values: RequestValues) => T, isSingle = false) {
    this.of = of
    this.isSingle = isSingle
  }
}

/** What one request brings to a compiled statement. */
export interface RequestValues {
  /** RFC 3339, from the database's clock. */
  readonly instant: string
  /** Topics that the caller's key is limited to; empty where it is not. */
  readonly topicIds: readonly number[]
  /** Arguments as they were read, field by field, in the order in which the statement asked for them. */
  readonly read: readonly unknown[]
}

/** A value, or the slot for it. */
export type Late<T> = T | Slot<NonNullable<T>>

/** The value changed now, or when it is there; null stays null. */
export function late<T extends {}, R extends {}>(value: T | Slot<T>, change: (value: T) => R): R | Slot<R> {
  return value instanceof Slot ? new Slot((values) => change(value.of(values)), value.isSingle) : change(value)
}

/** Is it a list of exactly one value? */
export function isSingle(list: readonly unknown[] | Slot<readonly unknown[]>): boolean {
  return list instanceof Slot ? list.isSingle : list.length === 1
}

/** What of arguments becomes parameters: everything under these names. */
const lateNames = [
  'id',
  'ids',
  'slug',
  'path',
  'url',
  'urls',
  'source',
  'value',
  'topics',
  'notTopics',
  'authors',
  'publishers',
  'languages',
  'types',
  'since',
  'before',
  'nameStartsWith',
  'cursor',
  'query',
  'prefix',
] as const
type LateName = (typeof lateNames)[number]
const isLate: ReadonlySet<string> = new Set(lateNames)

/** Arguments as they were read, or with slots in the places of what becomes parameters. */
export type Bound<T> = T extends readonly unknown[] | string | number | boolean | null | undefined
  ? T
  : { readonly [Name in keyof T]: Name extends LateName ? Late<T[Name]> : Bound<T[Name]> }

/** Puts slots in; `pick` finds in a request what was read there. */
export function bind<T>(read: T, pick: (values: RequestValues) => T): Bound<T> {
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return read as Bound<T>
  const entries = Object.entries(read).map(([name, value]: [string, unknown]) => {
    const pickThis = (values: RequestValues): unknown => (pick(values) as Readonly<Record<string, unknown>>)[name]
    if (!isLate.has(name)) return [name, bind(value, pickThis)]
    if (value === null || value === undefined) return [name, value]
    return [name, new Slot(pickThis, Array.isArray(value) && value.length === 1)]
  })
  return Object.fromEntries(entries) as Bound<T>
}

/** All that is not late, as a text: arguments of the same shape have the same statement. */
export function shapeOf(read: unknown): string {
  return JSON.stringify(read, (name, value: unknown) => {
    if (value === undefined || value === null || !isLate.has(name)) return value
    return Array.isArray(value) && value.length === 1 ? '?1' : '?'
  })
}
