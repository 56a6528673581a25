import { sql } from 'kysely'
import type { UserError } from '../../schema/models.ts'
import { freeSlugs } from './free-slugs.ts'
import type { NormalisedArticle, WriteResult } from './normalised.ts'
import type { Db } from './tables.ts'
import { findAddressConflicts } from './write-address-conflicts.ts'
import { saveBodyLinks } from './write-body-links.ts'
import { saveAddresses, saveArticleAuthors, saveArticleTopics, saveBodies } from './write-article-parts.ts'
import { keyOf, saveArticleRows, saveViewCounts } from './write-article-rows.ts'
import { saveAuthors } from './write-authors.ts'
import { bindWaitingLinks, saveLinks } from './write-links.ts'
import { findPublishers, savePublishers, saveSourcePublishers, type KnownPublishers } from './write-publishers.ts'
import { saveSearchRows } from './write-search.ts'
import { saveTopics } from './write-topics.ts'
import { bindTranslations } from './write-translations.ts'

export interface WriteItem {
  readonly source: string
  readonly article: NormalisedArticle
}

/** Writes articles of which none comes twice. What is rejected leaves nothing, not even its authors. */
export async function writeRound(tx: Db, items: readonly WriteItem[], instant: string): Promise<WriteResult[]> {
  const held = await findHeld(tx, items)
  const examined = items.map((item): Examined => ({
    ...item,
    held: held.get(keyOf(item.source, item.article.externalId)) ?? null,
  }))
  const changed = examined.filter((item) => !isSame(item))
  await saveViewCounts(tx, examined.filter(isSame).flatMap(viewCountChange))

  const rejected = new Map<Examined, UserError>()
  const saved = changed.length === 0 ? new Map<Examined, Saved>() : await save(tx, changed, rejected, instant)
  return examined.map((item) => {
    const userError = rejected.get(item)
    if (userError !== undefined) return { outcome: 'REJECTED', userErrors: [userError] }
    const written = saved.get(item)
    if (written !== undefined) return { outcome: item.held === null ? 'CREATED' : 'UPDATED', ...written }
    return { outcome: 'NOOP', articleId: item.held?.id ?? 0, slug: item.held?.slug ?? '' }
  })
}

/** What the gateway holds of an article. */
interface Held {
  readonly id: number
  readonly slug: string
  readonly publisherId: number
  readonly hash: string
  readonly viewCount: number | null
}

interface Examined extends WriteItem {
  readonly held: Held | null
}

interface Saved {
  readonly articleId: number
  readonly slug: string
}

async function findHeld(tx: Db, items: readonly WriteItem[]): Promise<Map<string, Held>> {
  const { rows } = await sql<Held & { source: string; externalId: string }>`
    select a.id, a.slug, a.publisher_id as "publisherId", encode(a.content_hash, 'hex') as hash, a.view_count as "viewCount",
      a.source, a.external_id as "externalId"
    from unnest(${items.map(({ source }) => source)}::text[], ${items.map(({ article }) => article.externalId)}::text[])
      as r (source, external_id)
    cross join lateral (
      select * from article where source = r.source and external_id = r.external_id limit 1
    ) as a`.execute(tx)
  return new Map(rows.map((row) => [keyOf(row.source, row.externalId), row]))
}

function isSame({ article, held }: Examined): boolean {
  return held !== null && held.hash === article.contentHash.toString('hex')
}

function viewCountChange({ article, held }: Examined): { id: number; view_count: number }[] {
  if (held === null || article.viewCount === null || article.viewCount === held.viewCount) return []
  return [{ id: held.id, view_count: article.viewCount }]
}

async function save(
  tx: Db,
  changed: readonly Examined[],
  rejected: Map<Examined, UserError>,
  instant: string,
): Promise<Map<Examined, Saved>> {
  const publishers = changed.flatMap(({ article }) => article.publisher ?? [])
  const known = await findPublishers(tx, publishers, [...new Set(changed.map(({ source }) => source))])
  for (const item of changed) {
    if (publisherOf(item, known) === null) rejected.set(item, withoutPublisher(item.source))
  }
  for (const [item, conflict] of await findAddressConflicts(
    tx,
    changed.filter((item) => !rejected.has(item)),
  )) {
    rejected.set(item, conflict)
  }
  const accepted = changed.filter((item) => !rejected.has(item))
  if (accepted.length === 0) return new Map()

  const publisherIds = await publisherIdsOf(tx, accepted, known)
  const slugs = await slugsOf(tx, accepted)
  const rows = accepted.map((item, index) => ({
    source: item.source,
    article: item.article,
    id: item.held?.id ?? null,
    publisherId: publisherIds[index] ?? 0,
    slug: slugs[index] ?? '',
  }))
  const ids = await saveArticleRows(tx, rows, instant)
  const written = rows.map((row, index) => ({ ...row, articleId: ids[index] ?? 0, isNew: row.id === null }))
  await saveParts(tx, written)
  await saveSearchRows(tx, ids)
  await bindWaitingLinks(tx, ids)
  await bindTranslations(tx, ids)
  return new Map(accepted.map((item, index) => [item, { articleId: ids[index] ?? 0, slug: slugs[index] ?? '' }]))
}

/** Where the publisher of an item comes from: what it says, else what is held of it, else the source's only one. */
function publisherOf({ article, held, source }: Examined, known: KnownPublishers): 'said' | number | null {
  if (article.publisher !== null) return 'said'
  return held?.publisherId ?? known.onlyOf(source) ?? null
}

function withoutPublisher(source: string): UserError {
  return {
    code: 'REQUIRED',
    path: ['publisher'],
    message: `Say the publisher: the source "${source}" does not write for exactly one.`,
  }
}

async function publisherIdsOf(tx: Db, items: readonly Examined[], known: KnownPublishers): Promise<number[]> {
  const said = items.flatMap(({ article }) => article.publisher ?? [])
  const saved = (await savePublishers(tx, known, said)).values()
  const ids = items.map((item) => {
    const publisher = publisherOf(item, known)
    return publisher === 'said' ? (saved.next().value ?? 0) : (publisher ?? 0)
  })
  const pairs = new Map(
    items.map(({ source }, index) => [`${ids[index]} ${source}`, { source, publisher_id: ids[index] ?? 0 }]),
  )
  const fresh = [...pairs.values()].filter(({ source, publisher_id }) => !known.writesFor(source, publisher_id))
  if (fresh.length > 0) await saveSourcePublishers(tx, fresh)
  return ids
}

/** An article keeps its slug unless another is supplied; one that it was given instead of a taken one counts as supplied. */
async function slugsOf(tx: Db, items: readonly Examined[]): Promise<string[]> {
  const kept = items.map(({ article, held }) => {
    if (held === null) return null
    const isKept = article.slug === null || held.slug === article.slug || isNumbered(held.slug, article.slug)
    return isKept ? held.slug : null
  })
  const wishes = items.flatMap(({ article }, index) =>
    kept[index] === null ? (article.slug ?? article.slugFromHeadline) : [],
  )
  const free = (await freeSlugs(tx, 'article', wishes)).values()
  return kept.map((slug) => slug ?? free.next().value ?? '')
}

function isNumbered(slug: string, base: string): boolean {
  return slug.startsWith(`${base}-`) && /^\d+$/.test(slug.slice(base.length + 1))
}

interface Written {
  readonly articleId: number
  readonly article: NormalisedArticle
  readonly publisherId: number
  readonly isNew: boolean
}

async function saveParts(tx: Db, written: readonly Written[]): Promise<void> {
  const mentions = written.flatMap(({ article, publisherId }) =>
    article.authors.map((author) => ({ publisherId, author })),
  )
  const authorIds = (await saveAuthors(tx, mentions)).values()
  const topics = await saveTopics(
    tx,
    written.flatMap(({ article }) => article.topics),
  )
  await saveBodies(
    tx,
    written.map(({ articleId, article: { body }, isNew }) => ({ articleId, body, isNew })),
  )
  await saveAddresses(tx, written)
  await saveArticleAuthors(
    tx,
    written.map(({ articleId, article, isNew }) => ({
      articleId,
      isNew,
      authorIds: article.authors.map(() => authorIds.next().value ?? 0),
    })),
  )
  await saveArticleTopics(
    tx,
    written.map(({ articleId, article, isNew }) => ({
      articleId,
      isNew,
      topics: article.topics.flatMap(({ path }) => topics.get(path) ?? []),
    })),
  )
  await saveLinks(
    tx,
    written.map(({ articleId, article, publisherId, isNew }) => ({
      articleId,
      publisherId,
      isNew,
      links: article.relatedLinks,
    })),
  )
  await saveBodyLinks(
    tx,
    written.map(({ articleId, article, isNew }) => ({ articleId, isNew, keys: article.bodyLinks })),
  )
}
