/** What the server asks of a logger; pino has this shape. `fields` become keys of one JSON line. */
export interface Logger {
  /** Whether lines of a level are written; left out: they are. */
  isLevelEnabled?(level: 'info'): boolean
  debug(fields: object, message?: string): void
  info(fields: object, message?: string): void
  warn(fields: object, message?: string): void
  error(fields: object, message?: string): void
}

const quietMs = 60_000

/** Logs the same trouble once a minute at most. */
export function throttled(log: Logger, message: string): (err: unknown) => void {
  let reportedAt = Number.NEGATIVE_INFINITY
  return (err) => {
    if (performance.now() - reportedAt < quietMs) return
    reportedAt = performance.now()
    log.warn({ err }, message)
  }
}
