import { isRecord } from '../shared/json/json.ts'
import { stringOf } from '../../text/one-line.ts'

/** A JSON object of a ninjs file. */
export type Members = Readonly<Record<string, unknown>>

/** The first of these members that is a string with something in it; names differ between the versions. */
export function text(item: Members, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = stringOf(item[name])
    if (value !== undefined) return value
  }
  return undefined
}

/** The objects in the first of these members that is a list or one object; strings in it become `{ name }`. */
export function list(item: Members, ...names: readonly string[]): Members[] {
  for (const name of names) {
    const value = item[name]
    const found = Array.isArray(value) ? value : isRecord(value) ? [value] : typeof value === 'string' ? [value] : []
    const objects = found.flatMap((one: unknown): Members[] =>
      isRecord(one) ? [one] : stringOf(one) === undefined ? [] : [{ name: one }],
    )
    if (objects.length > 0) return objects
  }
  return []
}

/** A member that is a whole number above zero, also where it is written as a string. */
export function count(item: Members, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    const value = Number(item[name])
    if (item[name] !== null && item[name] !== '' && Number.isInteger(value) && value > 0) return value
  }
  return undefined
}

/**
 * Of texts with roles (`headlines`, `descriptions`, `bodies` since 2.0), the one with the first of these roles that
 * there is; `''` means one without a role. The first of all where none has.
 */
export function byRole(texts: readonly Members[], roles: readonly string[]): Members | undefined {
  for (const role of roles) {
    const found = texts.find((one) => (text(one, 'role') ?? '').toLowerCase().replace(/^.*[:/]/, '') === role)
    if (found !== undefined) return found
  }
  return texts[0]
}
