import type { Kysely } from 'kysely'
import type { DB, Db } from '../db/tables/database.ts'
import { ReadRefused } from '../import/draft.ts'
import type { Format, Formats } from '../import/formats.ts'
import { importFile } from '../import/run/import-file.ts'
import type { FileCounts, ImportEvents } from '../import/run/import-options.ts'
import { openSource } from '../import/run/source-file.ts'
import type { Feed } from './feed-list.ts'
import { withSharedTopics } from './shared-topics.ts'

export interface ImportFeedOptions {
  /** Not the connection that is written on, which is busy meanwhile. */
  readonly reader: Db
  readonly formats: Formats
  /** Every feed of the list. */
  readonly listed: readonly Feed[]
  /** Where the feed came from in the end; relative addresses in it begin there. */
  readonly url: string
  /** The encoding that the server gave with it. */
  readonly charset: string | null
  readonly dryRun: boolean
  readonly events: Pick<ImportEvents, 'rejected' | 'noted'>
  readonly signal?: AbortSignal | undefined
}

/** Counts of a feed's articles by outcome; `refused` is why it could not be read as a whole, where it could not. */
export type FeedCounts = FileCounts & { readonly refused: string | null }

const batchSize = 500

/** Imports a fetched feed from a file, the way `import` does it. A dry run is one transaction, undone in the end. */
export async function importFeed(
  db: Kysely<DB>,
  feed: Feed,
  path: string,
  options: ImportFeedOptions,
): Promise<FeedCounts> {
  if (!options.dryRun) return await importInto(db, feed, path, options)
  const tx = await db.startTransaction().setIsolationLevel('read committed').execute()
  try {
    return await importInto(tx, feed, path, options)
  } finally {
    await tx.rollback().execute()
  }
}

async function importInto(
  db: Db,
  feed: Feed,
  path: string,
  { reader, formats, listed, url, charset, dryRun, events, signal }: ImportFeedOptions,
): Promise<FeedCounts> {
  const { name, publisher, language, topic, source, format } = feed
  try {
    const file = await openSource(path, 'file')
    try {
      return await importFile(db, file, name, {
        names: [],
        source,
        format,
        formats: withSharedTopics(withCharset(formats, charset), reader, feed, listed),
        dryRun,
        batchSize,
        events: { ...events, progressed: () => undefined },
        ...(publisher === undefined ? {} : { publisher }),
        ...(language === undefined ? {} : { language }),
        ...(topic === undefined ? {} : { topic }),
        ...(format === 'feed' ? { url } : {}),
        ...(signal === undefined ? {} : { signal }),
      })
    } finally {
      await file.close()
    }
  } catch (error) {
    if (!(error instanceof ReadRefused)) throw error
    return { created: 0, updated: 0, noop: 0, rejected: 0, refused: error.message }
  }
}

/** The formats, told what the server said of the file's encoding. */
function withCharset(formats: Formats, charset: string | null): Formats {
  if (charset === null) return formats
  const byName = Object.entries(formats.byName).map(([name, format]): [string, Format] => [
    name,
    { ...format, read: (open, options) => format.read(open, { ...options, charset }) },
  ])
  return { ...formats, byName: Object.fromEntries(byName) }
}
