import { sql, type RawBuilder } from 'kysely'
import type { Selection } from '../../schema/selection.ts'
import { isSeen } from '../query/look-up.ts'
import { nodeJson } from '../query/node-json.ts'
import { relationOf, type NounName } from '../query/statement-builder.ts'
import type { LoaderContext } from './loader-context.ts'
import { runOne } from './runner.ts'

/** The row that the condition names, with all that is selected below it, in one statement; null where it is not visible. */
export function findNode<T>(
  loaderContext: LoaderContext,
  noun: NounName,
  condition: RawBuilder<unknown>,
  selection: Selection,
): Promise<T | null> {
  const json = nodeJson<T>(loaderContext.newStatementBuilder(), noun, 'root', loaderContext.plannable(selection))
  return runOne(
    loaderContext.run,
    json,
    sql`from ${sql.table(noun)} as root where ${condition} and ${isSeen(loaderContext.requestScope, noun)}`,
  )
}

/** One of many rows by id: one statement for all that are asked for at the same place. */
export function loadNode<T>(
  loaderContext: LoaderContext,
  noun: NounName,
  id: number,
  selection: Selection,
): Promise<T | null> {
  return loaderContext.batches.load<T>(selection.key, `${noun} by id`, id, async (ids) => {
    const json = nodeJson<T>(loaderContext.newStatementBuilder(), noun, 'root', loaderContext.plannable(selection))
    const rows = await loaderContext.run(sql<{ id: number; node: T }>`
      select root.id, ${json} as node
      from ${sql.table(noun)} as root
      where ${among(ids)} and ${isSeen(loaderContext.requestScope, noun)}`)
    return new Map(rows.map((row) => [row.id, row.node]))
  })
}

/** What hangs on one row, where no plan brought it: one statement a field, made of the expression that a plan uses. */
export function loadRelation(
  loaderContext: LoaderContext,
  noun: NounName,
  id: number,
  field: string,
  args: Readonly<Record<string, unknown>>,
  selection: Selection,
): Promise<unknown> {
  return loaderContext.batches.load(selection.key, `${noun}.${field} ${JSON.stringify(args)}`, id, async (ids) => {
    const builder = loaderContext.newStatementBuilder()
    const value = relationOf(
      builder,
      noun,
      field,
    )?.('root', {
      args,
      below: loaderContext.plannable(selection),
    })
    if (value == null) throw new Error(`relation ${noun}.${field} cannot be loaded on its own`)
    const rows = await loaderContext.run(sql<{ id: number; value: unknown }>`
      select root.id, ${value} as value from ${sql.table(noun)} as root where ${among(ids)}`)
    return new Map(rows.map((row) => [row.id, row.value]))
  })
}

/** Two texts: for a single id PostgreSQL would plan the array form anew each time, which costs more than the reading. */
function among(ids: readonly number[]): RawBuilder<unknown> {
  return ids.length === 1 ? sql`root.id = ${ids[0]}` : sql`root.id = any(${ids}::bigint[])`
}
