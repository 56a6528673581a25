import type { Kysely } from 'kysely'
import type { DB, Db } from '../db/tables/database.ts'
import type { Formats } from '../import/formats.ts'
import type { ImportEvents } from '../import/run/import-options.ts'
import { importSource, inDryRun, type SourceCounts } from '../import/run/import-source.ts'
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

const batchSize = 500

/** Imports a fetched feed from a file, the way `import` does it. */
export async function importFeed(
  db: Kysely<DB>,
  feed: Feed,
  path: string,
  { reader, formats, listed, url, charset, dryRun, events, signal }: ImportFeedOptions,
): Promise<SourceCounts> {
  const { name, publisher, language, topic, source, format } = feed
  const options = {
    names: [],
    source,
    format,
    formats: withSharedTopics(formats, reader, feed, listed),
    dryRun,
    batchSize,
    events: { ...events, progressed: () => undefined },
    ...(publisher === undefined ? {} : { publisher }),
    ...(language === undefined ? {} : { language }),
    ...(topic === undefined ? {} : { topic }),
    ...(format === 'feed' ? { url } : {}),
    ...(charset === null ? {} : { charset }),
    ...(signal === undefined ? {} : { signal }),
  }
  const work = (on: Db): Promise<SourceCounts> => importSource(on, { name, path, kind: 'file' }, options)
  return dryRun ? await inDryRun(db, work) : await work(db)
}
