import { hash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { findProgress, forgetProgress, listRejections, nothingDone } from '../../db/import/progress.ts'
import type { Db } from '../../db/tables/database.ts'
import { BatchWriter } from './batch-writer.ts'
import { ReadRefused, type ReadOptions } from '../draft.ts'
import type { Format } from '../formats.ts'
import type { FileCounts, ImportFilesOptions } from './import-options.ts'
import type { Parts } from './parts.ts'
import type { SourceFile } from './source-file.ts'
import { toItem } from './to-item.ts'

/** Bytes of articles a transaction at most, so that large bodies do not pile up. */
const maxBatchBytes = 4 * 2 ** 20
/** Items that are normalised before the database is listened to again. */
const itemsATurn = 2

/**
 * Imports one file, from where an earlier run of the same file was interrupted. `refused` is why the reader gave up, where it did;
 * what it had read before is written only if a batch of it has been written already.
 */
export async function importFile(
  db: Db,
  file: SourceFile,
  name: string,
  options: ImportFilesOptions,
  parts: Parts | null = null,
): Promise<FileCounts & { readonly refused: string | null }> {
  const [formatName, known] = formatOf(file, name, options)
  const format = { ...known, read: (await parts?.readerOf(name, formatName, known)) ?? known.read }
  const identity = identityOf(file, formatName, options)
  const before = await findProgress(db, identity)
  if (before !== null) {
    options.events.resumed?.({ file: name, items: before.itemsDone })
    await repeatRejections(db, identity, name, options)
  }
  const writer = new BatchWriter(db, identity, name, before ?? nothingDone, options)
  try {
    const { refused, isInterrupted } = await readInto(writer, format, file, name, options, before?.itemsDone ?? 0)
    if (refused === null || writer.hasProgress) await writer.finish(isInterrupted)
    if (!isInterrupted && writer.hasProgress) await forgetProgress(db, identity)
    return { ...writer.counts, refused }
  } finally {
    // nothing runs on behind the back of whoever meets the failure
    await writer.settled()
  }
}

/** Hands the items of the file to the writer; answers what ended it before its end. */
async function readInto(
  writer: BatchWriter,
  format: Format,
  file: SourceFile,
  name: string,
  options: ImportFilesOptions,
  itemsDone: number,
): Promise<{ refused: string | null; isInterrupted: boolean }> {
  let number = -1
  const tell = (bytesRead: number): void =>
    options.events.progressed({
      file: name,
      items: Math.max(number + 1, itemsDone),
      bytesRead,
      bytes: file.size,
    })
  tell(0)
  try {
    for await (const read of format.read(file.open, readOptions(name, options))) {
      number++
      if (number < itemsDone) continue
      if (options.signal?.aborted === true) return { refused: null, isInterrupted: true }
      writer.add(number, await toItem(read, format.isLenient, options.source))
      // the batch that is being written waits at every statement for its turn
      if (number % itemsATurn === 0) await setImmediate()
      if (writer.pendingItems < options.batchSize && writer.pendingBytes < maxBatchBytes) continue
      await writer.flush()
      tell(file.bytesRead())
    }
  } catch (error) {
    if (!(error instanceof ReadRefused)) throw error
    return { refused: error.message, isInterrupted: false }
  }
  tell(file.size)
  return { refused: null, isInterrupted: false }
}

function readOptions(
  fileName: string,
  { publisher, url, date, externalId, language, topic, source, charset }: ImportFilesOptions,
): ReadOptions {
  const given = Object.entries({ publisher, url, date, externalId, language, topic, source, charset }).filter(
    ([, value]) => value !== undefined,
  )
  return { fileName, ...Object.fromEntries(given) }
}

function formatOf(file: SourceFile, name: string, { format, formats }: ImportFilesOptions): [string, Format] {
  const formatName = format ?? formats.detect(file.head, name)
  const known = formatName === null ? undefined : formats.byName[formatName]
  if (formatName === null || known === undefined) {
    throw new ReadRefused(
      `Its format is not recognised. Say one with --format: ${Object.keys(formats.byName).join(', ')}.`,
    )
  }
  return [formatName, known]
}

/** Names a file by what it is and how it is read, not by its path: it may be moved between two runs. */
function identityOf(file: SourceFile, format: string, options: ImportFilesOptions): string {
  const { source, publisher, url, date, externalId, language, topic } = options
  const head = hash('sha256', file.head, 'hex')
  return hash(
    'sha256',
    JSON.stringify([source, publisher, url, date, externalId, language, topic, format, file.size, head]),
    'hex',
  )
}

async function repeatRejections(db: Db, identity: string, name: string, { events }: ImportFilesOptions): Promise<void> {
  for await (const { item, field, reason } of listRejections(db, identity)) {
    events.rejected({ file: name, item, field, reason })
  }
}
