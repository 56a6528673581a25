import pg from 'pg'

/** What a statement is sent with besides its text and values. */
export interface StatementExtras {
  /** Prepared statements of this connection that are closed first. */
  readonly closed: readonly string[]
  /** A statement that runs first, in the same transaction and the same trip; its rows are left out. */
  readonly before: string | null
}

/** Of pg's connection and query what is used here and its types leave out. */
interface Wire {
  readonly stream: pg.Connection['stream']
  readonly parsedStatements: Record<string, string>
  readonly submittedNamedStatements: Record<string, string>
  parse(statement: { name: string; text: string }): void
  bind(portal: { portal: string; statement: string; values: readonly unknown[] }): void
  execute(portal: { portal: string; rows: number }): void
  close(statement: { type: 'S'; name: string }): void
}

interface QueryProtocol extends pg.Submittable {
  submit(connection: pg.Connection): Error | null
  handleDataRow(message: unknown): void
  handleCommandComplete(message: unknown, connection: pg.Connection): void
}

type Answered = (error: Error | null, result: pg.QueryResult | pg.QueryResult[]) => void

const Query = pg.Query as unknown as new (config: pg.QueryConfig, answered: Answered) => QueryProtocol

/** One statement on its way over a connection: pg's own, with what has to go before it in the same trip. */
class Statement extends Query {
  readonly #extras: StatementExtras
  #isBefore: boolean

  constructor(config: pg.QueryConfig, extras: StatementExtras, answered: Answered) {
    super(config, answered)
    this.#extras = extras
    this.#isBefore = extras.before !== null
  }

  override submit(connection: pg.Connection): Error | null {
    const wire = connection as unknown as Wire
    wire.stream.cork()
    try {
      for (const name of this.#extras.closed) {
        wire.close({ type: 'S', name })
        delete wire.parsedStatements[name]
        delete wire.submittedNamedStatements[name]
      }
      // up to the Sync that ends the statement itself, all of it is one transaction
      if (this.#extras.before !== null) {
        wire.parse({ name: '', text: this.#extras.before })
        wire.bind({ portal: '', statement: '', values: [] })
        wire.execute({ portal: '', rows: 0 })
      }
      return super.submit(connection)
    } finally {
      wire.stream.uncork()
    }
  }

  override handleDataRow(message: unknown): void {
    if (!this.#isBefore) super.handleDataRow(message)
  }

  override handleCommandComplete(message: unknown, connection: pg.Connection): void {
    if (this.#isBefore) this.#isBefore = false
    else super.handleCommandComplete(message, connection)
  }
}

/** Sends one statement; of a text that holds several, answers the last one's result. Rejects with pg's error. */
export function sendStatement(
  client: pg.ClientBase,
  config: pg.QueryConfig,
  extras: StatementExtras,
): Promise<pg.QueryResult> {
  return new Promise((resolve, reject) => {
    client.query(
      new Statement(config, extras, (error, result) => {
        if (error) reject(error)
        else resolve(Array.isArray(result) ? (result.at(-1) as pg.QueryResult) : result)
      }),
    )
  })
}
