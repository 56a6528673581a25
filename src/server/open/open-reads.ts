import type { Config } from '../../config.ts'
import type { FeedReading } from '../../cache/change-feed.ts'
import { connectDatabase, type Database } from '../../db/connect.ts'
import type { ReadSource } from '../../db/driver/read-source.ts'
import type { Log } from '../../log.ts'
import { openReplicas, type ReadServer, type ReplicaAddress } from '../../replicas/open-replicas.ts'
import type { Caller } from '../../keys/caller.ts'
import type { Exchange } from '../exchange.ts'

/** Where the gateway reads content. */
export interface Reads {
  /** For the statements of one request. */
  of(caller: Pick<Caller, 'scopes'>, exchange: Exchange): ReadSource
  /** See `Replicas`. */
  readonly notePrimary: (reading: FeedReading) => void
  readonly distrust: () => void
  readonly canReplacePrimary: () => boolean
  readonly servers: () => readonly ReadServer[]
  close(): Promise<void>
}

/** Begins to watch the replicas of the configuration; without any, all is read from the database itself. Throws where that is away. */
export async function openReads(config: Config, database: Database, log: Log): Promise<Reads> {
  if (config.replicaUrls.length === 0) return withoutReplicas(database.reads)
  const replicas = await openReplicas({
    primary: database,
    replicas: config.replicaUrls.map((url) => connectReplica(url, config, log)),
    maxLagMs: config.replicaLagMs,
    log,
  })
  return {
    ...replicas,
    of({ scopes }, exchange) {
      return replicas.readsOf({
        isWriter: writing.some((scope) => scopes.has(scope)),
        onBehind: () => {
          exchange.isBehind = true
          exchange.refill?.neverKeep()
        },
      })
    },
  }
}

/** Who may have written just now, by whichever gateway, and wants to see it. */
const writing = ['CONTENT_WRITE', 'CONTENT_PUBLISH', 'KEYS_ADMIN'] as const

function withoutReplicas(reads: ReadSource): Reads {
  return {
    of: () => reads,
    notePrimary: () => undefined,
    distrust: () => undefined,
    canReplacePrimary: () => false,
    servers: () => [],
    close: async () => undefined,
  }
}

function connectReplica(url: string, config: Config, log: Log): ReplicaAddress {
  const { databaseConnections, databaseWaiting, preparedStatements, operationMs } = config
  return {
    name: new URL(url).host || 'socket',
    database: connectDatabase({
      url,
      poolSize: databaseConnections,
      maxWaiting: databaseWaiting,
      preparedStatements,
      statementTimeoutMs: operationMs + 5_000,
      log,
    }),
    monitor: connectDatabase({ url, poolSize: 1, statementTimeoutMs: 1_000 }),
  }
}
