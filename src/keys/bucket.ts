/** A bucket after points were taken from it, or after it refused. */
export interface Bucket {
  readonly accepted: boolean
  /** Points a minute, and points in a full bucket. */
  readonly limit: number
  readonly remaining: number
  /** Milliseconds until the refused points fit; 0 where they were taken. */
  readonly retryMs: number
  /** Milliseconds until the bucket is full again, if nothing else is taken. */
  readonly resetMs: number
}

/** The milliseconds in which an empty bucket refills. */
export const windowMs = 60_000

/** A bucket of which `used` points are in use, those just taken among them. */
export function taken(limit: number, used: number): Bucket {
  return { accepted: true, limit, remaining: Math.max(0, limit - used), retryMs: 0, resetMs: refillMs(limit, used) }
}

/** A bucket of which `used` points are in use, so that `points` more did not fit. */
export function refused(limit: number, used: number, points: number): Bucket {
  const retryMs = refillMs(limit, used + points - limit)
  return { accepted: false, limit, remaining: Math.max(0, limit - used), retryMs, resetMs: refillMs(limit, used) }
}

function refillMs(limit: number, points: number): number {
  return Math.ceil((points * windowMs) / limit)
}
