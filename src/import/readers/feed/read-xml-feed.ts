import { parseAtomFeed, parseRdfFeed, parseRssFeed } from 'feedsmith'
import { type Note, ReadRefused, type ReadItem, type ReadOptions } from '../../draft.ts'
import { guessLanguage } from '../../language/guess.ts'
import { splitRecords, type Piece } from '../shared/records.ts'
import { DamagedXml, parseXml, repairXml } from '../shared/xml.ts'
import { atomHead } from './atom-entry.ts'
import { beginning } from './beginning.ts'
import type { FeedChannel, FeedHead } from './feed-entry.ts'
import { isRefusal, parseEntries } from './parse-entries.ts'
import { entryKind, othersNote } from './entry-kind.ts'
import { feedRoot, type FeedRoot } from './root.ts'
import { rssHead } from './rss-entry.ts'
import { toDraft } from './to-draft.ts'
import { visibilityOfChannel } from './visibility.ts'

type Texts = () => AsyncIterable<string>

/** What may stand before the root: warnings of a script, comments, style sheets. In characters. */
const maxPrologue = 2 ** 20
/** Entries that are parsed at once: the parser takes longer to set up than to read a short one. */
const maxAtOnce = { entries: 32, chars: 2 ** 17 }

/**
 * Reads a feed in XML entry by entry; memory is bounded by the largest. The text is streamed three times: for its root, for
 * what its channel says wherever it stands, and for the entries. Throws ReadRefused for what is no feed, and for a DTD.
 */
export async function* readXmlFeed(texts: Texts, options: ReadOptions): AsyncGenerator<ReadItem> {
  const prologue = await beginning(texts(), maxPrologue)
  const root = feedRoot(prologue)
  if (root === null) throw new ReadRefused(`${options.fileName} is not a feed: it has no <rss>, <feed> or <rdf:RDF>.`)
  if (/<!(?:ENTITY|ELEMENT|ATTLIST|DOCTYPE[^<>[]*\[)/i.test(prologue.slice(0, root.start))) {
    throw new ReadRefused(`${options.fileName} declares a DTD. Remove the DOCTYPE; entities are not read.`)
  }
  const pieces = (): AsyncGenerator<Piece> =>
    splitRecords(from(texts(), root.start), (name) => name.toLowerCase() === root.entryName)
  const head = await readHead(pieces(), root)
  let number = 0
  let untold = othersNote(head.others)
  for await (const batch of batches(pieces())) {
    const entries = parseEntries(
      root,
      batch.flatMap((piece) => (piece.kind === 'broken' ? [] : piece.text)),
    )
    for (const piece of batch) {
      const where = `item ${++number} (line ${piece.line + root.line - 1})`
      const entry = piece.kind === 'broken' ? new DamagedXml(piece.reason) : (entries.shift() ?? null)
      if (entry === null) yield { kind: 'rejected', item: where, field: null, reason: 'there is nothing in it' }
      else if (entry instanceof DamagedXml) yield { kind: 'rejected', item: where, field: null, reason: entry.message }
      else if (piece.kind === 'record' && entryKind(piece.text) !== null) continue
      else {
        const item = toDraft(entry, head, where, options)
        yield item.kind === 'article' ? withNotes(item, untold) : item
        if (item.kind === 'article') untold = []
      }
    }
  }
}

function withNotes(item: Extract<ReadItem, { kind: 'article' }>, notes: readonly Note[]): ReadItem {
  return notes.length === 0 ? item : { ...item, draft: { ...item.draft, notes: [...notes, ...item.draft.notes] } }
}

/** The entries, whole and broken, in groups of a bounded size. */
async function* batches(pieces: AsyncIterable<Piece>): AsyncGenerator<Piece[]> {
  let batch: Piece[] = []
  let chars = 0
  for await (const piece of pieces) {
    if (piece.kind === 'outside') continue
    batch.push(piece)
    chars += piece.kind === 'broken' ? 0 : piece.text.length
    if (batch.length < maxAtOnce.entries && chars < maxAtOnce.chars) continue
    yield batch
    batch = []
    chars = 0
  }
  if (batch.length > 0) yield batch
}

/** What the channel says around the entries, and a sample of their text. */
async function readHead(pieces: AsyncIterable<Piece>, root: FeedRoot): Promise<FeedHead> {
  let before = ''
  let after = ''
  let entries = 0
  const sample: string[] = []
  const others = new Map<string, number>()
  for await (const piece of pieces) {
    if (piece.kind !== 'outside') entries++
    const kind = piece.kind === 'record' ? entryKind(piece.text) : null
    if (kind !== null) others.set(kind, (others.get(kind) ?? 0) + 1)
    else if (piece.kind === 'record' && sample.length < 30) sample.push(own(piece.text.slice(0, 3000)))
    if (piece.kind !== 'outside' || before.length + after.length > maxPrologue) continue
    if (entries === 0) before += own(piece.text)
    else after += own(piece.text)
  }
  return { ...parseHead(before, after, root), guess: guessLanguage(proseOf(sample.join(' '))), others }
}

/** The words of a piece of XML, also of HTML that is escaped in it. */
function proseOf(xml: string): string {
  return xml
    .replace(/<(pubDate|guid|id|link|updated|published|dc:date)\b[^<>]*>[^<]*<\/\1>/g, ' ')
    .replace(/<!\[CDATA\[|\]\]>|<[^<>]*>/g, ' ')
    .replace(/&(?:amp;)?(lt|gt|quot);/g, (_, name: string) => ({ lt: '<', gt: '>' })[name] ?? '"')
    .replace(/<[^<>]*>|&\w+;|https?:\S+/g, ' ')
}

/** The channel around the entries; where that is damaged, what stands before the first entry; else nothing. */
function parseHead(before: string, after: string, root: FeedRoot): FeedChannel {
  for (const text of [`${before}${after}`, `${before}${root.after}`]) {
    try {
      const clean = repairXml(text)
      const visibility = visibilityOfChannel(parseXml(clean))
      if (root.kind === 'atom') return { ...atomHead(parseAtomFeed(clean)), visibility }
      return { ...rssHead(root.kind === 'rdf' ? parseRdfFeed(clean) : parseRssFeed(clean)), visibility }
    } catch (error) {
      if (!(error instanceof DamagedXml) && !isRefusal(error)) throw error
    }
  }
  return rssHead({})
}

async function* from(texts: AsyncIterable<string>, start: number): AsyncGenerator<string> {
  let left = start
  for await (const text of texts) {
    if (left < text.length) yield left === 0 ? text : text.slice(left)
    left = Math.max(0, left - text.length)
  }
}

/** A copy of its own: a slice of a string keeps all of it alive. */
function own(text: string): string {
  return Buffer.from(text).toString()
}
