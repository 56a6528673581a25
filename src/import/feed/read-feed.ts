import { DetectError, MalformedError, ParseError, parseAtomFeed, parseRdfFeed, parseRssFeed } from 'feedsmith'
import { ReadRefused, type ReadItem, type ReadOptions } from '../draft.ts'
import { decodeWhole, readWhole, type Open } from '../reading/decode.ts'
import { splitRecords } from '../reading/records.ts'
import { oneLine } from '../reading/text.ts'
import { checkXml, DamagedXml, parseXml, repairXml, type XmlElement } from '../reading/xml.ts'
import { atomEntry, atomHead } from './atom-entry.ts'
import type { FeedEntry, FeedHead } from './feed-entry.ts'
import { readJsonFeed } from './read-json-feed.ts'
import { rssEntry, rssHead } from './rss-entry.ts'
import { feedRoot, type FeedRoot } from './root.ts'
import { withMarkupAsText } from './salvage.ts'
import { toDraft } from './to-draft.ts'

const maxFeedBytes = 64 * 2 ** 20

/**
 * Reads RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0 and JSON Feed 1.0 and 1.1, of at most 64 MB.
 * Each entry is cut out and parsed alone, so damage in one is reported for that one and the others are read.
 * Throws ReadRefused for what is no feed, for a DTD, for an unknown encoding and for a larger file.
 */
export async function* readFeed(open: Open, options: ReadOptions): AsyncGenerator<ReadItem> {
  const { text, note } = decodeWhole(await readWhole(open, maxFeedBytes))
  const items = /^[\s\ufeff]*\{/.test(text) ? readJsonFeed(text, options) : readXmlFeed(text, options)
  const seen = new Map<string, string>()
  let isFirst = true
  for await (const item of items) {
    if (item.kind !== 'article') {
      yield item
      continue
    }
    const id = item.draft.input.externalId
    const earlier = seen.get(id)
    if (earlier !== undefined) {
      yield {
        kind: 'rejected',
        where: item.where,
        field: 'externalId',
        reason: `${earlier} has the same id, "${id.slice(0, 100)}"`,
      }
      continue
    }
    seen.set(id, item.where)
    const notes = isFirst && note !== null ? [{ field: null, message: note }, ...item.draft.notes] : item.draft.notes
    isFirst = false
    yield { ...item, draft: { ...item.draft, notes } }
  }
}

async function* readXmlFeed(text: string, options: ReadOptions): AsyncGenerator<ReadItem> {
  const root = feedRoot(text)
  if (root === null) throw new ReadRefused(`${options.fileName} is not a feed: it has no <rss>, <feed> or <rdf:RDF>.`)
  if (/<!(?:ENTITY|ELEMENT|ATTLIST|DOCTYPE[^<>[]*\[)/i.test(text.slice(0, root.start))) {
    throw new ReadRefused(`${options.fileName} declares a DTD. Remove the DOCTYPE; entities are not read.`)
  }
  const pieces: Piece[] = []
  const between: string[] = []
  for await (const piece of splitRecords(
    once(text.slice(root.start)),
    (name) => name.toLowerCase() === root.entryName,
  )) {
    if (piece.kind === 'outside') between.push(piece.text)
    else pieces.push(piece)
  }
  const head = { ...readHead(root, between), sample: sampleOf(pieces) }
  let number = 0
  for (const piece of pieces) {
    const where = `item ${++number} (line ${piece.line + root.line - 1})`
    if (piece.kind === 'broken') {
      yield { kind: 'rejected', where, field: null, reason: piece.reason }
      continue
    }
    yield readEntry(root, head, piece.text, where, options)
  }
  if (pieces.length === 0 && between.join('').trim() === '')
    throw new ReadRefused(`${options.fileName} is an empty feed.`)
}

type Piece = Exclude<Awaited<ReturnType<ReturnType<typeof splitRecords>['next']>>['value'], void>

function readEntry(root: FeedRoot, head: FeedHead, text: string, where: string, options: ReadOptions): ReadItem {
  try {
    const [clean, tree] = soundXml(repairXml(text))
    const origLink = findOrigLink(tree)
    const entry = parseEntry(root, `${root.before}${clean}${root.after}`, origLink)
    if (entry === null) return { kind: 'rejected', where, field: null, reason: 'there is nothing in it' }
    return toDraft(entry, head, where, options)
  } catch (error) {
    if (error instanceof DamagedXml) return { kind: 'rejected', where, field: null, reason: error.message }
    throw error
  }
}

/** The text and its tree, mended where its own markup breaks it. Throws DamagedXml where that does not help. */
function soundXml(text: string): [string, XmlElement] {
  try {
    return [text, parseXml(text)]
  } catch (error) {
    const mended = error instanceof DamagedXml ? withMarkupAsText(text) : text
    if (mended === text) throw error
    return [mended, parseXml(mended)]
  }
}

function parseEntry(root: FeedRoot, xml: string, origLink: string | undefined): FeedEntry | null {
  try {
    if (root.kind === 'atom') {
      const entry = parseAtomFeed(xml).entries?.[0]
      return entry === undefined ? null : atomEntry(entry, origLink)
    }
    const item = (root.kind === 'rdf' ? parseRdfFeed(xml) : parseRssFeed(xml)).items?.[0]
    return item === undefined ? null : rssEntry(item, origLink)
  } catch (error) {
    if (isRefusal(error)) return null
    throw error
  }
}

/** The channel around the entries; where that is damaged, what stands before the first entry; else nothing. */
function readHead(root: FeedRoot, between: readonly string[]): FeedHead {
  for (const text of [between.join(''), `${between[0] ?? ''}${root.after}`]) {
    try {
      const clean = repairXml(text)
      checkXml(clean)
      if (root.kind === 'atom') return atomHead(parseAtomFeed(clean))
      return rssHead(root.kind === 'rdf' ? parseRdfFeed(clean) : parseRssFeed(clean))
    } catch (error) {
      if (!(error instanceof DamagedXml) && !isRefusal(error)) throw error
    }
  }
  return rssHead({})
}

function sampleOf(pieces: readonly Piece[]): string {
  const texts = pieces.slice(0, 30).flatMap((piece) => (piece.kind === 'broken' ? [] : piece.text.slice(0, 3000)))
  return texts.join(' ').replace(/<!\[CDATA\[|\]\]>|<[^<>]*>|&\w+;|https?:\S+/g, ' ')
}

/** feedsmith's word for an element with nothing in it that it knows. */
function isRefusal(error: unknown): boolean {
  return error instanceof DetectError || error instanceof MalformedError || error instanceof ParseError
}

function findOrigLink(item: XmlElement): string | undefined {
  const found = item.children.find((child) => /:origlink$/i.test(child.name))
  return found === undefined ? undefined : oneLine(found.text)
}

async function* once(text: string): AsyncGenerator<string> {
  yield text
}
