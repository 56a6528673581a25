import { sql, type Kysely, type Transaction } from 'kysely'
import type { NormalisedArticle, WriteResult } from './normalised.ts'
import { toUserError } from '../constraint.ts'
import type { DB, Db } from '../tables/database.ts'
import { keyOf, type WriteItem } from './existing.ts'
import { beginWrite } from './lock.ts'
import { writeChunk } from './chunk.ts'

export interface WrittenBatch {
  /** In the order of the batch. */
  readonly results: readonly WriteResult[]
  /** The instant of the write by the database's clock: what was written is visible from it on. */
  readonly instant: string
}

export interface WriteOptions {
  /** Finds out what would happen, and leaves nothing. */
  readonly dryRun?: boolean
  /** Runs in the transaction of the batch after it, and is kept or lost with it. */
  readonly alongside?: (tx: Db, results: readonly WriteResult[]) => Promise<void>
}

/** As `writeItems`, for articles of one source. */
export async function writeArticles(
  db: Db,
  { source, articles, ...options }: WriteOptions & { source: string; articles: readonly NormalisedArticle[] },
): Promise<WrittenBatch> {
  return await writeItems(
    db,
    articles.map((article) => ({ source, article })),
    options,
  )
}

/**
 * Creates or replaces articles by source and external id, in one transaction (in the given one, where `db` is one), in a number of
 * statements that does not depend on how many they are. Writers wait for each other. An item that is rejected leaves the
 * others written; the same id twice is an update of itself.
 */
export async function writeItems(
  db: Db,
  items: readonly WriteItem[],
  { dryRun = false, alongside }: WriteOptions = {},
): Promise<WrittenBatch> {
  const write = async (tx: Db): Promise<WrittenBatch> => {
    const instant = await beginWrite(tx)
    const results: WriteResult[] = []
    for (const round of withoutRepeats(items)) results.push(...(await writeSafely(tx, round, instant)))
    await alongside?.(tx, results)
    return { results, instant }
  }
  if (isTransaction(db)) return dryRun ? await undone(db, write) : await write(db)
  const written = await db
    .transaction()
    .setIsolationLevel('read committed')
    .execute((tx) => (dryRun ? undone(tx, write) : write(tx)))
  // the one place after a commit: whoever must hear of changes is told here
  return written
}

function isTransaction(db: Db): db is Transaction<DB> {
  return (db as Kysely<DB>).isTransaction
}

/** Runs of items in which no article comes twice, so that each later mention finds the earlier one written. */
function withoutRepeats(items: readonly WriteItem[]): WriteItem[][] {
  const rounds: WriteItem[][] = []
  let keys = new Set<string>()
  for (const item of items) {
    const key = keyOf(item.source, item.article.externalId)
    if (rounds.length === 0 || keys.has(key)) {
      rounds.push([])
      keys = new Set()
    }
    keys.add(key)
    rounds.at(-1)?.push(item)
  }
  return rounds
}

/** Halves a run that the database refuses until the article is found that it is about; the others are written. */
async function writeSafely(tx: Db, items: readonly WriteItem[], instant: string): Promise<readonly WriteResult[]> {
  await sql`savepoint write_chunk`.execute(tx)
  try {
    const results = await writeChunk(tx, items, instant)
    await sql`release savepoint write_chunk`.execute(tx)
    return results
  } catch (error) {
    const userError = toUserError(error)
    if (userError === null) throw error
    await sql`rollback to savepoint write_chunk`.execute(tx)
    if (items.length === 1) return [{ outcome: 'REJECTED', userErrors: [userError] }]
    const half = Math.ceil(items.length / 2)
    return [
      ...(await writeSafely(tx, items.slice(0, half), instant)),
      ...(await writeSafely(tx, items.slice(half), instant)),
    ]
  }
}

async function undone<T>(tx: Db, write: (tx: Db) => Promise<T>): Promise<T> {
  await sql`savepoint dry_run`.execute(tx)
  const answer = await write(tx)
  await sql`rollback to savepoint dry_run`.execute(tx)
  return answer
}
