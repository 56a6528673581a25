import type { Config } from '../config.ts'
import { connectDatabase, type Database } from '../db/connect.ts'
import { openEmbeddedDatabase } from '../db/embedded/open.ts'
import { migrateToLatest } from '../db/migrate.ts'
import type { Log } from '../log.ts'

/** A migrated database and what it is, in words for the terminal. */
export interface OpenDatabase {
  readonly database: Database
  readonly where: string
  /** Closes the connections, and the embedded server where nobody else uses it. */
  close(): Promise<void>
}

/**
 * Opens the database of the configuration, the embedded one or `DATABASE_URL`, and brings it to the newest migration. Gives up once
 * `stop` is aborted, and rejects with its reason.
 */
export async function openDatabase(
  config: Config,
  role: 'gateway' | 'command',
  log: Log,
  stop?: AbortSignal,
): Promise<OpenDatabase> {
  const open = await connectUnmigrated(config, role, log, stop)
  try {
    await unlessStopped(migrateToLatest(open.database, { log }), stop)
  } catch (error) {
    await open.close()
    throw error
  }
  return open
}

/** The same, as it is: nothing is migrated, and that `DATABASE_URL` cannot be reached shows at the first statement. */
export async function connectUnmigrated(
  config: Config,
  role: 'gateway' | 'command',
  log: Log,
  stop?: AbortSignal,
): Promise<OpenDatabase> {
  const embedded =
    config.databaseUrl === null
      ? await openEmbeddedDatabase({ dataDir: config.dataDir, role, log, ...(stop && { stop }) })
      : null
  const database = connectDatabase({
    url: () => embedded?.url ?? config.databaseUrl ?? '',
    preparedStatements: config.preparedStatements,
    poolSize: config.databaseConnections,
    maxWaiting: config.databaseWaiting,
    // a statement of an operation is cancelled with it; this is for the others, and for a cancel that does not arrive
    statementTimeoutMs: config.operationMs + 5_000,
    log,
  })
  const close = async (): Promise<void> => {
    await database.close()
    await embedded?.close()
  }
  return { database, where: embedded === null ? 'DATABASE_URL' : `embedded in ${config.dataDir}`, close }
}

/** Migrating may wait for another instance as long as that takes. */
async function unlessStopped(work: Promise<unknown>, stop: AbortSignal | undefined): Promise<void> {
  const { promise: stopped, reject } = Promise.withResolvers<never>()
  const giveUp = (): void => reject(stop?.reason)
  if (stop?.aborted) giveUp()
  stop?.addEventListener('abort', giveUp)
  try {
    await Promise.race([work, stopped])
  } finally {
    stop?.removeEventListener('abort', giveUp)
  }
}
