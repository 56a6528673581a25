import pg from 'pg'

/** After such an error nobody knows what the connection would answer next. */
export function isBroken(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError) || error.code === undefined) return true
  return error.code !== '57014' && /^(08|57P)/.test(error.code)
}

/** "cached plan must not change result type", in the server's language: a table was altered since. */
export function isOutdatedPlan({ code, routine }: pg.DatabaseError): boolean {
  return code === '0A000' && routine === 'RevalidateCachedQuery'
}

/** The name is unknown there, or taken: behind a pooler that does not know of prepared statements, or after DEALLOCATE ALL. */
export function isLostName({ code }: pg.DatabaseError): boolean {
  return code === '26000' || code === '42P05'
}

/** A lock was not had within `lock_timeout`, as far down as errors name their cause. */
export function isLockTimeout(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return error.code === '55P03'
  return error instanceof Error && error.cause !== undefined && isLockTimeout(error.cause)
}
