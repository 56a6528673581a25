/** A part of an answer, as graphql makes it: the first has data, each of the others what has come since. */
export interface Part {
  readonly data?: unknown
  readonly errors?: readonly unknown[]
  readonly pending?: readonly { readonly id: string; readonly path: Path; readonly label?: string }[]
  readonly incremental?: readonly (Patch & { readonly errors?: readonly unknown[] })[]
  readonly completed?: readonly { readonly id: string; readonly errors?: readonly unknown[] }[]
  /** Missing where the making broke off: then there are errors alone. */
  readonly hasNext?: boolean
  readonly extensions?: Readonly<Record<string, unknown>>
}

type Path = readonly (string | number)[]

interface Patch {
  readonly id: string
  readonly subPath?: Path
  readonly data?: unknown
}

/** Whether a result comes in parts. */
export function isInParts(result: unknown): result is AsyncIterable<Part> {
  return typeof result === 'object' && result !== null && Symbol.asyncIterator in result
}

/** The whole answer that parts make, for what has to be counted in it. */
export class WholeAnswer {
  data: unknown = null
  readonly #paths = new Map<string, Path>()

  add({ data, pending = [], incremental = [] }: Part): void {
    if (data !== undefined) this.data = copyOf(data)
    for (const { id, path } of pending) this.#paths.set(id, path)
    for (const { id, subPath = [], data: patch } of incremental) {
      const target = valueAt(this.data, [...(this.#paths.get(id) ?? []), ...subPath])
      if (isObject(target) && isObject(patch)) merge(target, patch)
    }
  }
}

/** What is still to come, by the parts that have. */
export class OpenParts {
  readonly ids = new Set<string>()

  note({ pending = [], completed = [] }: Part): void {
    for (const { id } of pending) this.ids.add(id)
    for (const { id } of completed) this.ids.delete(id)
  }
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, step) => (isObject(at) ? at[step] : undefined), value)
}

function merge(into: Record<string | number, unknown>, from: object): void {
  for (const [key, value] of Object.entries(from)) {
    const known = into[key]
    if (isObject(known) && isObject(value)) merge(known, value)
    else into[key] = copyOf(value)
  }
}

/** What is sent must not change by what comes later. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf)
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, copyOf(one)])) : value
}

function isObject(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null
}
