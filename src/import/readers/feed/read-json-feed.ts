import { parseJsonFeed } from 'feedsmith'
import { ReadRefused, type ReadItem, type ReadOptions } from '../../draft.ts'
import { isRecord, parseJson } from '../shared/json/json.ts'
import { splitElements } from '../shared/json/split-elements.ts'
import { guessLanguage } from '../../language/guess.ts'
import { jsonEntry, jsonHead } from './json-entry.ts'
import { toDraft } from './to-draft.ts'

/**
 * Reads a JSON Feed of any version, item by item. Of a feed that is cut, the items before the cut.
 * Throws ReadRefused for what is no feed.
 */
export async function* readJsonFeed(text: string, options: ReadOptions): AsyncGenerator<ReadItem> {
  const parsed = parseJson(text)
  const feed = parsed.ok ? parsed.value : salvage(text)
  if (feed === null)
    throw new ReadRefused(`${options.fileName} is not valid JSON: ${parsed.ok ? 'it is null' : parsed.reason}.`)
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
  const head = {
    ...jsonHead(parse({ ...envelope, items: [] }) ?? {}),
    guess: guessLanguage(sample),
    others: new Map<string, number>(),
  }
  for (const [index, item] of items.entries()) {
    const where = `item ${index + 1}`
    const found = isRecord(item) ? parse({ ...envelope, items: [item] })?.items?.[0] : undefined
    if (found === undefined)
      yield {
        kind: 'rejected',
        item: where,
        field: null,
        reason: item === null ? 'its JSON is damaged' : 'it is not an item of a feed',
      }
    else yield toDraft(jsonEntry(found, item), head, where, options)
  }
}

/** The items of a feed that is cut or damaged, those that cannot be read as null, and what its head said before them. */
function salvage(text: string): unknown {
  const list = /"items"\s*:\s*\[/.exec(text)
  if (list === null) return null
  const before = parseJson(`${text.slice(0, list.index).replace(/,\s*$/, '')}}`)
  const items = [...splitElements(text.slice(list.index + list[0].length))].map((element) => {
    const one = element.isWhole ? parseJson(element.text) : null
    return one?.ok === true ? one.value : null
  })
  return items.some(isRecord) ? { ...(before.ok && isRecord(before.value) ? before.value : {}), items } : null
}

function parse(feed: unknown): ReturnType<typeof parseJsonFeed<string>> | null {
  try {
    return parseJsonFeed(feed)
  } catch {
    return null
  }
}
