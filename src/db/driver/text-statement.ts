import pg from 'pg'
import { writeMessages } from './wire.ts'

/** A prepared statement that gives one row of one text, and the names that are closed before it. */
export interface TextStatement {
  readonly name: string
  readonly text: string
  readonly parameters: readonly unknown[]
  /** Prepared statements of this connection that are closed first. */
  readonly closed: readonly string[]
}

/** Of pg's connection what is used here and its types leave out. */
interface Wire {
  readonly stream: { write(bytes: Uint8Array): void }
  readonly parsedStatements: Record<string, string>
  readonly submittedNamedStatements: Record<string, string>
}

/**
 * Sends a statement whose only value is wanted as it comes, in one write and without asking what its columns are: on a busy connection pg's
 * own query takes half as much CPU again, for five writes, a description that is parsed each time, and rows made of it. The connection, its
 * queue, its errors and its time limit stay pg's. Resolves to null where there is no row; rejects with pg's error.
 */
export function sendTextStatement(client: pg.ClientBase, statement: TextStatement): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const query = new TextQuery(statement, (error, value) => {
      if (error) reject(error)
      else resolve(value)
    })
    client.query(query as unknown as pg.Submittable)
  })
}

/** What pg calls while the statement is on its way: a submittable, like those of pg-cursor and pg-copy-streams. */
class TextQuery {
  // pg notes under this name that the text has been parsed
  readonly name: string
  readonly text: string
  /** pg puts its time limit around it. */
  callback: (error: Error | null, value: string | null) => void
  readonly #statement: TextStatement
  #value: string | null = null
  #hasFailed = false

  constructor(statement: TextStatement, callback: TextQuery['callback']) {
    this.name = statement.name
    this.text = statement.text
    this.#statement = statement
    this.callback = callback
  }

  submit(connection: pg.Connection): Error | null {
    const wire = connection as unknown as Wire
    const { name, text, parameters, closed } = this.#statement
    for (const one of closed) {
      delete wire.parsedStatements[one]
      delete wire.submittedNamedStatements[one]
    }
    const isParsed = wire.parsedStatements[name] !== undefined
    try {
      wire.stream.write(writeMessages({ name, text: isParsed ? null : text, parameters, closed }))
      return null
    } catch (error) {
      return error as Error
    }
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    this.#value = fields[0] ?? null
  }

  handleReadyForQuery(): void {
    if (!this.#hasFailed) this.callback(null, this.#value)
  }

  handleError(error: Error): void {
    this.#hasFailed = true
    this.callback(error, null)
  }

  handleRowDescription(): void {}
  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}

  handleCopyInResponse(connection: { sendCopyFail(reason: string): void }): void {
    connection.sendCopyFail('Nothing is copied here.')
  }

  handleCopyData(): void {}
}
