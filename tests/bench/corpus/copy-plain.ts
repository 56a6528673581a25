import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Database } from '../../../src/db/connect.ts'
import type { ImportedPart } from './import-corpus.ts'

/**
 * Copies what was imported into a plain schema of the same database, by COPY from files that COPY made before, a tenth of the
 * articles in one transaction. The server has to be on this machine, and we its superuser.
 */
export async function copyPlain({ db }: Database, done: (part: ImportedPart) => void | Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-copy-'))
  // the server is another user, maybe
  await chmod(folder, 0o777)
  const copy = async (direction: 'to' | 'from', what: string, file: string, on = db): Promise<void> => {
    await sql`copy ${sql.raw(what)} ${sql.raw(direction)} ${sql.lit(join(folder, file))}`.execute(on)
  }
  try {
    const schema = await readFile(new URL('../queries/plain-schema.sql', import.meta.url), 'utf8')
    await sql.raw(schema).execute(db)
    for (const { table, select } of firstTables) {
      await copy('to', `(${select})`, table)
      await copy('from', `plain.${table}`, table)
    }
    const { last } = await db
      .selectFrom('article')
      .select(sql<number>`max(id)`.as('last'))
      .executeTakeFirstOrThrow()
    for (let part = 0; part < 10; part++) {
      const [after, upTo] = [part, part + 1].map((tenth) => Math.floor((last * tenth) / 10))
      const within = (id: string): string => `${id} > ${after} and ${id} <= ${upTo}`
      for (const { table, select } of articleTables(within)) await copy('to', `(${select})`, table)
      const start = performance.now()
      await db.transaction().execute(async (trx) => {
        for (const { table } of articleTables(within)) await copy('from', `plain.${table}`, table, trx)
      })
      const seconds = (performance.now() - start) / 1_000
      const { count } = await db
        .selectFrom('article')
        .select(sql<number>`count(*)`.as('count'))
        .where(sql<boolean>`${sql.raw(within('id'))}`)
        .executeTakeFirstOrThrow()
      await done({ articles: count, seconds })
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface Copied {
  readonly table: string
  readonly select: string
}

const firstTables: readonly Copied[] = [
  { table: 'author', select: 'select id, slug, name from author' },
  { table: 'topic', select: 'select id, parent_id, path, name from topic order by path' },
]

function articleTables(within: (id: string) => string): readonly Copied[] {
  return [
    {
      table: 'article',
      select: `select a.id, source, external_id, slug, url, status, a.language, kicker, headline, standfirst, summary, byline, image,
        html, word_count, view_count, published_at, a.modified_at, tsv
        from article a join article_body b on b.article_id = a.id join article_search s on s.article_id = a.id
        where ${within('a.id')} order by a.id`,
    },
    {
      table: 'article_author',
      select: `select article_id, author_id, position from article_author where ${within('article_id')} order by article_id`,
    },
    {
      table: 'article_topic',
      select: `select article_id, topic_id, position from article_topic
        where position is not null and ${within('article_id')} order by article_id`,
    },
    {
      table: 'related_link',
      select: `select article_id, position, title, url from related_link where ${within('article_id')} order by article_id`,
    },
  ]
}
