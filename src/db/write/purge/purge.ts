import { sql, type Kysely } from 'kysely'
import { urlKey } from '../../../text/keys.ts'
import { suppliedSlug } from '../../../text/slug.ts'
import { searchableText } from '../../search/punctuation.ts'
import { lexemesOf, saveSearchRows } from '../../search/save.ts'
import type { DB, Db } from '../../tables/database.ts'
import { beginWrite } from '../lock.ts'
import { addCounts, nothingPurged, purgeArticles, purgeWords, type PurgeCounts } from './purge-articles.ts'

/** What is to be erased. */
export type PurgeTarget =
  | { readonly kind: 'article'; readonly id: number; readonly title: string }
  | { readonly kind: 'author'; readonly id: number; readonly title: string }
  | { readonly kind: 'source'; readonly source: string; readonly articles: number }

/** What was erased. */
export interface Receipt {
  /** RFC 3339, by the database's clock: when the last of it was. */
  readonly at: string
  readonly erased: PurgeCounts
  /** Of an author: articles that stay, without the name in byline, links and search. */
  readonly articlesKept: number
  /** Of those, in whose texts the name still stands: headline, standfirst, summary or body. */
  readonly textsWithName: number
}

/** Articles of a source in one transaction. */
const articlesATime = 500

/** The article by number, slug or address; null where there is none, whoever may see it. */
export async function findPurgedArticle(db: Db, name: string, id: number | null): Promise<PurgeTarget | null> {
  const found = await db
    .selectFrom('article')
    .select(['id', 'headline'])
    .where((eb) =>
      id !== null
        ? eb('id', '=', id)
        : URL.canParse(name)
          ? eb('id', 'in', eb.selectFrom('article_url').select('article_id').where('url_key', '=', urlKey(name)))
          : eb('slug', '=', suppliedSlug(name)),
    )
    .executeTakeFirst()
  return found === undefined ? null : { kind: 'article', id: found.id, title: found.headline }
}

/** The author by number or slug; null where there is none. */
export async function findPurgedAuthor(db: Db, name: string, id: number | null): Promise<PurgeTarget | null> {
  const found = await db
    .selectFrom('author')
    .select(['id', 'name'])
    .where((eb) => (id !== null ? eb('id', '=', id) : eb('slug', '=', suppliedSlug(name))))
    .executeTakeFirst()
  return found === undefined ? null : { kind: 'author', id: found.id, title: found.name }
}

/** The source with the number of its articles; null where nothing is known of it. */
export async function findPurgedSource(db: Db, source: string): Promise<PurgeTarget | null> {
  const { rows } = await sql<{ articles: number; known: boolean }>`
    select (select count(*) from article where source = ${source}) as articles,
      exists (select from source_publisher where source = ${source})
        or exists (select from feed_state where name = ${source})
        or exists (select from import_progress where source = ${source}) as known`.execute(db)
  const [row] = rows
  return row === undefined || (row.articles === 0 && !row.known)
    ? null
    : { kind: 'source', source, articles: row.articles }
}

/**
 * Erases for good: an article with all that hangs on it, an author from everything that names the author, or a source with its articles, in
 * transactions of 500. What is interrupted goes on when it is asked for again.
 */
export async function purge(db: Kysely<DB>, target: PurgeTarget): Promise<Receipt> {
  let kept = { articlesKept: 0, textsWithName: 0 }
  let erased = nothingPurged
  let at = ''
  const write = async (work: (tx: Db) => Promise<Partial<PurgeCounts>>): Promise<Partial<PurgeCounts>> =>
    await db
      .transaction()
      .setIsolationLevel('read committed')
      .execute(async (tx) => {
        at = await beginWrite(tx)
        return await work(tx)
      })
  if (target.kind === 'article') erased = addCounts(erased, await write((tx) => purgeArticles(tx, [target.id])))
  else if (target.kind === 'author') {
    const { id } = target
    await write(async (tx) => {
      const done = await purgeAuthor(tx, id)
      kept = done
      erased = done.erased
      return {}
    })
  } else {
    const { source } = target
    for (;;) {
      const counts = await write((tx) => purgeSomeOf(tx, source))
      erased = addCounts(erased, counts)
      if (counts.articles === 0) break
    }
    erased = addCounts(erased, await write((tx) => purgeSource(tx, source)))
  }
  return { at, erased, ...kept }
}

async function purgeSomeOf(tx: Db, source: string): Promise<PurgeCounts> {
  const rows = await tx
    .selectFrom('article')
    .select('id')
    .where('source', '=', source)
    .orderBy('external_id')
    .limit(articlesATime)
    .execute()
  return await purgeArticles(
    tx,
    rows.map(({ id }) => id),
  )
}

/** What is known of a source beside its articles, and publishers that no other source writes for. */
async function purgeSource(tx: Db, source: string): Promise<Partial<PurgeCounts>> {
  const feeds = await tx.deleteFrom('feed_state').where('name', '=', source).executeTakeFirst()
  const imports = await tx.deleteFrom('import_progress').where('source', '=', source).executeTakeFirst()
  // what it rejected may quote its articles
  await tx.deleteFrom('import_run').where('source', '=', source).execute()
  const publishers = await sql`
    with gone as (delete from source_publisher where source = ${source} returning publisher_id)
    delete from publisher p using gone
    where p.id = gone.publisher_id and p.edited = '{}'
      and not exists (select from article where publisher_id = p.id)
      and not exists (select from source_publisher other where other.publisher_id = p.id and other.source <> ${source})`.execute(
    tx,
  )
  return {
    feeds: Number(feeds.numDeletedRows),
    unfinishedImports: Number(imports.numDeletedRows),
    publishers: Number(publishers.numAffectedRows ?? 0),
  }
}

/** The name goes from bylines, links and search of the articles, which stay. */
async function purgeAuthor(
  tx: Db,
  id: number,
): Promise<{ erased: PurgeCounts; articlesKept: number; textsWithName: number }> {
  const found = await sql<{ name: string; words: string[] }>`
    select name, ${lexemesOf(searchableText(sql`name`))} as words from author where id = ${id}`.execute(tx)
  const { name = '', words = [] } = found.rows[0] ?? {}
  const articles = await tx.deleteFrom('article_author').where('author_id', '=', id).returning('article_id').execute()
  const ids = articles.map((row) => row.article_id)
  // as it is printed: who has another spelling of it has another name
  const hasName = sql`strpos(lower(byline), lower(${name})) > 0`
  await sql`update article set byline = null where id = any(${ids}::bigint[]) and ${hasName}`.execute(tx)
  await sql`update related_link set byline = null where target_id = any(${ids}::bigint[]) and ${hasName}`.execute(tx)
  await tx.deleteFrom('author').where('id', '=', id).execute()
  for (let from = 0; from < ids.length; from += articlesATime) {
    await saveSearchRows(tx, ids.slice(from, from + articlesATime))
  }
  await sql`delete from article_search_stale where article_id = any(${ids}::bigint[])`.execute(tx)
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from article a left join article_body b on b.article_id = a.id
    where a.id = any(${ids}::bigint[])
      and strpos(lower(concat_ws(' ', a.headline, a.standfirst, a.summary, b.text)), lower(${name})) > 0`.execute(tx)
  const searchWords = await purgeWords(tx, words)
  return {
    erased: addCounts(nothingPurged, { authors: 1, searchWords }),
    articlesKept: ids.length,
    textsWithName: rows[0]?.count ?? 0,
  }
}
