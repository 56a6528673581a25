import { sql } from 'kysely'
import type { NormalisedArticle, WriteResult } from './normalised.ts'
import { toUserError } from '../constraint.ts'
import type { Db } from '../tables/database.ts'
import { keyOf, type WriteItem } from './existing.ts'
import { beginWrite } from './lock.ts'
import { writeChunk } from './chunk.ts'
import { inTransaction } from '../transaction.ts'

export interface WrittenBatch {
  /** In the order of the batch. */
  readonly results: readonly WriteResult[]
  /** The instant of the write by the database's clock: what was written is visible from it on. */
  readonly instant: string
}

export interface WriteOptions {
  /** Finds out what would happen, and leaves nothing. */
  readonly dryRun?: boolean
  /** Whether what is written is found at once, or once somebody has made the search rows that are noted: see `noteStale`. */
  readonly search?: 'now' | 'later'
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
  { dryRun = false, search = 'now', alongside }: WriteOptions = {},
): Promise<WrittenBatch> {
  return await inTransaction(db, async (tx) => (dryRun ? await undone(tx, write) : await write(tx)))

  async function write(tx: Db): Promise<WrittenBatch> {
    const instant = await beginWrite(tx)
    const results: WriteResult[] = []
    for (const chunk of withoutRepeats(items)) results.push(...(await writeSafely(tx, chunk, { instant, search })))
    await alongside?.(tx, results)
    return { results, instant }
  }
}

/** Runs of items in which no article comes twice, so that each later mention finds the earlier one written. */
function withoutRepeats(items: readonly WriteItem[]): WriteItem[][] {
  const chunks: WriteItem[][] = []
  let keys = new Set<string>()
  for (const item of items) {
    const key = keyOf(item.source, item.article.externalId)
    if (chunks.length === 0 || keys.has(key)) {
      chunks.push([])
      keys = new Set()
    }
    keys.add(key)
    chunks.at(-1)?.push(item)
  }
  return chunks
}

/** Halves a run that the database refuses until the article is found that it is about; the others are written. */
async function writeSafely(
  tx: Db,
  items: readonly WriteItem[],
  how: { readonly instant: string; readonly search: 'now' | 'later' },
): Promise<readonly WriteResult[]> {
  await sql`savepoint write_chunk`.execute(tx)
  try {
    const results = await writeChunk(tx, items, how.instant, how.search)
    await sql`release savepoint write_chunk`.execute(tx)
    return results
  } catch (error) {
    const userError = toUserError(error)
    if (userError === null) throw error
    await sql`rollback to savepoint write_chunk`.execute(tx)
    if (items.length === 1) return [{ outcome: 'REJECTED', userErrors: [userError] }]
    const half = Math.ceil(items.length / 2)
    return [...(await writeSafely(tx, items.slice(0, half), how)), ...(await writeSafely(tx, items.slice(half), how))]
  }
}

async function undone<T>(tx: Db, write: (tx: Db) => Promise<T>): Promise<T> {
  await sql`savepoint dry_run`.execute(tx)
  const answer = await write(tx)
  await sql`rollback to savepoint dry_run`.execute(tx)
  return answer
}
