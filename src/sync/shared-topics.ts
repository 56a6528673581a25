import { findOwnTopics } from '../db/sync/feed-state.ts'
import type { Db } from '../db/tables/database.ts'
import type { ReadItem } from '../import/draft.ts'
import type { Formats, Reader } from '../import/formats.ts'
import { Problems } from '../import/normalise/problems.ts'
import { defaultSource } from '../import/normalise/publisher.ts'
import { topics } from '../import/normalise/topics.ts'
import type { Feed } from './feed-list.ts'

type ArticleItem = Extract<ReadItem, { kind: 'article' }>

/** Items that are looked up together. */
const chunkItems = 500

/**
 * The formats, made to leave an article the topics of the other feeds it is in: an article in the feeds of two sections has both topics,
 * whichever feed is read last, and does not change back and forth. `listed` is every feed of the list; topics come in its
 * order.
 */
export function withSharedTopics(formats: Formats, db: Db, feed: Feed, listed: readonly Feed[]): Formats {
  const related = listed.filter((other) => mayShare(other, feed))
  const paths = [...new Set(related.flatMap(({ topic }) => (topic === undefined ? [] : [toPath(topic)])))]
  if (paths.length === 0) return formats
  const own = feed.topic === undefined ? null : toPath(feed.topic)
  const wrap = (read: Reader): Reader =>
    async function* (open, options) {
      let chunk: ReadItem[] = []
      for await (const item of read(open, options)) {
        chunk.push(item)
        if (chunk.length < chunkItems) continue
        yield* await share(chunk)
        chunk = []
      }
      yield* await share(chunk)
    }
  const share = async (items: readonly ReadItem[]): Promise<ReadItem[]> => {
    const ids = Map.groupBy(
      items.filter((item) => item.kind === 'article'),
      (item) => sourceOf(item, feed),
    )
    const existing = new Map<string, Map<string, Set<string>>>()
    for (const [source, articles] of ids) {
      const externalIds = articles.map(({ draft }) => draft.input.externalId)
      if (source !== null) existing.set(source, await findOwnTopics(db, source, externalIds, paths))
    }
    return items.map((item) => {
      if (item.kind !== 'article') return item
      const provided = new Set(item.draft.input.topics?.map(({ path }) => toPath(path)))
      const found = existing.get(sourceOf(item, feed) ?? '')?.get(item.draft.input.externalId)
      return withTopics(
        item,
        paths.filter((path) => path === own || provided.has(path) || found?.has(path) === true),
      )
    })
  }
  const byName = Object.entries(formats.byName).map(([name, format]) => [name, { ...format, read: wrap(format.read) }])
  return { ...formats, byName: Object.fromEntries(byName) }
}

/** Whether both can bring the same article; a feed that does not say its publisher can with any. */
function mayShare(one: Feed, other: Feed): boolean {
  const [a, b] = [one, other].map(
    ({ source, publisher }) => source ?? (publisher === undefined ? null : defaultSource({ name: publisher })),
  )
  return a === null || b === null || a === b
}

/** The item with these topics before its others. */
function withTopics(item: ArticleItem, paths: readonly string[]): ArticleItem {
  if (paths.length === 0) return item
  const { input } = item.draft
  const others = (input.topics ?? []).filter((topic) => !paths.includes(toPath(topic.path)))
  // bare, so that every feed of the list says the same
  const first = paths.map((path) => ({ path }))
  return { ...item, draft: { ...item.draft, input: { ...input, topics: [...first, ...others] } } }
}

function sourceOf({ draft }: ArticleItem, feed: Feed): string | null {
  return feed.source ?? (draft.input.publisher ? defaultSource(draft.input.publisher) : null)
}

/** A topic's path as it is written; itself where it cannot be. */
function toPath(path: string): string {
  return topics([{ path }], [], new Problems())[0]?.path ?? path
}
