import type { UserError } from '../../../schema/models.ts'
import type { WriteResult } from './normalised.ts'
import type { Db } from '../tables/database.ts'
import { selectAll, applyAll } from '../combined-statements.ts'
import { addressConflicts, askHolders, withoutSharedAddresses } from './nouns/address-conflicts.ts'
import { saveViewCounts, type ArticleToWrite } from './nouns/article-rows.ts'
import { identify } from './identify.ts'
import { examine, isSame, type ItemWithExisting, type WriteItem } from './existing.ts'
import { askWaitingLinks, bindLinks, linksATime } from './nouns/related-links.ts'
import { saveWithParts } from './save.ts'
import { askPublishers, createPublishers, toKnownPublishers, type KnownPublishers } from './nouns/publishers.ts'
import { noteStale } from '../search/later.ts'
import { saveSearchRows } from '../search/save.ts'
import { askTopics } from './nouns/topics.ts'
import { askStoryMembers, bindTranslations } from './nouns/translations.ts'

/** Writes articles of which none comes twice. What is rejected leaves nothing, not even its authors. */
export async function writeChunk(
  tx: Db,
  items: readonly WriteItem[],
  instant: string,
  search: 'now' | 'later' = 'now',
): Promise<WriteResult[]> {
  const withExisting = (await examine(tx, items)).map(stillWithdrawn)
  const changed = withExisting.filter((item) => !isSame(item))
  await saveViewCounts(tx, withExisting.filter(isSame).flatMap(viewCountChange))

  const rejected = new Map<ItemWithExisting, UserError>()
  const saved =
    changed.length === 0
      ? new Map<ItemWithExisting, ArticleToWrite>()
      : await save(tx, changed, rejected, instant, search)
  return withExisting.map((item) => {
    const userError = rejected.get(item)
    if (userError !== undefined) return { outcome: 'REJECTED', userErrors: [userError] }
    const written = saved.get(item)
    if (written !== undefined)
      return { outcome: written.isNew ? 'CREATED' : 'UPDATED', articleId: written.articleId, slug: written.slug }
    return { outcome: 'NOOP', articleId: item.existing?.id ?? 0, slug: item.existing?.slug ?? '' }
  })
}

/** What was taken back must not return because a feed that says no status touches it. */
function stillWithdrawn(item: ItemWithExisting): ItemWithExisting {
  if (item.existing?.isWithdrawn !== true || item.article.saysStatus) return item
  return { ...item, article: { ...item.article, status: 'WITHDRAWN' } }
}

function viewCountChange({ article, existing }: ItemWithExisting): { id: number; view_count: number }[] {
  if (existing === null || article.viewCount === null || article.viewCount === existing.viewCount) return []
  return [{ id: existing.id, view_count: article.viewCount }]
}

async function save(
  tx: Db,
  changed: readonly ItemWithExisting[],
  rejected: Map<ItemWithExisting, UserError>,
  instant: string,
  search: 'now' | 'later',
): Promise<ReadonlyMap<ItemWithExisting, ArticleToWrite>> {
  const found = await selectAll(tx, {
    publishers: askPublishers(
      changed.flatMap(({ article }) => article.publisher ?? []),
      [...new Set(changed.map(({ source }) => source))],
    ),
    holders: askHolders(changed),
    topics: askTopics(changed.flatMap(({ article }) => article.topics)),
  })
  const publishers = toKnownPublishers(found.publishers)
  const items = withoutSharedAddresses(changed, found.holders)
  const refused = new Map<ItemWithExisting, UserError>()
  for (const item of items) {
    if (publisherOf(item, publishers) === null) refused.set(item, withoutPublisher(item.source))
  }
  for (const [item, conflict] of addressConflicts(
    items.filter((item) => !refused.has(item)),
    found.holders,
  )) {
    refused.set(item, conflict)
  }
  for (const [index, item] of changed.entries()) {
    const userError = refused.get(items[index] ?? item)
    if (userError !== undefined) rejected.set(item, userError)
  }
  const accepted = items.filter((item) => !refused.has(item))
  if (accepted.length === 0) return new Map()

  const publisherIds = await publisherIdsOf(tx, accepted, publishers)
  const { written, authors } = await identify(tx, accepted, publisherIds)
  const articles = [...written.values()]
  await saveWithParts(tx, articles, instant, { publishers, authors, topics: found.topics })
  const ids = articles.map(({ articleId }) => articleId)
  if (search === 'later') await noteStale(tx, ids)
  else await saveSearchRows(tx, ids, new Set(articles.flatMap(({ articleId, isNew }) => (isNew ? [articleId] : []))))
  await bindOthers(tx, ids)
  return new Map(
    changed.flatMap((item, index): [ItemWithExisting, ArticleToWrite][] => {
      const saved = written.get(items[index] ?? item)
      return saved === undefined ? [] : [[item, saved]]
    }),
  )
}

/** Binds what waited for these articles. Two statements, and two more for each further `linksATime` that waited. */
async function bindOthers(tx: Db, ids: readonly number[]): Promise<void> {
  const first = await selectAll(tx, { waiting: askWaitingLinks(ids), members: askStoryMembers(ids) })
  await applyAll(tx, [...bindLinks(first.waiting), bindTranslations(first.members)])
  let found = first.waiting.length
  while (found === linksATime) {
    const { waiting } = await selectAll(tx, { waiting: askWaitingLinks(ids) })
    await applyAll(tx, bindLinks(waiting))
    found = waiting.length
  }
}

/** Where the publisher of an item comes from: what it says, else what is held of it, else the source's only one. */
function publisherOf(
  { article, existing, source }: ItemWithExisting,
  known: KnownPublishers,
): 'provided' | number | null {
  if (article.publisher !== null) return 'provided'
  return existing?.publisherId ?? known.onlyOf(source) ?? null
}

function withoutPublisher(source: string): UserError {
  return {
    code: 'REQUIRED',
    path: ['publisher'],
    message: `Say the publisher: the source "${source}" does not write for exactly one.`,
  }
}

async function publisherIdsOf(tx: Db, items: readonly ItemWithExisting[], known: KnownPublishers): Promise<number[]> {
  const provided = items.flatMap(({ article }) => article.publisher ?? [])
  const saved = (await createPublishers(tx, known, provided)).values()
  return items.map((item) => {
    const publisher = publisherOf(item, known)
    return publisher === 'provided' ? (saved.next().value ?? 0) : (publisher ?? 0)
  })
}
