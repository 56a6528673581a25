import type { CompiledQuery, Kysely, QueryResult } from 'kysely'
import type { StopSignal } from '../stop-signal.ts'
import type { DB } from '../tables/database.ts'

/** Options of one statement. */
export type Execution = Parameters<Kysely<DB>['executeQuery']>[1]

/**
 * Runs a statement that gives one row of one text, prepared, and answers the text; null where there is no row. When the signal fires, the
 * statement is cancelled on the server and the caller gets the signal's reason.
 */
export type ReadText = (
  text: string,
  parameters: readonly unknown[],
  signal: StopSignal | undefined,
) => Promise<string | null>

/** Where statements that only read are sent: a database, or who chooses one. */
export interface ReadSource {
  executeQuery<Row>(query: CompiledQuery<Row>, options?: Execution): Promise<QueryResult<Row>>
  readonly readText: ReadText
}
