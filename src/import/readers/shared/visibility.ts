import type { PublicationStatus } from '../../../../schema/models.ts'
import type { Note } from '../../draft.ts'
import {
  accessNames,
  closedNames,
  draftNames,
  draftWords,
  freeWords,
  goneNames,
  goneWords,
  membersNames,
  membersWords,
  outNames,
  outWords,
  passwordNames,
  plainWords,
  scheduledWords,
  statusNames,
} from '../../vocabulary/visibility/visibility.ts'

/** What a file says about who may see an item: the name of the element or member, and its value, both as written. */
export interface VisibilityStatement {
  readonly name: string
  readonly value: string
}

/** What follows from it for the article; null: nothing is said. */
export interface Visibility {
  readonly status: PublicationStatus | null
  /** False where it is for members alone. */
  readonly isFree: false | null
}

interface Judgement {
  readonly status?: PublicationStatus
  readonly isFree?: false
  readonly note?: string
}

/** What ends the publication outweighs what puts it off, and that what says it is out. */
const strictest: readonly PublicationStatus[] = ['WITHDRAWN', 'DRAFT', 'SCHEDULED', 'PUBLISHED']

/** Whether an element or member of this name speaks of visibility. Prefixes, case, `_`, `-` and spaces do not count. */
export function speaksOfVisibility(name: string): boolean {
  return allNames.has(plainName(name))
}

/**
 * Who may see an item, by everything that is said about it; the strictest statement wins. A word for a status that is not known
 * makes a draft, and a note says so. What is scheduled without a date (`isDated`) is a draft too.
 */
export function visibilityOf(statements: readonly VisibilityStatement[], notes: Note[], isDated: boolean): Visibility {
  const judged = statements.flatMap((statement) => judge(statement, isDated) ?? [])
  const declared = judged.flatMap(({ status }) => status ?? [])
  const status = strictest.find((one) => declared.includes(one)) ?? null
  for (const one of judged)
    if (one.note !== undefined && (one.status ?? status) === status) notes.push({ field: 'status', message: one.note })
  return { status, isFree: judged.some(({ isFree }) => isFree === false) ? false : null }
}

function judge({ name: written, value }: VisibilityStatement, isDated: boolean): Judgement | null {
  const name = plainName(written)
  const word = plainWord(value)
  if (statusNames.has(name)) return judgeWord(word, value, isDated)
  if (accessNames.has(name)) return word === '' || freeWords.has(word) ? null : { isFree: false }
  if (passwordNames.has(name))
    return value.trim() === '' ? null : { status: 'DRAFT', note: 'It is protected by a password and comes as a draft.' }
  const isNo = /^(?:|no|n|false|f|0|off|none|null)$/.test(word)
  if (outNames.has(name))
    return isNo && word !== '' ? { status: 'DRAFT', note: 'It is not published and comes as a draft.' } : null
  if (isNo) return null
  if (draftNames.has(name)) return { status: 'DRAFT' }
  if (goneNames.has(name)) return { status: 'WITHDRAWN', note: 'It was deleted and comes as withdrawn.' }
  return closedNames.has(name)
    ? { status: 'DRAFT', note: `It is marked as ${name} and comes as a draft.` }
    : { isFree: false }
}

function judgeWord(word: string, written: string, isDated: boolean): Judgement | null {
  if (word === '') return null
  if (outWords.has(word)) return { status: 'PUBLISHED' }
  if (membersWords.has(word)) return { isFree: false }
  if (scheduledWords.has(word)) {
    return isDated
      ? { status: 'SCHEDULED' }
      : { status: 'DRAFT', note: 'It is scheduled, but no date is given; it comes as a draft.' }
  }
  const visible = written.trim().slice(0, 40)
  if (plainWords.has(word)) return { status: goneWords.has(word) ? 'WITHDRAWN' : 'DRAFT' }
  if (goneWords.has(word)) return { status: 'WITHDRAWN', note: `Its status is "${visible}"; it comes as withdrawn.` }
  if (draftWords.has(word)) return { status: 'DRAFT', note: `Its status is "${visible}"; it comes as a draft.` }
  return { status: 'DRAFT', note: `Its status "${visible}" is not known; it comes as a draft.` }
}

const allNames = new Set([
  ...statusNames,
  ...accessNames,
  ...passwordNames,
  ...outNames,
  ...draftNames,
  ...goneNames,
  ...closedNames,
  ...membersNames,
])

/** `wp:post_status`, `postStatus` and `_post-status` are one name. */
function plainName(name: string): string {
  return name
    .replace(/^.*[:.]/, '')
    .replace(/[\s_-]/g, '')
    .toLowerCase()
}

/** The last part of a code ("stat:usable", "https://schema.example/status#Draft"), in small letters, parts by one space. */
function plainWord(value: string): string {
  return value
    .trim()
    .replace(/^\S*[:/#](?=\S)/, '')
    .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .replace(/[\s_-]+/gu, ' ')
    .toLowerCase()
}
