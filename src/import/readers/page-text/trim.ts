import { toPlain } from '../../../text/fold.ts'
import type { Span } from './body.ts'
import type { Credits } from './credits.ts'
import { isBio } from './bios.ts'
import type { Line } from './lines.ts'

const maxBioWeight = 90
const maxBoxLines = 5

/** Takes bylines and the box about the writer off the end of the text. `bio` is that box; null without one. */
export function trimBody(
  lines: readonly Line[],
  body: Span,
  { authors, bylineLines }: Credits,
): { span: Span; bio: string | null } {
  let end = body.end
  let bio = readBox(lines, end)
  while (end - 1 > body.start) {
    const line = lines[end - 1]
    const about = line !== undefined && line.weight <= maxBioWeight && isBio(line.text, authors)
    if (about && end - 2 > body.start) bio ??= line.text
    else if (!bylineLines.has(end - 1)) break
    end -= 1
  }
  const box = findNamedBox(lines, body.start, end, authors)
  if (box !== null) return { span: { start: body.start, end: box.start }, bio: bio ?? box.bio }
  while (end - 1 > body.start && isContact(lines[end - 1], authors)) end -= 1
  return { span: { start: body.start, end }, bio }
}

// The writer's name in a line of its own, and what she is in the lines below it.
function findNamedBox(
  lines: readonly Line[],
  start: number,
  end: number,
  authors: Credits['authors'],
): { start: number; bio: string | null } | null {
  const names = new Set(authors.map(({ name }) => toPlain(name)))
  for (let at = Math.max(start + 2, end - maxBoxLines); at < end; at += 1) {
    const line = lines[at]
    if (line === undefined || !names.has(line.plain)) continue
    const below = lines.slice(at + 1, end).find(({ plain }) => !names.has(plain))
    return { start: at, bio: below?.sentence === true && below.weight <= maxBioWeight ? below.text : null }
  }
  return null
}

// "Reach Jane Roe at 555-0142 or jane@...": how to write to the writer is no part of the text.
function isContact(line: Line | undefined, authors: Credits['authors']): boolean {
  if (line === undefined || line.weight > 40 || !/@[\p{L}\d]/u.test(line.text)) return false
  const mail = /[\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}\.\p{L}{2}/u.test(line.text)
  return authors.some(({ name }) => line.text.includes(name)) || (mail && line.weight <= 14)
}

// What stands right below the heading "About the author".
function readBox(lines: readonly Line[], from: number): string | null {
  for (let at = from; at < Math.min(lines.length, from + 12); at += 1) {
    if (lines[at]?.kind !== 'authorHeading') continue
    return lines.slice(at + 1, at + 4).find(({ weight, sentence }) => sentence && weight >= 5)?.text ?? null
  }
  return null
}
