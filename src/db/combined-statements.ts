import { sql, type RawBuilder } from 'kysely'
import type { Db } from './tables/database.ts'

/** Rows of each question, by its name. */
type Answers<Questions> = {
  readonly [Name in keyof Questions]: NonNullable<Questions[Name]> extends RawBuilder<infer Row>
    ? readonly Row[]
    : never
}

/** Asks several things in one statement; null is not asked, and has no rows. What comes back has been JSON. */
export async function selectAll<Questions extends Readonly<Record<string, RawBuilder<unknown> | null>>>(
  tx: Db,
  questions: Questions,
): Promise<Answers<Questions>> {
  const names = Object.keys(questions)
  const asked = names.flatMap((name) => {
    const question = questions[name] ?? null
    return question === null
      ? []
      : [sql`(select coalesce(json_agg(q), '[]') from (${question}) as q) as ${sql.ref(name)}`]
  })
  const { rows } =
    asked.length === 0
      ? { rows: [] }
      : await sql<Readonly<Record<string, unknown[]>>>`select ${sql.join(asked)}`.execute(tx)
  return Object.fromEntries(names.map((name) => [name, rows[0]?.[name] ?? []])) as unknown as Answers<Questions>
}

/**
 * Runs inserts, updates and deletes as one statement, so that none sees what another one does; null is left out. What several of
 * them read can be looked up once, as tables of these names.
 */
export async function applyAll(
  tx: Db,
  changes: readonly (RawBuilder<unknown> | null)[],
  tables: Readonly<Record<string, RawBuilder<unknown>>> = {},
): Promise<void> {
  const parts = changes.flatMap((change, index) =>
    change === null ? [] : [sql`${sql.ref(`c${index}`)} as (${change})`],
  )
  if (parts.length === 0) return
  const shared = Object.entries(tables).map(([name, table]) => sql`${sql.ref(name)} as materialized (${table})`)
  await sql`with ${sql.join([...shared, ...parts])} select`.execute(tx)
}

/**
 * Ends a lateral look-up of rows: it is done for each row of what it hangs on, by an index, whatever the planner thinks of tables that
 * grew since it last counted them. Where there is one row at most, `limit 1` does the same.
 */
export const eachAlone = sql`offset 0`
