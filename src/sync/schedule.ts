/** When a feed is asked again. Times are milliseconds, instants milliseconds since 1970. */

const hourMs = 3_600_000
const longestBackOffMs = 24 * hourMs
/** A server that asks for more is asked again all the same. */
const longestRetryAfterMs = 7 * 24 * hourMs

/** After a poll that went well. */
export function nextAfterSuccess(now: number, intervalMs: number): number {
  return now + intervalMs
}

/**
 * After the `failures`th failure in a row, from 1: twice the interval, then twice that, up to a day, less up to a quarter of it by
 * chance (`random` is 0 to below 1), so that what failed together does not come again together. Never before `retryAt`.
 */
export function nextAfterFailure(
  now: number,
  intervalMs: number,
  failures: number,
  retryAt: number | null,
  random: () => number,
): number {
  const longest = Math.max(longestBackOffMs, intervalMs)
  const delay = Math.min(intervalMs * 2 ** Math.min(failures, 32), longest) * (1 - random() / 4)
  const own = now + Math.max(Math.round(delay), intervalMs)
  return retryAt === null ? own : Math.max(own, retryAt)
}

/** The instant that a Retry-After header names, in seconds or as a date; at most a week away. Null where it makes no sense. */
export function retryAfter(header: string | undefined, now: number): number | null {
  const text = header?.trim() ?? ''
  const at = /^\d{1,12}$/.test(text)
    ? now + Number(text) * 1000
    : /[a-z]{3}/i.test(text)
      ? Date.parse(text)
      : Number.NaN
  return Number.isNaN(at) ? null : Math.min(Math.max(at, now), now + longestRetryAfterMs)
}
