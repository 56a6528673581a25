import { sql, type RawBuilder } from 'kysely'
import { freeSlugs } from '../free-slugs.ts'
import type { NormalisedArticle, NormalisedAuthor } from '../normalised.ts'
import { recordset } from '../../recordset.ts'
import type { Db } from '../../tables/database.ts'
import { detailUpdate } from './detail-update.ts'

/** An author of one article: the name stands for one author a publisher. */
export interface AuthorMention {
  readonly publisherId: number
  readonly author: NormalisedAuthor
}

export function mentionsOf({ authors }: NormalisedArticle, publisherId: number): AuthorMention[] {
  return authors.map((author) => ({ publisherId, author }))
}

/** An author the gateway holds. */
export interface KnownAuthor {
  readonly id: number
  readonly key: string
}

/** Asks which authors are known, by publisher and name; a former name leads to an author as well. */
export function askAuthors(mentions: readonly AuthorMention[]): RawBuilder<KnownAuthor> | null {
  if (mentions.length === 0) return null
  const distinct = [...merged(mentions).values()]
  return sql<KnownAuthor>`
    select a.id, r.publisher_id || ' ' || r.name_key as key
    from unnest(${distinct.map(({ publisherId }) => publisherId)}::bigint[], ${distinct.map(({ author }) => author.nameKey)}::text[])
      as r (publisher_id, name_key)
    cross join lateral (
      (select id from author where publisher_id = r.publisher_id and name_key = r.name_key)
      union all
      (select author_id from former_author where kind = 'name' and value = r.publisher_id || ' ' || r.name_key)
      limit 1
    ) as a`
}

/** Creates the authors that are not known. Answers the id of each mention, in order. At most two statements. */
export async function createAuthors(
  tx: Db,
  mentions: readonly AuthorMention[],
  known: readonly KnownAuthor[],
): Promise<number[]> {
  const ids = new Map(known.map(({ key, id }) => [key, id]))
  const missing = [...merged(mentions).values()].filter((mention) => !ids.has(keyOf(mention)))
  for (const [key, id] of await insert(tx, missing)) ids.set(key, id)
  return mentions.map((mention) => ids.get(keyOf(mention)) ?? 0)
}

/** Takes over what is newly said of authors who were known before: title, biography, address, picture; what an editor has set stays. */
export function authorUpdates(
  mentions: readonly AuthorMention[],
  known: readonly KnownAuthor[],
): RawBuilder<unknown> | null {
  const distinct = merged(mentions)
  return detailUpdate(
    'author',
    detailColumns,
    known.flatMap(({ key, id }) => {
      const mention = distinct.get(key)
      return mention === undefined ? [] : [{ id, ...details(mention.author) }]
    }),
  )
}

function keyOf({ publisherId, author }: AuthorMention): string {
  return `${publisherId} ${author.nameKey}`
}

/** One for each author: as first spelt, with what is said last. */
function merged(mentions: readonly AuthorMention[]): Map<string, AuthorMention> {
  const distinct = new Map<string, AuthorMention>()
  for (const mention of mentions) {
    const earlier = distinct.get(keyOf(mention))
    distinct.set(keyOf(mention), earlier === undefined ? mention : merge(earlier, mention))
  }
  return distinct
}

function merge({ publisherId, author: earlier }: AuthorMention, { author: later }: AuthorMention): AuthorMention {
  const author = {
    ...earlier,
    jobTitle: later.jobTitle ?? earlier.jobTitle,
    bio: later.bio ?? earlier.bio,
    url: later.url ?? earlier.url,
    image: later.image ?? earlier.image,
  }
  return { publisherId, author }
}

function details({ jobTitle, bio, url, image }: NormalisedAuthor) {
  return { job_title: jobTitle, bio, url, image }
}

const detailColumns = { job_title: 'text', bio: 'text', url: 'text', image: 'jsonb' } as const

async function insert(tx: Db, mentions: readonly AuthorMention[]): Promise<Map<string, number>> {
  if (mentions.length === 0) return new Map()
  const slugs = await freeSlugs(
    tx,
    'author',
    mentions.map(({ author }) => author.slugFromName),
  )
  const rows = mentions.map(({ publisherId, author }, index) => ({
    publisher_id: publisherId,
    slug: slugs[index],
    name: author.name,
    name_key: author.nameKey,
    kind: author.kind,
    ...details(author),
  }))
  const columns = {
    publisher_id: 'bigint',
    slug: 'text',
    name: 'text',
    name_key: 'text',
    kind: 'text',
    ...detailColumns,
  } as const
  const inserted = await sql<{ id: number; key: string }>`
    insert into author (publisher_id, slug, name, name_key, kind, job_title, bio, url, image)
    select r.publisher_id, r.slug, r.name, r.name_key, r.kind, r.job_title, r.bio, r.url, r.image
    from ${recordset(rows, columns, 'r')}
    returning id, publisher_id || ' ' || name_key as key`.execute(tx)
  return new Map(inserted.rows.map(({ id, key }) => [key, id]))
}
