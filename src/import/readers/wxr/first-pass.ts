import type { Open } from '../shared/decode.ts'
import { decodeStream } from '../shared/decode.ts'
import { ReadRefused } from '../../draft.ts'
import { splitRecords, type Piece } from '../shared/records.ts'
import { oneLine } from '../shared/text.ts'
import { DamagedXml, parseXml, repairXml, type XmlElement } from '../shared/xml.ts'
import { isArticleType, postType } from './post-type.ts'

/** What a reader of an export must know before the first post: its site, authors and terms, wherever they stand. */
export interface FirstPass {
  readonly title: string
  readonly site: string | null
  readonly language: string | null
  readonly authors: ReadonlyMap<string, string>
  /** By taxonomy and slug: `category/politics`. */
  readonly terms: ReadonlyMap<string, Term>
  /** Slugs of categories by their number, which is how plugins name a post's main one. */
  readonly categories: ReadonlyMap<string, string>
  /** Ids of the attachments that posts have as featured images, ascending: a list, as a million may be too many for a set. */
  readonly thumbnails: Float64Array
  /** Reusable blocks that are published, by number. */
  readonly blocks: ReadonlyMap<number, string>
  /** Items that are no articles, by type. */
  readonly others: ReadonlyMap<string, number>
  /** Minutes east of UTC by month (`2025-03`), as dates that are given both ways show it. */
  readonly offsets: ReadonlyMap<string, number>
}

export interface Term {
  readonly name: string
  /** Slug of the parent; empty at the root. */
  readonly parent: string
}

/** The parts of an export, in order. Throws ReadRefused for a DTD. */
export function exportPieces(open: Open): AsyncGenerator<Piece> {
  return splitRecords(decodeStream(open()), (name) => /^(?:item|wp:(?:author|category|tag|term))$/.test(name))
}

/** The tree of a record; null where it is damaged. */
export function treeOf(text: string): XmlElement | null {
  try {
    return parseXml(repairXml(text))
  } catch (error) {
    if (error instanceof DamagedXml) return null
    throw error
  }
}

/** The text of the first child with that name, empty where there is none. */
export function childText(element: XmlElement, name: string): string {
  return element.children.find((child) => child.name === name)?.text ?? ''
}

/** Reads an export once for all of this. Throws ReadRefused where it is none. */
export async function firstPass(open: Open, fileName: string): Promise<FirstPass> {
  const authors = new Map<string, string>()
  const terms = new Map<string, Term>()
  const categories = new Map<string, string>()
  const thumbnails: number[] = []
  const others = new Map<string, number>()
  const offsets = new Map<string, number>()
  let head = ''
  let items = 0
  for await (const piece of exportPieces(open)) {
    if (piece.kind === 'outside') {
      if (head.length < 100_000) head += own(piece.text.slice(0, 100_000))
    } else if (piece.name === 'item') {
      items++
      if (piece.kind === 'record') readItemFirst(piece.text, { authors, thumbnails, others, offsets })
    } else if (piece.kind === 'record') {
      const record = treeOf(piece.text)
      if (record !== null && piece.name === 'wp:author') addAuthor(record, authors)
      else if (record !== null) addTerm(record, terms, categories)
    }
  }
  if (!/<rss[\s>]/i.test(head) || !/wordpress\.org\/export|<wp:/i.test(head)) {
    throw new ReadRefused(
      `${fileName} is not a WordPress export${items === 0 ? '' : ': it is a feed without what WordPress adds'}.`,
    )
  }
  return {
    ...channelOf(head),
    authors,
    terms,
    categories,
    thumbnails: Float64Array.from(thumbnails).sort(),
    blocks: new Map(),
    others,
    offsets,
  }
}

function readItemFirst(
  text: string,
  found: {
    authors: Map<string, string>
    thumbnails: number[]
    others: Map<string, number>
    offsets: Map<string, number>
  },
): void {
  const type = postType(text)
  if (!isArticleType(type)) {
    if (type === 'guest-author') addGuestAuthor(text, found.authors)
    if (found.others.size < 500) found.others.set(own(type), (found.others.get(type) ?? 0) + 1)
    return
  }
  const thumbnail = /_thumbnail_id(?:\]\]>)?\s*<\/wp:meta_key>\s*<wp:meta_value>\s*(?:<!\[CDATA\[)?\s*(\d{1,15})/.exec(
    text,
  )?.[1]
  if (thumbnail !== undefined) found.thumbnails.push(Number(thumbnail))
  const local = stamp(text, 'post_date')
  const gmt = stamp(text, 'post_date_gmt')
  if (local === null || gmt === null) return
  const minutes = Math.round((local - gmt) / 60_000)
  if (Math.abs(minutes) <= 14 * 60) found.offsets.set(new Date(local).toISOString().slice(0, 7), minutes)
}

function stamp(text: string, name: string): number | null {
  const written = new RegExp(
    String.raw`<wp:${name}>\s*(?:<!\[CDATA\[)?\s*([1-9]\d{3}-\d\d-\d\d) (\d\d:\d\d:\d\d)`,
  ).exec(text)
  const time = written === null ? Number.NaN : Date.parse(`${written[1]}T${written[2]}Z`)
  return Number.isNaN(time) ? null : time
}

function addAuthor(record: XmlElement, authors: Map<string, string>): void {
  const login = oneLine(childText(record, 'wp:author_login'))
  const display = oneLine(childText(record, 'wp:author_display_name'))
  const full = oneLine(`${childText(record, 'wp:author_first_name')} ${childText(record, 'wp:author_last_name')}`)
  // Who never chose a name to be shown by is shown by the login.
  const name = (display === login || display === '') && full !== '' ? full : display || login
  if (login !== '' && name !== '') authors.set(own(login), own(name))
}

/** A plugin for several authors keeps those without a login as posts, named `cap-<login>`. */
function addGuestAuthor(text: string, authors: Map<string, string>): void {
  const item = treeOf(text)
  const login = oneLine(item === null ? '' : childText(item, 'wp:post_name')).replace(/^cap-/, '')
  const name = oneLine(item === null ? '' : childText(item, 'title'))
  if (login !== '' && name !== '' && !authors.has(login)) authors.set(own(login), own(name))
}

function addTerm(record: XmlElement, terms: Map<string, Term>, categories: Map<string, string>): void {
  const taxonomy =
    record.name === 'wp:category'
      ? 'category'
      : record.name === 'wp:tag'
        ? 'post_tag'
        : oneLine(childText(record, 'wp:term_taxonomy'))
  const [slug, name, parent] = (
    {
      'wp:category': ['wp:category_nicename', 'wp:cat_name', 'wp:category_parent'],
      'wp:tag': ['wp:tag_slug', 'wp:tag_name', ''],
    }[record.name] ?? ['wp:term_slug', 'wp:term_name', 'wp:term_parent']
  ).map((child) => oneLine(childText(record, child)))
  const id = oneLine(childText(record, 'wp:term_id'))
  if (slug && taxonomy === 'category' && id !== '') categories.set(own(id), own(slug))
  if (slug) terms.set(own(`${taxonomy}/${slug}`), { name: own(name || slug), parent: own(parent ?? '') })
}

function channelOf(head: string): Pick<FirstPass, 'title' | 'site' | 'language'> {
  const value = (name: string): string => {
    const written = new RegExp(String.raw`<${name}>([\s\S]*?)</${name}>`).exec(head)?.[1] ?? ''
    const tree = treeOf(`<x>${written}</x>`)
    return oneLine(tree?.text ?? '')
  }
  const site = [value('wp:base_blog_url'), value('link'), value('wp:base_site_url')].find((url) => /^https?:/.test(url))
  return {
    title: value('title'),
    site: site === undefined ? null : site.replace(/\/*$/, '/'),
    language: value('language') || null,
  }
}

/** A copy of its own: a slice of a string keeps all of it alive, which would be the file. */
function own(text: string): string {
  return Buffer.from(text).toString()
}
