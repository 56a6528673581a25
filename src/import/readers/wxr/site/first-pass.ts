import { ReadRefused } from '../../../draft.ts'
import { decodeStream, type Open } from '../../shared/decode.ts'
import { splitRecords, type Piece } from '../../shared/records.ts'
import { oneLine } from '../../../text/one-line.ts'
import { own, treeOf } from '../fields.ts'
import { SiteItems } from './first-items.ts'
import { SiteTerms } from './first-terms.ts'
import { labelIn } from '../languages.ts'
import { isArticleType, postType } from '../post-type.ts'

/** What a reader of an export must know before the first post: its site, authors and terms, wherever they stand. */
export interface FirstPass {
  readonly title: string
  readonly site: string | null
  readonly language: string | null
  /** Of all exports of the site. */
  readonly terms: SiteTerms
  /** Of all exports of the site. */
  readonly items: SiteItems
  /** Items that are no articles, by type. */
  readonly others: ReadonlyMap<string, number>
  /** Minutes east of UTC by month (`2025-03`), as dates that are given both ways show it. */
  readonly offsets: ReadonlyMap<string, number>
}

/** What the exports of one site say together. */
export interface Site {
  readonly terms: SiteTerms
  readonly items: SiteItems
}

/** The parts of an export, in order. Throws ReadRefused for a DTD. */
export function exportPieces(open: Open): AsyncGenerator<Piece> {
  return splitRecords(decodeStream(open()), (name) => /^(?:item|wp:(?:author|wp_author|category|tag|term))$/.test(name))
}

/** Reads an export once for all of this; `siteOf` answers what is known of its site. Throws ReadRefused where it is none. */
export async function firstPass(
  open: Open,
  fileName: string,
  siteOf: (address: string | null) => Site,
): Promise<FirstPass> {
  const others = new Map<string, number>()
  const offsets = new Map<string, number>()
  let site: Site | null = null
  let head = ''
  let count = 0
  for await (const piece of exportPieces(open)) {
    if (piece.kind === 'outside') {
      if (head.length < 100_000) head += own(piece.text.slice(0, 100_000))
      continue
    }
    site ??= siteOf(channelOf(head).site)
    if (piece.name === 'item') count++
    if (piece.kind !== 'record') continue
    if (piece.name === 'item') {
      site.items.add(piece.text, site.terms)
      addOther(piece.text, others)
      addOffset(piece.text, offsets)
    } else {
      const record = treeOf(piece.text)
      if (record !== null) site.terms.add(record)
    }
  }
  if (!/<rss[\s>]/i.test(head) || !/wordpress\.org\/export|<wp:/i.test(head)) {
    throw new ReadRefused(
      `${fileName} is not a WordPress export${count === 0 ? '' : ': it is a feed without what WordPress adds'}.`,
    )
  }
  const channel = channelOf(head)
  return { ...channel, ...(site ?? siteOf(channel.site)), others, offsets }
}

function addOther(text: string, others: Map<string, number>): void {
  const type = postType(text)
  if (isArticleType(type) || others.size >= 500) return
  others.set(own(type), (others.get(type) ?? 0) + 1)
}

function addOffset(text: string, offsets: Map<string, number>): void {
  const local = stamp(text, 'post_date')
  const gmt = stamp(text, 'post_date_gmt')
  if (local === null || gmt === null) return
  const minutes = Math.round((local - gmt) / 60_000)
  if (Math.abs(minutes) <= 14 * 60) offsets.set(new Date(local).toISOString().slice(0, 7), minutes)
}

function stamp(text: string, name: string): number | null {
  const written = new RegExp(
    String.raw`<wp:${name}>\s*(?:<!\[CDATA\[)?\s*([1-9]\d{3}-\d\d-\d\d) (\d\d:\d\d:\d\d)`,
  ).exec(text)
  const time = written === null ? Number.NaN : Date.parse(`${written[1]}T${written[2]}Z`)
  return Number.isNaN(time) ? null : time
}

function channelOf(head: string): Pick<FirstPass, 'title' | 'site' | 'language'> {
  const value = (name: string): string => {
    const written = new RegExp(String.raw`<${name}>([\s\S]*?)</${name}>`).exec(head)?.[1] ?? ''
    const tree = treeOf(`<x>${written}</x>`)
    return oneLine(tree?.text ?? '')
  }
  const site = [value('wp:base_blog_url'), value('link'), value('wp:base_site_url')].find((url) => /^https?:/.test(url))
  const language = value('language') || null
  return {
    title: labelIn(value('title'), language),
    site: site === undefined ? null : site.replace(/\/*$/, '/'),
    language,
  }
}
