import { saveProgress, type ImportProgress, type Rejection } from '../../db/import-progress.ts'
import type { NormalisedArticle, WriteResult } from '../../db/write/normalised.ts'
import { withVectorsAhead } from '../../db/search/vectors-ahead.ts'
import type { Db } from '../../db/tables/database.ts'
import { writeItems } from '../../db/write/batch.ts'
import type { WriteItem } from '../../db/write/existing.ts'
import type { FileCounts, ImportEvents } from './import-options.ts'
import { reasonOf, type ImportItem } from './to-item.ts'

interface WriterOptions {
  readonly events: ImportEvents
  readonly source: string | null
}

/** What an import needs at once: a batch is written on one, and the texts of the next are parsed on the other. */
export const connectionsOfImport = 2

/**
 * Gathers the items of one file and writes them in batches, each with the file's progress in the same transaction. A batch is
 * written while the next one is gathered and its texts are parsed; what was rejected is reported when its batch is safe.
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
  #preparing: Promise<void> = Promise.resolve()
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
    const prepared = this.#prepare(batch)
    this.#preparing = prepared.then(
      () => undefined,
      () => undefined,
    )
    await this.#running
    if (batch.length === 0) return
    this.hasProgress ||= keepsProgress
    this.#running = prepared.then((ready) => this.#write(batch, ready, itemsDone))
    // its failure is met where it is waited for
    this.#running.catch(() => undefined)
  }

  /** Writes the rest and waits for it; a file that was read to its end in one batch needs no progress kept. */
  async finish(isInterrupted: boolean): Promise<void> {
    await this.flush(isInterrupted || this.hasProgress)
    await this.#running
  }

  /** Waits until nothing is being written any more, whatever becomes of it. */
  async settled(): Promise<void> {
    await Promise.all([this.#preparing, this.#running.catch(() => undefined)])
  }

  /** One batch at a time, so that no more of them are held than the one being written and the next. */
  async #prepare(batch: readonly { item: ImportItem }[]): Promise<readonly WriteItem[]> {
    const items = batch.flatMap(({ item }): WriteItem[] => ('write' in item ? [item.write] : []))
    // within one transaction there is only one connection
    if (this.#db.isTransaction) return items
    await this.#preparing
    return await withVectorsAhead(this.#db, items)
  }

  async #write(
    batch: readonly { number: number; item: ImportItem }[],
    items: readonly WriteItem[],
    itemsDone: number,
  ): Promise<void> {
    let rejections: Rejection[] = []
    let progress = this.#progress
    await writeItems(this.#db, items, {
      alongside: async (tx, results) => {
        rejections = rejectionsOf(batch, results)
        progress = advanced(this.#progress, results, rejections.length, itemsDone)
        if (this.hasProgress) await saveProgress(tx, this.#identity, progress, rejections, this.#options.source)
      },
    })
    this.#progress = progress
    this.#report(batch, rejections)
  }

  #report(batch: readonly { item: ImportItem }[], rejections: readonly Rejection[]): void {
    const { events } = this.#options
    for (const { place, field, reason } of rejections) events.rejected({ file: this.#file, item: place, field, reason })
    for (const { item } of batch) {
      if (!('write' in item)) continue
      for (const note of item.notes) events.noted({ file: this.#file, item: item.where, note })
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
    if (!('write' in item)) return [{ item: number, place: item.where, field: item.field, reason: item.reason }]
    const result = written.next().value
    if (result?.outcome !== 'REJECTED') return []
    return [{ item: number, place: item.where, ...reasonOf(result.userErrors) }]
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
