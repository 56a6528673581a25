import type { UserError, UserErrorCode } from '../../../schema/models.ts'

/** Collects what is wrong with one item, so that its sender hears of everything at once. */
export class Problems {
  readonly found: UserError[] = []

  /** Notes a problem and returns null, the value of a field that cannot be used. */
  add(code: UserErrorCode, path: readonly (string | number)[], message: string): null {
    this.found.push({ code, message, path: path.map(String) })
    return null
  }
}

export type Path = readonly (string | number)[]
