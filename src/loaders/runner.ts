import { sql, type RawBuilder } from 'kysely'
import { clientError } from '../../schema/errors.ts'
import { cancelledBy } from '../db/connect.ts'
import type { ReadSource } from '../db/driver/read-source.ts'
import type { Db } from '../db/tables/database.ts'
import { charsIn } from '../text/size.ts'

/** Runs one statement of a request; ends with it when the client has left. */
export type Run = <Row>(statement: RawBuilder<Row>) => Promise<Row[]>

/**
 * A statement that is running already is not sent again: fifteen aliases of one field with the same arguments and the same
 * selection are one trip. Only while it runs, so that what is asked after a write sees the write.
 *
 * Statements are compiled for `db` and sent to `reads`. Once more than `maxAnswerBytes` have come back for one request, all its statements end with ANSWER_TOO_LARGE.
 */
export function createRun(
  db: Db,
  signal: AbortSignal | undefined,
  maxAnswerBytes: number,
  reads: Pick<ReadSource, 'executeQuery'>,
): Run {
  const full = new AbortController()
  const options = cancelledBy(signal === undefined ? full.signal : AbortSignal.any([signal, full.signal]))
  let chars = 0
  const running = new Map<string, Promise<unknown[]>>()
  const send = async <Row>(statement: RawBuilder<Row>): Promise<Row[]> => {
    const compiled = statement.compile(db)
    const key = `${JSON.stringify(compiled.parameters)} ${compiled.sql}`
    const same = running.get(key)
    if (same !== undefined) return (await same) as Row[]
    const rows = reads.executeQuery(compiled, options).then((result) => {
      chars += charsIn(result.rows, maxAnswerBytes - chars)
      if (chars > maxAnswerBytes) {
        full.abort(clientError('ANSWER_TOO_LARGE'))
        throw full.signal.reason
      }
      return result.rows
    })
    running.set(key, rows)
    try {
      return await rows
    } finally {
      running.delete(key)
    }
  }
  return send
}

/** The one value of a statement `select … as value`; null where there is no row. */
export async function runOne<T>(run: Run, value: RawBuilder<T>, from: RawBuilder<unknown> = sql``): Promise<T | null> {
  const rows = await run(sql<{ value: T }>`select ${value} as value ${from}`)
  return rows[0]?.value ?? null
}
