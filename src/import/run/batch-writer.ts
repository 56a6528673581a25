import type { Kysely } from 'kysely'
import { saveProgress, type ImportProgress, type Rejection } from '../../db/import/progress.ts'
import type { NormalisedArticle, WriteResult } from '../../db/write/normalised.ts'
import { makeSearchRowsBeside, makeSearchRowsInTurn } from '../../db/search/later.ts'
import { enterWaiting } from '../../db/search/save.ts'
import type { DB, Db } from '../../db/tables/database.ts'
import { inTransaction } from '../../db/transaction.ts'
import { writeItems } from '../../db/write/batch.ts'
import type { WriteItem } from '../../db/write/existing.ts'
import type { FileCounts, ImportEvents } from './import-options.ts'
import { reasonOf, type ImportItem } from './to-item.ts'

/** Articles that are made findable while other writers wait. */
const articlesATime = 500

interface WriterOptions {
  readonly events: ImportEvents
  readonly source: string | null
}

/** What an import needs at once: a batch is written on one, and that before it made findable on the other. */
export const connectionsOfImport = 2

/**
 * Gathers the items of one file and writes them in batches, each with the file's progress in the same transaction. A batch is
 * written while the next one is gathered and the one before it is made findable; what was rejected is reported when its batch is safe.
 */
export class BatchWriter {
  readonly #db: Db
  readonly #identity: string
  readonly #file: string
  readonly #options: WriterOptions
  #progress: ImportProgress
  #pending: { number: number; item: ImportItem }[] = []
  #pendingBytes = 0
  #itemsDone: number
  #searching: Promise<void> = Promise.resolve()
  #isFindable = true
  #hasLeftWaiting = false
  #running: Promise<void> = Promise.resolve()
  /** Whether the file has a row of progress. */
  hasProgress: boolean

  constructor(db: Db, identity: string, file: string, before: ImportProgress, options: WriterOptions) {
    this.#db = db
    this.#identity = identity
    this.#file = file
    this.#options = options
    this.#progress = before
    this.#itemsDone = before.itemsDone
    this.hasProgress = before.itemsDone > 0
    this.#isFindable = !this.hasProgress
  }

  get pendingItems(): number {
    return this.#pending.length
  }

  get pendingBytes(): number {
    return this.#pendingBytes
  }

  get counts(): FileCounts {
    const { created, updated, noop, rejected } = this.#progress
    return { created, updated, noop, rejected }
  }

  add(number: number, item: ImportItem): void {
    this.#pending.push({ number, item })
    this.#itemsDone = number + 1
    if ('write' in item) this.#pendingBytes += sizeOf(item.write.article)
  }

  /** Begins to write what is gathered once the batch before is written, and waits for that. */
  async flush(keepsProgress = true): Promise<void> {
    const batch = this.#pending
    const itemsDone = this.#itemsDone
    this.#pending = []
    this.#pendingBytes = 0
    await this.#running
    if (batch.length === 0) return
    this.hasProgress ||= keepsProgress
    this.#running = this.#write(batch, itemsDone)
    // its failure is met where it is waited for
    this.#running.catch(() => undefined)
  }

  /** Writes the rest and waits for it; a file that was read to its end in one batch needs no progress kept. */
  async finish(isInterrupted: boolean): Promise<void> {
    await this.flush(isInterrupted || this.hasProgress)
    await this.#running
    await this.#searching
    // what somebody was changing, and what an import that was killed left
    while (!this.#isFindable) {
      const made = await inTransaction(this.#db, (tx) => makeSearchRowsInTurn(tx, articlesATime))
      if (made < articlesATime) this.#isFindable = true
    }
    if (this.#hasLeftWaiting) await enterWaiting(this.#db)
  }

  /** Waits until nothing is being written any more, whatever becomes of it. */
  async settled(): Promise<void> {
    await this.#running.catch(() => undefined)
    await this.#searching.catch(() => undefined)
  }

  async #write(batch: readonly { number: number; item: ImportItem }[], itemsDone: number): Promise<void> {
    const items = batch.flatMap(({ item }): WriteItem[] => ('write' in item ? [item.write] : []))
    // within one transaction there is only one connection, and a file of one batch has nothing to do meanwhile
    const search = this.#db.isTransaction || !this.hasProgress ? 'now' : 'later'
    let rejections: Rejection[] = []
    let progress = this.#progress
    const { results: written } = await writeItems(this.#db, items, {
      search,
      alongside: async (tx, results) => {
        rejections = rejectionsOf(batch, results)
        progress = advanced(this.#progress, results, rejections.length, itemsDone)
        if (this.hasProgress) await saveProgress(tx, this.#identity, progress, rejections, this.#options.source)
      },
    })
    this.#progress = progress
    // so that one batch at most waits for it
    await this.#searching
    if (search === 'later') this.#makeFindable(written)
    this.#report(batch, rejections)
  }

  #makeFindable(results: readonly WriteResult[]): void {
    const ids = results.flatMap((result) =>
      result.outcome === 'CREATED' || result.outcome === 'UPDATED' ? [result.articleId] : [],
    )
    const fresh = new Set(results.flatMap((result) => (result.outcome === 'CREATED' ? [result.articleId] : [])))
    this.#hasLeftWaiting = true
    this.#searching = makeSearchRowsBeside(this.#db as Kysely<DB>, [...new Set(ids)], fresh).then((left) => {
      if (left.length > 0) this.#isFindable = false
    })
    // its failure is met where it is waited for
    this.#searching.catch(() => undefined)
  }

  #report(batch: readonly { item: ImportItem }[], rejections: readonly Rejection[]): void {
    const { events } = this.#options
    for (const { item, field, reason } of rejections) events.rejected({ file: this.#file, item, field, reason })
    for (const { item } of batch) {
      if (!('write' in item)) continue
      for (const note of item.notes) events.noted({ file: this.#file, item: item.item, note })
    }
  }
}

/** About as many bytes as an article takes until it is written: its texts, half as much for what is made of them, and what is around. */
function sizeOf(article: NormalisedArticle): number {
  return charsIn({ ...article, contentHash: null }) * 1.5 + 1_000
}

function charsIn(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce<number>((sum, part) => sum + charsIn(part), 0)
}

function rejectionsOf(
  batch: readonly { number: number; item: ImportItem }[],
  results: readonly WriteResult[],
): Rejection[] {
  const written = results.values()
  return batch.flatMap(({ number, item }): Rejection[] => {
    if (!('write' in item)) return [{ number, item: item.item, field: item.field, reason: item.reason }]
    const result = written.next().value
    if (result?.outcome !== 'REJECTED') return []
    return [{ number, item: item.item, ...reasonOf(result.userErrors) }]
  })
}

function advanced(
  { created, updated, noop, rejected }: ImportProgress,
  results: readonly WriteResult[],
  rejections: number,
  itemsDone: number,
): ImportProgress {
  const count = (outcome: WriteResult['outcome']): number =>
    results.filter((result) => result.outcome === outcome).length
  return {
    itemsDone,
    created: created + count('CREATED'),
    updated: updated + count('UPDATED'),
    noop: noop + count('NOOP'),
    rejected: rejected + rejections,
  }
}
