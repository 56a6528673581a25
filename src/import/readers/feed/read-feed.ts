import { ReadRefused, type ReadItem, type ReadOptions } from '../../draft.ts'
import { openText, type Open } from '../shared/decode.ts'
import { createSeenIds } from '../shared/seen-ids.ts'
import { beginning } from './beginning.ts'
import { readJsonFeed } from './read-json-feed.ts'
import { readXmlFeed } from './read-xml-feed.ts'

/** The largest JSON Feed, and the largest file whose encoding is damaged, in bytes. */
const maxMemoryBytes = 64 * 2 ** 20

/**
 * Reads RSS 0.9x, 1.0 and 2.0 and Atom 0.3 and 1.0, whose entries stream, and JSON Feed 1.0 and 1.1 of at most 64 MB.
 * Each entry is cut out and parsed on its own, so damage in one is reported for that one and the others are read; of those
 * with the same id, the first. Throws ReadRefused for what is no feed, for a DTD and for an unknown encoding.
 */
export async function* readFeed(open: Open, options: ReadOptions): AsyncGenerator<ReadItem> {
  const { texts, note } = await openText(open, maxMemoryBytes, options.charset)
  const isJson = /^[\s\ufeff]*\{/.test(await beginning(texts(), 4096))
  const items = isJson ? readJsonFeed(await whole(texts()), options) : readXmlFeed(texts, options)
  const seen = createSeenIds()
  let isFirst = true
  let number = 0
  for await (const item of items) {
    number++
    if (item.kind !== 'article') {
      yield item
      continue
    }
    const id = item.draft.input.externalId
    const earlier = seen.earlier(id, number)
    if (earlier !== null) {
      const reason = `item ${earlier} has the same id, "${id.slice(0, 100)}"`
      yield { kind: 'rejected', item: item.item, field: 'externalId', reason }
      continue
    }
    const notes = isFirst && note !== null ? [{ field: null, message: note }, ...item.draft.notes] : item.draft.notes
    isFirst = false
    yield { ...item, draft: { ...item.draft, notes } }
  }
}

async function whole(texts: AsyncIterable<string>): Promise<string> {
  const text = await beginning(texts, maxMemoryBytes)
  if (text.length < maxMemoryBytes) return text
  throw new ReadRefused(`The file is larger than ${maxMemoryBytes / 2 ** 20} MB. Split it and import the parts.`)
}
