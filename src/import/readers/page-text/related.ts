import {
  audioWords,
  documentWords,
  galleryWords,
  liveWords,
  podcastWords,
  videoWords,
  watchWords,
} from '../../vocabulary/labels/kind-mark.ts'
import type { RelatedLinkInput, RelatedLinkKind } from '../../../../schema/models.ts'
import { cutFolded } from '../../byline/label.ts'
import { findDate } from '../../dates/human-date.ts'
import { bylineLabels } from '../../vocabulary/labels/byline-label.ts'
import { readAlso } from '../../vocabulary/headings/read-also.ts'
import { readByline } from './bylines.ts'
import type { Span } from './body.ts'
import { type Line, type LineKind, type LineText, toLine } from './lines.ts'
import { isPersonName } from '../../byline/person.ts'

/** The links found, and whether they come from a list that is about this article. */
export interface RelatedLinks {
  readonly links: readonly RelatedLinkInput[]
  readonly origin: 'heading' | 'repetition' | 'run' | 'popular' | 'none'
}

type Entry = { title: string; byline: string | null; kind: RelatedLinkKind; url: string | null }

const maxTitleWeight = 32
const maxLinks = 100
const skipped = new Set<LineKind>([
  'share',
  'advert',
  'date',
  'readingTime',
  'caption',
  'section',
  'number',
  'views',
  'breadcrumb',
])
const ending = new Set<LineKind>(['call', 'wall', 'copyright', 'imprint', 'commentHeading', 'tags', 'authorHeading'])

/**
 * The titles below an article: under a heading that says so, else repeated in pairs as lists of teasers are, else a run of
 * titles. Lists of what is most read or latest count only where nothing else is there.
 */
export function readRelated(lines: readonly Line[], from: number, headline: string, language: string): RelatedLinks {
  const lists: Record<'heading' | 'repetition' | 'popular', Entry[]> = { heading: [], repetition: [], popular: [] }
  const run: Entry[] = []
  let list: 'heading' | 'repetition' | 'popular' | null = null
  let proseInRow = 0
  let menuInRow = 0
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at]
    const kind = line?.kind ?? 'text'
    if (line === undefined || kind === 'commentHeading') break
    if (kind === 'popularHeading' && lines[at - 1]?.kind === 'relatedHeading') continue
    if (kind === 'relatedHeading' || kind === 'popularHeading') list = kind === 'relatedHeading' ? 'heading' : 'popular'
    else if (ending.has(kind)) list = null
    else if (kind === 'menu') menuInRow += 1
    else if (kind === 'readAlso') {
      const own = toReadAlso(line)
      lists.heading.push(...own)
      if (own.length === 0 && line.weight <= 4) list = 'heading'
    }
    if (kind !== 'menu') menuInRow = 0
    if (menuInRow >= 2) list = null
    if (
      ending.has(kind) ||
      kind === 'menu' ||
      kind === 'relatedHeading' ||
      kind === 'popularHeading' ||
      kind === 'readAlso' ||
      skipped.has(kind)
    )
      continue
    if (kind === 'byline' && list === null) continue
    const last = list === null ? undefined : lists[list].at(-1)
    const byline = last === undefined || last.byline !== null ? null : readByline(line, language, null)
    if (last !== undefined && byline !== null && (byline.labelled || line.weight <= 3) && !isTitleAgain(lines, at)) {
      last.byline = withoutLabel(line)
      continue
    }
    const next = lines[at + 1]
    const repeated = isTitleAgain(lines, at)
    const entry = toEntry(line, next?.plain ?? '')
    if (entry === null) continue
    const same = last !== undefined && isSame(last.title, entry.title)
    if (list === null && (entry.doubled || repeated)) list = 'repetition'
    proseInRow = kind === 'prose' && !entry.doubled && !/[?!…]["”»)]?$/u.test(line.text) ? proseInRow + 1 : 0
    if (proseInRow > 3) list = null
    if (proseInRow > 0 && !repeated && !same) continue
    if (line.weight < 4 && line.text.endsWith('!')) continue
    const isTitle = entry.doubled || repeated || same || line.weight >= (list === null ? 4 : 2.5)
    if (!isTitle || line.weight > (entry.doubled ? maxTitleWeight * 3 : maxTitleWeight)) continue
    if (list === null) run.push(entry)
    else lists[list].push(entry)
  }
  const editorial = [...lists.heading, ...lists.repetition]
  if (editorial.length > 0)
    return { links: finish(editorial, headline), origin: lists.heading.length > 0 ? 'heading' : 'repetition' }
  if (lists.popular.length > 1) return { links: finish(lists.popular, headline), origin: 'popular' }
  const long = run.filter(({ title }) => title.split(' ').length >= 5)
  return long.length >= 3 ? { links: finish(long, headline), origin: 'run' } : { links: [], origin: 'none' }
}

/** The links inside a text: "read also" lines, and the titles of boxes (see `markBoxes`). */
export function readBoxes(lines: readonly Line[], body: Span): readonly RelatedLinkInput[] {
  const entries: Entry[] = []
  for (let at = body.start; at < body.end; at += 1) {
    const line = lines[at]
    if (line === undefined) continue
    if (lines[at]?.kind === 'readAlso') entries.push(...toReadAlso(line))
    // A label or a kicker stands above the title in many boxes.
    const labels = lines[at + 1]?.kind === 'teaser' && line.weight < 4 && (lines[at + 1]?.weight ?? 0) >= 4
    const entry = lines[at]?.kind === 'teaser' && line.weight >= 2.5 && !labels ? toEntry(line, '') : null
    if (entry !== null) entries.push(entry)
  }
  return finish(entries, '')
}

/** "Read also: Title" as a link; empty where no title follows the label. */
function toReadAlso(line: LineText): Entry[] {
  const length = readAlso.start(line.plain)
  const cut = cutFolded(line.text, line.plain.slice(0, length).trim())
  const title = cut?.rest ?? ''
  const entry = toLine(title)
  if (entry === null || cut === null || entry.weight < 2) return []
  // "Read more news of the region" is a sentence, not a title.
  if (!/[:：|»>→▶-]/u.test(cut.mark) && /^\p{Ll}/u.test(title)) return []
  const parsed = toEntry({ ...entry, url: line.url }, '')
  return parsed === null ? [] : [parsed]
}

function toEntry(line: LineText, next: string): (Entry & { doubled: boolean }) | null {
  const text = line.text.replace(/^\d{1,2}[.)]\s+/, '')
  const { title: once, middle } = undouble(text)
  const { title: undated } = cutDate(once)
  const glued = middle === null ? cutByline(undated, next) : { title: undated, byline: toByline(middle) }
  const { title, kind } = cutMark(glued.title)
  if (!/\p{L}{2}|\p{Script=Han}/u.test(title)) return null
  return { title, byline: glued.byline, kind, url: line.url, doubled: middle !== null }
}

// "Title by Jane Roe Title": the longest beginning that is also the end, by the failure function of Knuth, Morris and Pratt.
function undouble(text: string): { title: string; middle: string | null } {
  if (text.length > 1200) return { title: text, middle: null }
  const border = Array.from({ length: text.length + 1 }, () => 0)
  for (let at = 1, length = 0; at < text.length; at += 1) {
    while (length > 0 && text[at] !== text[length]) length = border[length] ?? 0
    if (text[at] === text[length]) length += 1
    border[at + 1] = length
  }
  let length = border[text.length] ?? 0
  while (length * 2 > text.length) length = border[length] ?? 0
  const title = text.slice(0, length).trim()
  const middle = text.slice(length, text.length - length).trim()
  const whole = /^[\s\p{P}]/u.test(text.slice(length)) || length * 2 === text.length
  const enough = title.includes(' ') ? title.length >= 8 : title.length >= 6
  return enough && whole && middle.length <= 160
    ? { title, middle: middle === title ? '' : middle }
    : { title: text, middle: null }
}

function toByline(middle: string): string | null {
  const line = toLine(middle)
  if (line === null) return null
  return readByline(line, 'und', null) === null ? null : withoutLabel(line)
}

function withoutLabel(line: LineText): string {
  const cut = cutFolded(line.text, line.plain.slice(0, bylineLabels.start(line.plain)).trim())
  return cut === null || cut.rest === '' || bylineLabels.start(line.plain) === 0 ? line.text : cut.rest
}

// "Title By Jane Roe", or the title alone in the next line and the rest of this one a byline.
function cutByline(text: string, next: string): { title: string; byline: string | null } {
  const line = toLine(text)
  if (line !== null && next.length > 10 && line.plain !== next && line.plain.startsWith(next)) {
    const cut = cutFolded(text, next.trim())
    const byline = cut === null ? null : toByline(cut.rest)
    if (cut !== null && byline !== null)
      return { title: text.slice(0, text.length - cut.rest.length).replace(/[\s|·–-]+$/u, ''), byline }
  }
  const glued = /^(.{12,300}?\S) By (\p{Lu}.{2,60})$/u.exec(text)
  if (glued?.[1] !== undefined && glued[2] !== undefined && isPersonName(glued[2], false))
    return { title: glued[1], byline: glued[2] }
  return { title: text, byline: null }
}

function cutDate(text: string): { title: string } {
  if (!/(?:19|20)\d\d/.test(text)) return { title: text }
  const date = findDate(text, 'und')
  if (date === null) return { title: text }
  const before = text.slice(0, date.index).replace(/[\s|·•,(–-]+$/u, '')
  const after = text.slice(date.index + date.text.length).replace(/^[\s|·•,)–-]+/u, '')
  if (after === '' && before.split(' ').length >= 3) return { title: before }
  return { title: before === '' && after.split(' ').length >= 3 ? after : text }
}

const marks: readonly (readonly [RegExp, RelatedLinkKind])[] = [
  [whole(`${videoWords}|${watchWords}`), 'VIDEO'],
  [whole(`${podcastWords}|${audioWords}`), 'AUDIO'],
  [whole(galleryWords), 'GALLERY'],
  [whole(liveWords), 'LIVEBLOG'],
  [whole(documentWords), 'DOCUMENT'],
]

function whole(words: string): RegExp {
  return new RegExp(`^(?:${words})$`, 'iu')
}

/** "(VIDEO)" at an end of a title leaves it and becomes the kind. */
function cutMark(text: string): { title: string; kind: RelatedLinkKind } {
  const end =
    /^(.+?)\s?[([【]([^()[\]【】]{2,20})[)\]】]$/u.exec(text) ?? /^(.{8,})\s[|–-]\s([\p{L}\s]{2,16})$/u.exec(text)
  const begin =
    /^[([【]([^()[\]【】]{2,20})[)\]】]\s?(.+)$/u.exec(text) ?? /^([\p{L}\s]{3,16})\s?[:|.–-]\s(.{6,})$/u.exec(text)
  for (const [mark, title] of [
    [end?.[2], end?.[1]],
    [begin?.[1], begin?.[2]],
  ]) {
    const kind = mark === undefined ? undefined : marks.find(([words]) => words.test(mark.trim()))?.[1]
    if (kind !== undefined && title !== undefined) return { title: title.trim(), kind }
  }
  return { title: text, kind: 'ARTICLE' }
}

function isTitleAgain(lines: readonly Line[], at: number): boolean {
  const plain = lines[at]?.plain ?? ''
  const next = lines[at + 1]?.plain ?? ''
  const weight = lines[at]?.weight ?? 0
  return (
    weight >= 2 &&
    plain.length > 8 &&
    (next === plain || (next.length > 12 && plain.startsWith(next) && plain.length > next.length))
  )
}

function isSame(one: string, other: string): boolean {
  return toLine(one)?.plain === toLine(other)?.plain
}

function finish(entries: readonly Entry[], headline: string): readonly RelatedLinkInput[] {
  const found = new Map<string, Entry>()
  for (const entry of entries) {
    const key = toLine(entry.title)?.plain ?? ''
    const known = found.get(key)
    if (known === undefined) found.set(key, { ...entry })
    else {
      known.byline ??= entry.byline
      known.url ??= entry.url
      if (known.kind === 'ARTICLE') known.kind = entry.kind
    }
  }
  found.delete(toLine(headline)?.plain ?? '')
  return [...found.values()].slice(0, maxLinks).map(({ title, byline, kind, url }) => ({ url, title, byline, kind }))
}
