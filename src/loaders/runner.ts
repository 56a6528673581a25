import { sql, type RawBuilder } from 'kysely'
import { cancelledBy } from '../db/connect.ts'
import type { Db } from '../db/tables.ts'

/** Runs one statement of a request; ends with it when the client has left. */
export type Run = <Row>(statement: RawBuilder<Row>) => Promise<Row[]>

export function createRun(db: Db, signal: AbortSignal | undefined): Run {
  const options = cancelledBy(signal)
  return async (statement) => (await statement.execute(db, options)).rows
}

/** The one value of a statement `select … as value`; null where there is no row. */
export async function runOne<T>(run: Run, value: RawBuilder<T>, from: RawBuilder<unknown> = sql``): Promise<T | null> {
  const rows = await run(sql<{ value: T }>`select ${value} as value ${from}`)
  return rows[0]?.value ?? null
}
