import type pg from 'pg'

/** How long a session may take, in milliseconds, 0: as long as it wants; and how it plans. */
export interface SessionOptions {
  readonly statementTimeoutMs: number
  readonly idleInTransactionMs: number
  /** Is each statement of a session planned once, for whatever values come? Else PostgreSQL decides. */
  readonly plansOnce: boolean
}

/**
 * Gives a fresh connection its settings, and answers whether they hold. They don't where a connection pooler (PgBouncer in transaction
 * mode, say) lends a backend for a transaction: what is set there would be somebody else's next, so nothing is set. A pooler shows by the
 * process id that it told at the start, which is none of its backend's.
 *
 * By a statement and not as startup parameters, which PgBouncer refuses.
 */
export async function beginSession(client: pg.ClientBase, options: SessionOptions): Promise<boolean> {
  const { processID } = client as pg.ClientBase & { processID: number | null }
  const { rows } = await client.query(`${settingsSql(options, 'session')} where pg_backend_pid() = $1`, [
    processID ?? 0,
  ])
  return rows.length > 0
}

/**
 * The settings as one `select`, for the session or for the transaction it runs in. Instants in UTC; no JIT, as on the embedded server: it
 * is for queries that run for seconds, and none of ours may. Planning for given values takes several times what most of our statements do, and
 * PostgreSQL goes on with it for good where a list is shorter than the ten values that it assumes.
 */
export function settingsSql(options: SessionOptions, scope: 'session' | 'transaction'): string {
  const settings = {
    TimeZone: 'UTC',
    DateStyle: 'ISO',
    jit: 'off',
    plan_cache_mode: options.plansOnce && scope === 'session' ? 'force_generic_plan' : 'auto',
    statement_timeout: options.statementTimeoutMs,
    idle_in_transaction_session_timeout: options.idleInTransactionMs,
  }
  const calls = Object.entries(settings).map(
    ([name, value]) => `set_config('${name}', '${value}', ${scope === 'transaction'})`,
  )
  return `select ${calls.join(', ')}`
}
