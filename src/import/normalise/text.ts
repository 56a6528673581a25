import { exactLineOf, lineOf } from '../../text/line.ts'
import type { Path, Problems } from './problems.ts'

/** A string of one line: trimmed, inner white space single, without control characters, composed (NFC). Null when blank or refused. */
export const line = cleaned(lineOf)

/** As `line`, but letters stay as they are composed: an address is what its server takes. */
export const exactLine = cleaned(exactLineOf)

/** A string of several lines: as `line`, but its line breaks stay, at most two in a row. */
export const lines = cleaned((value) =>
  value
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(controlsButNewline, ' ')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .normalize('NFC'),
)

function cleaned(clean: (value: string) => string) {
  return (value: string | null | undefined, path: Path, maxChars: number, problems: Problems): string | null => {
    if (value === null || value === undefined || value === '') return null
    return isText(value, path, problems) ? withinLimit(clean(value), path, maxChars, problems) : null
  }
}

/** As `line`, and its absence is a problem. */
export function requiredLine(
  value: string | null | undefined,
  path: Path,
  maxChars: number,
  problems: Problems,
): string {
  const before = problems.found.length
  const clean = line(value, path, maxChars, problems)
  if (clean === null && problems.found.length === before) {
    problems.add('REQUIRED', path, `${path.at(-1)} must not be empty.`)
  }
  return clean ?? ''
}

/** Whether a string can be stored at all: no NUL, no half of a surrogate pair. */
export function isText(value: string, path: Path, problems: Problems): boolean {
  if (!value.includes('\0') && value.isWellFormed()) return true
  problems.add(
    'INVALID',
    path,
    `${path.at(-1)} holds a character that cannot be stored (NUL or half of a pair). Remove it.`,
  )
  return false
}

// oxlint-disable-next-line no-control-regex
const controlsButNewline = /[\x00-\x09\x0b-\x1f\x7f-\x9f]/g

function withinLimit(clean: string, path: Path, maxChars: number, problems: Problems): string | null {
  if (clean === '') return null
  if (clean.length <= maxChars) return clean
  return problems.add(
    'TOO_LONG',
    path,
    `${path.at(-1)} has ${clean.length} characters; at most ${maxChars} are accepted.`,
  )
}
