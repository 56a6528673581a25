import {
  CompiledQuery,
  PostgresDialect,
  PostgresDriver,
  type AbortableOperationOptions,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
} from 'kysely'
import pg from 'pg'
import { AdapterWithoutLock } from './adapter.ts'
import { sendCancelRequest } from './cancel-request.ts'
import { sendUntilDeadline } from './deadline.ts'
import type { ReadText } from './read-source.ts'
import { isBroken, isLostName, isOutdatedPlan } from './statement-error.ts'
import { sendStatement } from './statement.ts'
import { countingStatement } from './statement-count.ts'
import { sendTextStatement } from './text-statement.ts'
import { PreparedStatements, type StatementNames } from './statement-names.ts'

/** What the connections of one pool share. */
export interface PoolContext {
  readonly names: StatementNames | null
  /** Statements that may wait for a connection; one more fails with PoolFullError. */
  readonly maxWaiting: number
  /** Sets a transaction's settings where the session has none of its own, behind a pooler; else null. */
  readonly settingsOf: (client: pg.PoolClient) => string | null
  /** Called with every statement before it is sent. */
  readonly onStatement: ((sql: string, parameters: readonly unknown[]) => void) | undefined
  /** The server does not know what was prepared, or knows another; nothing is prepared from now on. */
  readonly onNamesLost: (error: unknown) => void
}

/** So many statements wait for a connection already that one more would only make all of them late. */
export class PoolFullError extends Error {
  override readonly name = 'PoolFullError'
  readonly code = 'POOL_FULL'

  constructor() {
    super('Too many statements wait for a connection to the database.')
  }
}

/** Kysely's PostgreSQL, with connections that prepare what comes again, cancel what nobody waits for, and know when they are broken. */
export class PoolDialect extends PostgresDialect {
  readonly #pool: pg.Pool
  readonly #connections: PoolConnections

  constructor(pool: pg.Pool, context: PoolContext) {
    super({ pool })
    this.#pool = pool
    this.#connections = new PoolConnections(pool, context)
  }

  override createDriver(): Driver {
    return new PoolDriver(this.#connections, this.#pool)
  }

  override createAdapter(): AdapterWithoutLock {
    return new AdapterWithoutLock()
  }

  /** Beside Kysely, on the same connections: what a compiled answer costs there is mostly what Kysely and pg do around it. */
  readonly readText: ReadText = (text, parameters, signal) =>
    new Promise((resolve, reject) => {
      if (signal === undefined) return void this.#connections.readText(text, parameters).then(resolve, reject)
      if (signal.aborted) return reject(signal.reason)
      const cancelling = new Cancelling()
      const onAbort = (): void => {
        reject(signal.reason)
        cancelling.begin()
      }
      signal.addEventListener('abort', onAbort, { once: true })
      this.#connections
        .readText(text, parameters, cancelling)
        .then(resolve, reject)
        .finally(() => signal.removeEventListener('abort', onAbort))
    })
}

/** A statement that nobody may be waiting for any more. */
class Cancelling {
  isWanted = false
  /** The connection that the statement runs on, as long as it does. */
  connection: PoolConnection | null = null
  /** Resolves when a cancel request has been sent, which might hit the next statement otherwise. */
  done: Promise<void> = Promise.resolve()

  begin(): void {
    this.isWanted = true
    if (this.connection !== null) this.done = this.connection.cancelQuery()
  }
}

/** The connections of a pool, each with what is known of it. */
class PoolConnections {
  readonly #pool: pg.Pool
  readonly #context: PoolContext
  readonly #known = new WeakMap<pg.PoolClient, PoolConnection>()

  constructor(pool: pg.Pool, context: PoolContext) {
    this.#pool = pool
    this.#context = context
  }

  /** Throws PoolFullError. */
  async acquire(): Promise<PoolConnection> {
    if (this.#pool.waitingCount >= this.#context.maxWaiting) throw new PoolFullError()
    const client = await this.#pool.connect()
    let connection = this.#known.get(client)
    if (connection === undefined) this.#known.set(client, (connection = new PoolConnection(client, this.#context)))
    return connection
  }

  async readText(text: string, parameters: readonly unknown[], cancelling?: Cancelling): Promise<string | null> {
    const connection = await this.acquire()
    try {
      if (cancelling?.isWanted === true) return null
      if (cancelling !== undefined) cancelling.connection = connection
      return await connection.readText(text, parameters)
    } finally {
      if (cancelling !== undefined) {
        cancelling.connection = null
        if (cancelling.isWanted) await cancelling.done
      }
      connection.release()
    }
  }
}

class PoolDriver extends PostgresDriver {
  readonly #connections: PoolConnections

  constructor(connections: PoolConnections, pool: pg.Pool) {
    super({ pool })
    this.#connections = connections
  }

  override async acquireConnection(options?: AbortableOperationOptions): Promise<DatabaseConnection> {
    try {
      return await this.#connections.acquire()
    } catch (error) {
      // Kysely has told the caller why it ended already, and would print this one to the console
      if (options?.signal?.aborted === true && !(error instanceof PoolFullError)) return neverUsed
      throw error
    }
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'))
  }

  override async releaseConnection(connection: DatabaseConnection): Promise<void> {
    if (connection instanceof PoolConnection) connection.release()
  }
}

class PoolConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient
  readonly #context: PoolContext
  readonly #prepared = new PreparedStatements()
  #running = 0
  /** What broke it, if anything did; then it is not used again. */
  #broken: unknown

  constructor(client: pg.PoolClient, context: PoolContext) {
    this.#client = client
    this.#context = context
    client.on('error', (error) => (this.#broken ??= error))
  }

  async executeQuery<Row>(
    { sql, parameters }: CompiledQuery,
    options?: AbortableOperationOptions,
  ): Promise<QueryResult<Row>> {
    this.#running++
    try {
      const send = (): Promise<pg.QueryResult> => this.#run(sql, parameters)
      return toResult(
        await sendUntilDeadline(
          sql,
          send,
          () => sendCancelRequest(this.#client),
          (reason) => this.#giveUp(reason),
        ),
      )
    } catch (error) {
      // as above
      if (options?.signal?.aborted === true) return { rows: [] }
      throw error
    } finally {
      this.#running--
    }
  }

  /** The one value of a statement; see `ReadText`. */
  async readText(text: string, parameters: readonly unknown[]): Promise<string | null> {
    this.#running++
    try {
      const name = this.#context.names?.nameOf(text)
      // nothing is prepared, or settings go before each statement
      if (name === undefined || this.#context.settingsOf(this.#client) !== null) {
        return firstValue(await this.#run(text, parameters))
      }
      if (this.#broken !== undefined) throw this.#broken
      this.#context.onStatement?.(text, parameters)
      this.#prepared.use(name)
      const statement = { name, text, parameters, closed: this.#prepared.takeClosed() }
      try {
        return await countingStatement(text, () => sendTextStatement(this.#client, statement))
      } catch (error) {
        if (!this.#mayTryAgain(error, name)) throw this.#failed(error)
        return firstValue(await this.#run(text, parameters))
      }
    } finally {
      this.#running--
    }
  }

  // eslint-disable-next-line require-yield -- Kysely's interface; nothing here streams
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('Rows are not streamed here.')
  }

  async cancelQuery(): Promise<void> {
    if (this.#running > 0) await sendCancelRequest(this.#client)
  }

  release(): void {
    this.#client.release(this.#broken !== undefined)
  }

  /** What waits for the server's answer ends, and the server ends the transaction when it notices. */
  #giveUp(reason: unknown): void {
    this.#broken ??= reason
    const { connection } = this.#client as pg.PoolClient & { readonly connection: pg.Connection }
    connection.stream.destroy()
  }

  async #run(text: string, parameters: readonly unknown[]): Promise<pg.QueryResult> {
    // without parameters a text may hold several statements, which can't be prepared
    const name = parameters.length > 0 ? this.#context.names?.nameOf(text) : undefined
    const isAlone = this.#client.getTransactionStatus() === 'I'
    try {
      return await this.#send(text, parameters, name)
    } catch (error) {
      if (name === undefined || !this.#mayTryAgain(error, name)) throw this.#failed(error)
      if (!isAlone) throw error
      return await this.#send(text, parameters, this.#context.names?.nameOf(text)).catch((again: unknown) => {
        throw this.#failed(again)
      })
    }
  }

  /** Whether the statement was refused for its name alone, before anything was done. */
  #mayTryAgain(error: unknown, name: string): boolean {
    if (!(error instanceof pg.DatabaseError)) return false
    if (isOutdatedPlan(error)) this.#prepared.forget(name)
    else if (isLostName(error)) this.#context.onNamesLost(error)
    else return false
    return true
  }

  async #send(text: string, parameters: readonly unknown[], name: string | undefined): Promise<pg.QueryResult> {
    // a rollback on a frozen server would wait for its own time limit
    if (this.#broken !== undefined) throw this.#broken
    this.#context.onStatement?.(text, parameters)
    if (name !== undefined) this.#prepared.use(name)
    const settings = this.#client.getTransactionStatus() === 'I' ? this.#context.settingsOf(this.#client) : null
    const isSimple = parameters.length === 0
    const sent = settings === null || !isSimple ? text : withSettings(text, settings)
    const config = { text: sent, values: [...parameters], ...(name !== undefined && { name }) }
    const extras = { closed: this.#prepared.takeClosed(), before: isSimple ? null : settings }
    return await countingStatement(text, () => sendStatement(this.#client, config, extras))
  }

  #failed(error: unknown): unknown {
    if (isBroken(error)) this.#broken ??= error
    // the trace of a socket says nothing of who asked
    if (error instanceof Error) Error.captureStackTrace(error)
    return error
  }
}

/** What is handed to a caller that has left while it waited. */
const neverUsed: DatabaseConnection = {
  executeQuery: () => Promise.reject(new Error('Nobody waits for this connection.')),
  streamQuery: () => {
    throw new Error('Nobody waits for this connection.')
  },
}

/** Settings of a transaction go into it where the text begins one, else before the text, which is then one with them. */
function withSettings(text: string, settings: string): string {
  return /^\s*(?:begin|start\s+transaction)\b/i.test(text) ? `${text}; ${settings}` : `${settings}; ${text}`
}

function firstValue({ rows }: pg.QueryResult<Readonly<Record<string, string | null>>>): string | null {
  return Object.values(rows[0] ?? {})[0] ?? null
}

function toResult<Row>({ command, rowCount, rows }: pg.QueryResult): QueryResult<Row> {
  // Kysely looks whether a commit became a rollback
  if (command === 'COMMIT' || command === 'ROLLBACK') return { rows: [{ command }] as Row[] }
  const changes = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE' || command === 'MERGE'
  return { rows: rows ?? [], ...(changes && { numAffectedRows: BigInt(rowCount ?? 0) }) }
}
