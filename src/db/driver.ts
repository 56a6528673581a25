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
import { sendCancelRequest } from './cancel-request.ts'
import { sendUntilDeadline } from './deadline.ts'
import { sendStatement } from './statement.ts'
import { noteStatement } from './statement-count.ts'
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
  readonly #context: PoolContext

  constructor(pool: pg.Pool, context: PoolContext) {
    super({ pool })
    this.#pool = pool
    this.#context = context
  }

  override createDriver(): Driver {
    return new PoolDriver(this.#pool, this.#context)
  }
}

class PoolDriver extends PostgresDriver {
  readonly #pool: pg.Pool
  readonly #context: PoolContext
  readonly #connections = new WeakMap<pg.PoolClient, PoolConnection>()

  constructor(pool: pg.Pool, context: PoolContext) {
    super({ pool })
    this.#pool = pool
    this.#context = context
  }

  override async acquireConnection(options?: AbortableOperationOptions): Promise<DatabaseConnection> {
    let client: pg.PoolClient
    if (this.#pool.waitingCount >= this.#context.maxWaiting) throw new PoolFullError()
    try {
      client = await this.#pool.connect()
    } catch (error) {
      // Kysely has told the caller why it ended already, and would print this one to the console
      if (options?.signal?.aborted === true) return neverUsed
      throw error
    }
    let connection = this.#connections.get(client)
    if (connection === undefined)
      this.#connections.set(client, (connection = new PoolConnection(client, this.#context)))
    return connection
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
      if (name === undefined || !(error instanceof pg.DatabaseError)) throw this.#failed(error)
      // both are found before anything is done
      if (isOutdatedPlan(error)) this.#prepared.forget(name)
      else if (isLostName(error)) this.#context.onNamesLost(error)
      else throw this.#failed(error)
      if (!isAlone) throw error
      return await this.#send(text, parameters, this.#context.names?.nameOf(text)).catch((again: unknown) => {
        throw this.#failed(again)
      })
    }
  }

  async #send(text: string, parameters: readonly unknown[], name: string | undefined): Promise<pg.QueryResult> {
    // a rollback on a frozen server would wait for its own time limit
    if (this.#broken !== undefined) throw this.#broken
    this.#context.onStatement?.(text, parameters)
    noteStatement()
    if (name !== undefined) this.#prepared.use(name)
    const settings = this.#client.getTransactionStatus() === 'I' ? this.#context.settingsOf(this.#client) : null
    const isSimple = parameters.length === 0
    const sent = settings === null || !isSimple ? text : withSettings(text, settings)
    return await sendStatement(
      this.#client,
      { text: sent, values: [...parameters], ...(name !== undefined && { name }) },
      { closed: this.#prepared.takeClosed(), before: isSimple ? null : settings },
    )
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

function toResult<Row>({ command, rowCount, rows }: pg.QueryResult): QueryResult<Row> {
  // Kysely looks whether a commit became a rollback
  if (command === 'COMMIT' || command === 'ROLLBACK') return { rows: [{ command }] as Row[] }
  const changes = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE' || command === 'MERGE'
  return { rows: rows ?? [], ...(changes && { numAffectedRows: BigInt(rowCount ?? 0) }) }
}

/** After such an error nobody knows what the connection would answer next. */
function isBroken(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError) || error.code === undefined) return true
  return error.code !== '57014' && /^(08|57P)/.test(error.code)
}

/** "cached plan must not change result type", in the server's language: a table was altered since. */
function isOutdatedPlan({ code, routine }: pg.DatabaseError): boolean {
  return code === '0A000' && routine === 'RevalidateCachedQuery'
}

/** The name is unknown there, or taken: behind a pooler that does not know of prepared statements, or after DEALLOCATE ALL. */
function isLostName({ code }: pg.DatabaseError): boolean {
  return code === '26000' || code === '42P05'
}
