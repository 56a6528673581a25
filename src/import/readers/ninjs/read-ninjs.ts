import type { ReadItem, ReadOptions } from '../../draft.ts'
import { isRecord } from '../shared/json/json.ts'
import { jsonItems, type JsonItem } from '../shared/json/json-items.ts'
import type { Open } from '../shared/decode.ts'
import { feedDate } from '../../dates/date.ts'
import { createSeenIds } from '../shared/seen-ids.ts'
import { text, type Members } from './members.ts'
import { idOf, toDraft } from './to-draft.ts'

/** A package with all its texts may be one line. */
const maxLineBytes = 64 * 2 ** 20

/**
 * Reads IPTC ninjs 1.x, 2.x and 3.x: one item a line, or one item, an array or a wrapped list of at most 64 MB.
 * Of an item that comes in several versions only the newest is read; the others are rejected, and say where it is. So
 * are pictures, graphics and other items that are no articles. The file is opened twice, or three times where
 * ids come again; memory grows with those, and by some 20 bytes an item. Throws ReadRefused where nothing can be made of the file.
 */
export async function* readNinjs(open: Open, options: ReadOptions): AsyncGenerator<ReadItem> {
  const newest = await newestVersions(() => items(open, options))
  let number = 0
  for await (const item of items(open, options)) {
    number++
    const where = item.item
    if (item.kind === 'rejected') {
      yield { kind: 'rejected', item: where, field: null, reason: item.reason }
    } else if (!isRecord(item.value)) {
      yield { kind: 'rejected', item: where, field: null, reason: 'it is not an object' }
    } else {
      const best = newest.get(idOf(item.value) ?? '')
      if (best === undefined || best.number === number) yield toDraft(item.value, where, options)
      else {
        const reason = best.number > number ? `${best.where} is a newer version of it` : `${best.where} has the same id`
        yield { kind: 'rejected', item: where, field: 'externalId', reason }
      }
    }
  }
}

function items(open: Open, { fileName }: ReadOptions): AsyncGenerator<JsonItem> {
  return jsonItems(open, { fileName, maxLineBytes, wrappers: ['items', 'results', 'data', '_items'] })
}

interface Version {
  readonly number: number
  readonly where: string
  readonly version: number
  readonly created: string
}

/** Of the ids that come more than once, where the newest item with each stands. */
async function newestVersions(read: () => AsyncIterable<JsonItem>): Promise<ReadonlyMap<string, Version>> {
  const newest = new Map<string, Version>()
  const repeated = await repeatedIds(read())
  if (repeated.size === 0) return newest
  let number = 0
  for await (const item of read()) {
    number++
    const id = idOfItem(item)
    if (id === undefined || item.kind === 'rejected' || !repeated.has(id)) continue
    const version = versionOf(item.value as Members, number, item.item)
    const before = newest.get(id)
    if (before === undefined || isNewer(version, before)) newest.set(id, version)
  }
  return newest
}

async function repeatedIds(all: AsyncIterable<JsonItem>): Promise<ReadonlySet<string>> {
  const seen = createSeenIds()
  const repeated = new Set<string>()
  let number = 0
  for await (const item of all) {
    const id = idOfItem(item)
    number++
    if (id !== undefined && seen.earlier(id, number) !== null) repeated.add(id)
  }
  return repeated
}

function idOfItem(item: JsonItem): string | undefined {
  return item.kind === 'value' && isRecord(item.value) ? idOf(item.value) : undefined
}

function versionOf(item: Members, number: number, where: string): Version {
  const version = Number(text(item, 'version') ?? Number.NaN)
  return { number, where, version, created: feedDate(text(item, 'versionCreated', 'versioncreated')) ?? '' }
}

function isNewer(one: Version, other: Version): boolean {
  if (!Number.isNaN(one.version) && !Number.isNaN(other.version) && one.version !== other.version) {
    return one.version > other.version
  }
  return one.created > other.created
}
