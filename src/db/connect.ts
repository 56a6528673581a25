import { Kysely, PostgresDialect, type PostgresClientConstructor, type PostgresPool } from 'kysely'
import pg from 'pg'
import type { Log } from '../log.ts'
import { createListener } from './listen.ts'
import { createStatementNames } from './statement-names.ts'
import type { DB } from './tables/database.ts'

/** One PostgreSQL database: a pool for statements and a client of its own for notifications. */
export interface Database {
  readonly db: Kysely<DB>
  /**
   * Calls `handle` for every notification on the channel; resolves when listening has begun, to a function that stops it.
   * A lost connection is opened again; then `catchUp` is called, since notifications may have been missed.
   */
  listen(channel: string, handle: (payload: string) => void, catchUp?: () => void): Promise<() => Promise<void>>
  /**
   * The same database with few connections, by default one, no time limits and no prepared statements: for migrations and imports.
   * Who asks for one more than there are still waits for ten seconds only. Close it too.
   */
  withoutTimeLimits(connections?: number): Database
  /** Waits for running statements, then closes every connection. */
  close(): Promise<void>
}

export interface ConnectOptions {
  readonly url: string
  /** Connections at most; small, since a database does not get faster by more of them. */
  readonly poolSize?: number
  /** Off behind a PgBouncer before 1.21. */
  readonly preparedStatements?: boolean
  /** The server ends a statement after this time; 0: never. */
  readonly statementTimeoutMs?: number
  /** Called with every statement before it is sent. */
  readonly onStatement?: (sql: string, parameters: readonly unknown[]) => void
  readonly log?: Log
}

/**
 * Connects lazily: an unreachable database shows at the first statement.
 * bigint arrives as number (ids and counts stay below 2^53), instants and dates as the text PostgreSQL writes, in UTC.
 */
export function connectDatabase(options: ConnectOptions): Database {
  const { url, poolSize = 4, preparedStatements = true, statementTimeoutMs = 15_000, onStatement, log } = options
  const client: pg.ClientConfig = {
    connectionString: url,
    application_name: 'masthead',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: { getTypeParser },
  }
  const pool = new pg.Pool({
    ...client,
    max: poolSize,
    // pg-pool drops idle clients after 10 s, and with them their prepared statements
    idleTimeoutMillis: 0,
    // statement_timeout alone does not end a statement on a server that froze
    ...(statementTimeoutMs > 0 && { query_timeout: statementTimeoutMs + 2_000 }),
    onConnect: (fresh) => {
      // the pool listens to idle clients only; a lost connection that is lent would end the process, and its statements say so anyway
      fresh.on('error', () => undefined)
      return applySettings(fresh, statementTimeoutMs)
    },
  })
  // without a listener the process ends when an idle backend dies; the error itself carries the whole client, its cancel key too
  pool.on('error', (error) => {
    // while everything is closed, its server may be gone before it
    if (closing === undefined) log?.warn({ reason: error.message }, 'An idle database connection was lost')
  })
  let closing: Promise<void> | undefined

  const cancelled = new Set<number>()
  const nameOf = preparedStatements ? createStatementNames() : () => undefined
  const db = new Kysely<DB>({
    dialect: new PostgresDialect({
      pool: guardPool(pool, (checkedOut) => guardClient(checkedOut, { nameOf, onStatement, cancelled })),
      controlClient: controlClientOf(cancelled),
    }),
  })
  const listener = createListener(() => new pg.Client({ ...client, query_timeout: 10_000 }), log)
  return {
    db,
    listen: listener.listen,
    withoutTimeLimits: (connections = 1) =>
      connectDatabase({ ...options, poolSize: connections, preparedStatements: false, statementTimeoutMs: 0 }),
    close: () => (closing ??= Promise.all([listener.close(), pool.end()]).then(() => undefined)),
  }
}

/**
 * For `execute`: when the signal fires, the statement is cancelled on the server and the caller gets the signal's reason.
 */
export function cancelledBy(signal: AbortSignal | undefined) {
  return { signal, inflightQueryAbortStrategy: 'cancel query' } as const
}

/**
 * By a statement and not as startup parameters, which PgBouncer refuses. No JIT, as on the embedded server: it is for queries
 * that run for seconds, and none of ours may.
 */
async function applySettings(client: pg.ClientBase, statementTimeoutMs: number): Promise<void> {
  await client.query(
    `select set_config('TimeZone', 'UTC', false), set_config('DateStyle', 'ISO', false),
      set_config('jit', 'off', false), set_config('statement_timeout', $1, false), set_config('idle_in_transaction_session_timeout', $2, false)`,
    [String(statementTimeoutMs), statementTimeoutMs > 0 ? '60000' : '0'],
  )
}

interface Guard {
  readonly nameOf: (text: string) => string | undefined
  readonly onStatement: ConnectOptions['onStatement']
  /** Backends whose statement we asked the server to cancel. */
  readonly cancelled: Set<number>
}

/** A checked-out client, and what broke it, if anything did. */
interface GuardedClient extends pg.PoolClient {
  processID?: number
  broken?: unknown
}

/** Kysely hands a client back as sound whatever happened to it; this pool knows better. */
function guardPool(pool: pg.Pool, guard: (client: GuardedClient) => void): PostgresPool {
  const guarded = new WeakSet<GuardedClient>()
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client: GuardedClient = await pool.connect()
      if (!guarded.has(client)) guard(client)
      guarded.add(client)
      const release = client.release.bind(client)
      client.release = (destroy) => release(destroy === true || client.broken !== undefined)
      return client
    },
  }
}

function guardClient(client: GuardedClient, { nameOf, onStatement, cancelled }: Guard): void {
  const send: (query: pg.QueryConfig) => Promise<pg.QueryResult> = client.query.bind(client)
  const query = async (text: string, parameters: readonly unknown[] = []): Promise<Partial<pg.QueryResult>> => {
    // a rollback on a frozen server would wait for its own time limit
    if (client.broken !== undefined) throw client.broken
    onStatement?.(text, parameters)
    // without parameters a text may hold several statements, which can't be prepared
    const name = parameters.length > 0 ? nameOf(text) : undefined
    try {
      return await send({ text, values: [...parameters], ...(name !== undefined && { name }) })
    } catch (error) {
      // Kysely has told the caller already, and would print this one to the console
      if (isCode(error, '57014') && cancelled.delete(client.processID ?? 0)) return { rows: [], rowCount: 0 }
      if (isBroken(error)) client.broken = error
      throw error
    } finally {
      cancelled.delete(client.processID ?? 0)
    }
  }
  Object.assign(client, { query })
}

/** After such an error nobody knows what the connection would answer next, or its prepared statements are worthless. */
function isBroken(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError) || error.code === undefined) return true
  if (error.code === '57014') return false
  return /^(08|57P)|^26000$/.test(error.code) || (error.code === '0A000' && error.message.includes('cached plan'))
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof pg.DatabaseError && error.code === code
}

/** The client Kysely opens to cancel a statement, made to remember whose statement that is. */
function controlClientOf(cancelled: Set<number>): PostgresClientConstructor {
  return class extends pg.Client {
    constructor(config: pg.ClientConfig) {
      super(config)
      this.on('error', () => undefined)
      const send = this.query.bind(this)
      const query = (text: string): Promise<pg.QueryResult> => {
        const [, pid] = /^select pg_cancel_backend\((\d+)\)$/.exec(text) ?? []
        if (pid !== undefined) cancelled.add(Number(pid))
        return send(text)
      }
      Object.assign(this, { query })
    }
  }
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
