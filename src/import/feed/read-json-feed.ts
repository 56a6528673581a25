import { parseJsonFeed } from 'feedsmith'
import { ReadRefused, type ReadItem, type ReadOptions } from '../draft.ts'
import { isRecord, parseJson } from '../ndjson/json.ts'
import { jsonEntry, jsonHead } from './json-entry.ts'
import { toDraft } from './to-draft.ts'

/** Reads a JSON Feed of any version, item by item. Throws ReadRefused for JSON that is none, or is cut. */
export async function* readJsonFeed(text: string, options: ReadOptions): AsyncGenerator<ReadItem> {
  const parsed = parseJson(text)
  if (!parsed.ok) throw new ReadRefused(`${options.fileName} is not valid JSON: ${parsed.reason}.`)
  const feed = parsed.value
  if (!isRecord(feed) || !Array.isArray(feed.items)) {
    throw new ReadRefused(`${options.fileName} is no JSON Feed: it has no list of items.`)
  }
  const { items, ...rest } = feed
  const envelope = { version: 'https://jsonfeed.org/version/1.1', title: '', ...rest }
  const sample = items
    .slice(0, 30)
    .map((item) => JSON.stringify(item).slice(0, 3000))
    .join(' ')
    .replace(/"\w+":|<[^<>]*>|https?:\S+/g, ' ')
  const head = { ...jsonHead(parse({ ...envelope, items: [] }) ?? {}), sample }
  for (const [index, item] of items.entries()) {
    const where = `item ${index + 1}`
    const found = isRecord(item) ? parse({ ...envelope, items: [item] })?.items?.[0] : undefined
    if (found === undefined) yield { kind: 'rejected', where, field: null, reason: 'it is not an item of a feed' }
    else yield toDraft(jsonEntry(found), head, where, options)
  }
}

function parse(feed: unknown): ReturnType<typeof parseJsonFeed<string>> | null {
  try {
    return parseJsonFeed(feed)
  } catch {
    return null
  }
}
