import { Kysely } from 'kysely'
import pg from 'pg'
import type { Log } from '../log.ts'
import { PoolDialect } from './driver/driver.ts'
import { createListener } from './listen.ts'
import type { ReadSource } from './driver/read-source.ts'
import { beginSession, settingsSql } from './driver/session.ts'
import { createStatementNames } from './driver/statement-names.ts'
import type { DB } from './tables/database.ts'

/** One PostgreSQL database: a pool for statements and a client of its own for notifications. */
export interface Database {
  readonly db: Kysely<DB>
  /** For statements that only read, on the connections of `db`. */
  readonly reads: ReadSource
  /**
   * The same with two connections of its own, for short statements that never wait behind requests: whether the database is ready, who
   * a key belongs to, what time it is.
   */
  readonly vital: Kysely<DB>
  /** How many connections of `db` there are just now, and how many statements wait for one. */
  pool(): PoolState
  /**
   * Calls `handle` for every notification on the channel; resolves when listening has begun, to a function that stops it.
   * A lost connection is opened again; then `catchUp` is called, since notifications may have been missed. Behind a connection pooler and
   * on a standby nothing is heard: who listens has to ask now and then as well.
   */
  listen(channel: string, handle: (payload: string) => void, catchUp?: () => void): Promise<() => Promise<void>>
  /**
   * The same database with few connections, by default one, no time limits and no prepared statements: for migrations and imports.
   * Who asks for one more than there are still waits for ten seconds only. Close it too.
   */
  withoutTimeLimits(connections?: number): Database
  /**
   * The same with one connection, no time limits of ours, and statements that are sent as they are behind a connection pooler too: for what cannot run in
   * a transaction. Close it too.
   */
  withoutTransactions(): Database
  /** Waits for running statements, then closes every connection. */
  close(): Promise<void>
}

/** A pool at one instant. */
export interface PoolState {
  /** Connections that are open, or being opened. */
  readonly size: number
  readonly idle: number
  readonly waiting: number
}

export interface ConnectOptions {
  /** Where the database is; a function is asked for every new connection, since the embedded server may move to another port. */
  readonly url: string | (() => string)
  /** Connections at most; small, since a database does not get faster by more of them. */
  readonly poolSize?: number
  /** Statements that may wait for a connection; by default any number. One more fails at once, with PoolFullError. */
  readonly maxWaiting?: number
  /** By default on; behind a connection pooler nothing is prepared anyway. */
  readonly preparedStatements?: boolean
  /** The server ends a statement after this time; 0: never. */
  readonly statementTimeoutMs?: number
  /** Behind a connection pooler, settings come in a transaction with each statement. On: without them, and without that. */
  readonly outsideOfTransactions?: boolean
  /** Called with every statement before it is sent. */
  readonly onStatement?: (sql: string, parameters: readonly unknown[]) => void
  readonly log?: Log
}

/**
 * Connects lazily: an unreachable database shows at the first statement.
 * bigint arrives as number (ids and counts stay below 2^53), instants and dates as the text PostgreSQL writes, in UTC.
 */
export function connectDatabase(options: ConnectOptions): Database {
  const { url, poolSize = 4, maxWaiting = Infinity, preparedStatements = true, statementTimeoutMs = 15_000 } = options
  const { onStatement, log } = options
  const client: pg.ClientConfig = {
    application_name: 'masthead',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: { getTypeParser },
  }
  const session = {
    statementTimeoutMs,
    idleInTransactionMs: statementTimeoutMs > 0 ? 60_000 : 0,
    plansOnce: preparedStatements,
  }
  const names = preparedStatements ? createStatementNames() : null
  /** Connections that share their backend with others. */
  const pooled = new WeakSet<pg.ClientBase>()
  const Client = clientAt(typeof url === 'string' ? () => url : url)
  let closing: Promise<void> | undefined

  function openPool(max: number): pg.Pool {
    const opened = new pg.Pool({
      ...client,
      Client,
      max,
      // pg-pool drops idle clients after 10 s, and with them their prepared statements
      idleTimeoutMillis: 0,
      // statement_timeout alone does not end a statement on a server that froze
      ...(statementTimeoutMs > 0 && { query_timeout: statementTimeoutMs + 2_000 }),
      onConnect: async (fresh) => {
        // the pool listens to idle clients only; a lost connection that is lent would end the process, and its statements say so anyway
        fresh.on('error', () => undefined)
        if (await beginSession(fresh, session)) return
        pooled.add(fresh)
        names?.stop()
        tellOfPooler(log)
      },
    })
    // without a listener the process ends when an idle backend dies; the error itself carries the whole client, its cancel key too
    opened.on('error', (error) => {
      // while everything is closed, its server may be gone before it
      if (closing === undefined) log?.warn({ reason: error.message }, 'An idle database connection was lost')
    })
    return opened
  }

  function dialectOver(over: pg.Pool, most: number): PoolDialect {
    return new PoolDialect(over, {
      names,
      maxWaiting: most,
      settingsOf: (checkedOut) =>
        pooled.has(checkedOut) && options.outsideOfTransactions !== true ? settingsSql(session, 'transaction') : null,
      onStatement,
      onNamesLost(err) {
        names?.stop()
        log?.warn(
          { err },
          'The database lost prepared statements: nothing is prepared any more. Is there a connection pooler before it?',
        )
      },
    })
  }

  const patient = { ...options, maxWaiting: Infinity, preparedStatements: false, statementTimeoutMs: 0 }
  const pool = openPool(poolSize)
  const dialect = dialectOver(pool, maxWaiting)
  const db = new Kysely<DB>({ dialect })
  const vitalPool = openPool(vitalConnections)
  const listener = createListener(() => new Client({ ...client, query_timeout: 10_000 }), log)
  return {
    db,
    reads: { executeQuery: (query, options) => db.executeQuery(query, options), readText: dialect.readText },
    vital: new Kysely<DB>({ dialect: dialectOver(vitalPool, Infinity) }),
    pool: () => ({ size: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    async listen(...listening) {
      // a notification would reach whoever has the backend just then
      if (await isPooled(pool, pooled)) return async () => undefined
      try {
        return await listener.listen(...listening)
      } catch (error) {
        // a standby hears nothing either
        if (error instanceof pg.DatabaseError && error.code === '25006') return async () => undefined
        throw error
      }
    },
    withoutTimeLimits: (connections = 1) => connectDatabase({ ...patient, poolSize: connections }),
    withoutTransactions: () => connectDatabase({ ...patient, poolSize: 1, outsideOfTransactions: true }),
    close: () => (closing ??= Promise.all([listener.close(), pool.end(), vitalPool.end()]).then(() => undefined)),
  }
}

const vitalConnections = 2

/**
 * For `execute`: when the signal fires, the statement is cancelled on the server and the caller gets the signal's reason.
 */
export function cancelledBy(signal: AbortSignal | undefined) {
  return { signal, inflightQueryAbortStrategy: 'cancel query' } as const
}

/** A client that connects to where the database is when it is made. */
function clientAt(url: () => string): typeof pg.Client {
  return class extends pg.Client {
    constructor(config: pg.ClientConfig = {}) {
      super({ ...config, connectionString: url() })
    }
  }
}

async function isPooled(pool: pg.Pool, pooled: WeakSet<pg.ClientBase>): Promise<boolean> {
  const client = await pool.connect()
  client.release()
  return pooled.has(client)
}

const reportedPooler = new WeakSet<Log>()

/** Once a process: each log has one line of it. */
function tellOfPooler(log: Log | undefined): void {
  if (log === undefined || reportedPooler.has(log)) return
  reportedPooler.add(log)
  log.info(
    {},
    'There is a connection pooler before the database: time limits go with each transaction, nothing is prepared, and changes are asked for instead of heard',
  )
}

const asNumber = (text: string): number => Number(text)
const asText = (text: string): string => text
const likeOf = (oid: number): ((text: string) => unknown) => pg.types.getTypeParser(oid)
const parsers = new Map<number, (text: string) => unknown>([
  [20, asNumber], // int8
  [1016, likeOf(1007)], // int8[], read like int4[]
  [1082, asText], // date
  [1114, asText], // timestamp
  [1184, asText], // timestamptz
  [1182, likeOf(1009)], // date[], read like text[]
  [1115, likeOf(1009)], // timestamp[]
  [1185, likeOf(1009)], // timestamptz[]
])

function getTypeParser(oid: number, format?: 'text' | 'binary') {
  return (format !== 'binary' && parsers.get(oid)) || pg.types.getTypeParser(oid, format)
}
