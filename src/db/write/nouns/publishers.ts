import { sql, type RawBuilder } from 'kysely'
import { freeSlugs } from '../free-slugs.ts'
import type { NormalisedPublisher } from '../normalised.ts'
import { recordset } from '../../recordset.ts'
import type { Db } from '../../tables/database.ts'
import { detailUpdate } from './detail-update.ts'

/** The publishers a batch may be about, before anything is written. */
export interface KnownPublishers {
  /** The id of a publisher as supplied, where it exists. */
  idOf(publisher: NormalisedPublisher): number | undefined
  /** The id of the only publisher that a source has written for. */
  onlyOf(source: string): number | undefined
  /** Whether it is known that the source writes for this publisher. */
  writesFor(source: string, publisherId: number): boolean
}

/** A publisher the gateway holds, with those of the batch's sources that write for it. */
export interface KnownPublisher {
  readonly id: number
  readonly slug: string
  readonly nameKey: string
  /** Of the slugs and keys of names that were asked for, those that it had before. */
  readonly formerSlugs: readonly string[]
  readonly formerNames: readonly string[]
  readonly sources: readonly string[]
}

/** Asks for publishers by slug where one is given, else by name, also a former one, and for those that the sources write for. */
export function askPublishers(
  publishers: readonly NormalisedPublisher[],
  sources: readonly string[],
): RawBuilder<KnownPublisher> {
  const slugs = publishers.flatMap(({ slug }) => slug ?? [])
  const names = publishers.map(({ nameKey }) => nameKey)
  return sql<KnownPublisher>`
    select p.id, p.slug, p.name_key as "nameKey",
      ${former('slug', slugs)} as "formerSlugs", ${former('name', names)} as "formerNames",
      array(select s.source from source_publisher s where s.publisher_id = p.id and s.source = any(${sources}::text[])) as sources
    from publisher p
    where p.slug = any(${slugs}::text[]) or p.name_key = any(${names}::text[])
      or p.id in (
        select f.publisher_id from former_publisher f
        where (f.kind = 'slug' and f.value = any(${slugs}::text[])) or (f.kind = 'name' and f.value = any(${names}::text[])))
      or p.id in (select s.publisher_id from source_publisher s where s.source = any(${sources}::text[]))
    order by p.id desc`
}

function former(kind: string, values: readonly string[]): RawBuilder<unknown> {
  return sql`array(
        select f.value from former_publisher f
        where f.publisher_id = p.id and f.kind = ${sql.lit(kind)} and f.value = any(${values}::text[]))`
}

/** What the rows of `askPublishers` say. */
export function toKnownPublishers(rows: readonly KnownPublisher[]): KnownPublishers {
  // what is said last stays: what is in use before what was, the oldest of several with one name
  const bySlug = new Map([
    ...rows.flatMap(({ formerSlugs, id }) => formerSlugs.map((slug) => [slug, id] as const)),
    ...rows.map(({ slug, id }) => [slug, id] as const),
  ])
  const byName = new Map([
    ...rows.flatMap(({ formerNames, id }) => formerNames.map((name) => [name, id] as const)),
    ...rows.map(({ nameKey, id }) => [nameKey, id] as const),
  ])
  return {
    idOf: ({ slug, nameKey }) => (slug === null ? byName.get(nameKey) : bySlug.get(slug)),
    onlyOf(source) {
      const [only, ...others] = rows.filter((row) => row.sources.includes(source))
      return others.length === 0 ? only?.id : undefined
    },
    writesFor: (source, publisherId) => rows.some((row) => row.id === publisherId && row.sources.includes(source)),
  }
}

/** Creates the publishers that are not there. Answers the id of each, in order. At most two statements. */
export async function createPublishers(
  tx: Db,
  known: KnownPublishers,
  publishers: readonly NormalisedPublisher[],
): Promise<number[]> {
  const missing = [...merged(publishers).values()].filter((publisher) => known.idOf(publisher) === undefined)
  const created = await insert(tx, missing)
  return publishers.map((publisher) => known.idOf(publisher) ?? created.get(keyOf(publisher)) ?? 0)
}

/**
 * Takes over what is newly said of publishers that were known before; nothing said is lost, and a name that is known stays as it
 * was first spelt, and so does what an editor has set.
 */
export function publisherUpdates(
  known: KnownPublishers,
  publishers: readonly NormalisedPublisher[],
): RawBuilder<unknown> | null {
  return detailUpdate(
    'publisher',
    detailColumns,
    [...merged(publishers).values()].flatMap((publisher) => {
      const id = known.idOf(publisher)
      return id === undefined ? [] : [{ id, ...details(publisher) }]
    }),
  )
}

/** Remembers which publishers a source writes for, where that is new. */
export function sourcePublishers(
  known: KnownPublishers,
  pairs: readonly { source: string; publisherId: number }[],
): RawBuilder<unknown> | null {
  const fresh = new Map(
    pairs
      .filter(({ source, publisherId }) => !known.writesFor(source, publisherId))
      .map(({ source, publisherId }) => [`${publisherId} ${source}`, { source, publisher_id: publisherId }]),
  )
  if (fresh.size === 0) return null
  return sql`
    insert into source_publisher (source, publisher_id)
    select r.source, r.publisher_id from ${recordset([...fresh.values()], { source: 'text', publisher_id: 'bigint' }, 'r')}
    on conflict do nothing`
}

function keyOf({ slug, nameKey }: NormalisedPublisher): string {
  return slug === null ? `name ${nameKey}` : `slug ${slug}`
}

/** One for each publisher: as first spelt, with what is said last. */
function merged(publishers: readonly NormalisedPublisher[]): Map<string, NormalisedPublisher> {
  const distinct = new Map<string, NormalisedPublisher>()
  for (const publisher of publishers) {
    const earlier = distinct.get(keyOf(publisher))
    distinct.set(keyOf(publisher), earlier === undefined ? publisher : { ...earlier, ...provided(details(publisher)) })
  }
  return distinct
}

/** What is not null. */
function provided<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as Partial<T>
}

function details({ url, language, imprint, email }: NormalisedPublisher) {
  return { url, language, imprint, email }
}

const detailColumns = { url: 'text', language: 'text', imprint: 'text', email: 'text' } as const

async function insert(tx: Db, publishers: readonly NormalisedPublisher[]): Promise<Map<string, number>> {
  if (publishers.length === 0) return new Map()
  const slugs = await freeSlugs(
    tx,
    'publisher',
    publishers.map(({ slug, slugFromName }) => slug ?? slugFromName),
  )
  const rows = publishers.map((publisher, index) => ({
    slug: slugs[index],
    name: publisher.name,
    name_key: publisher.nameKey,
    ...details(publisher),
  }))
  const inserted = await sql<{ id: number; slug: string }>`
    insert into publisher (slug, name, name_key, url, language, imprint, email)
    select r.slug, r.name, r.name_key, r.url, r.language, r.imprint, r.email
    from ${recordset(rows, { slug: 'text', name: 'text', name_key: 'text', ...detailColumns }, 'r')}
    returning id, slug`.execute(tx)
  const bySlug = new Map(inserted.rows.map(({ id, slug }) => [slug, id]))
  return new Map(publishers.map((publisher, index) => [keyOf(publisher), bySlug.get(slugs[index] ?? '') ?? 0]))
}
