import type { CompiledQuery, Kysely, QueryResult } from 'kysely'
import type { DB } from './tables/database.ts'

/** Options of one statement. */
export type Execution = Parameters<Kysely<DB>['executeQuery']>[1]

/** Where statements that only read are sent: a database, or who chooses one. */
export interface ReadSource {
  executeQuery<Row>(query: CompiledQuery<Row>, options?: Execution): Promise<QueryResult<Row>>
}
