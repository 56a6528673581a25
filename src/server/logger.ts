/** What the server asks of a logger; pino has this shape. `fields` become keys of one JSON line. */
export interface Logger {
  debug(fields: object, message?: string): void
  info(fields: object, message?: string): void
  warn(fields: object, message?: string): void
  error(fields: object, message?: string): void
}
