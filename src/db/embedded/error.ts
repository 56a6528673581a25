/** The embedded database can't be used. The message is a sentence for the user that says what to do. */
export class EmbeddedDatabaseError extends Error {
  override readonly name = 'EmbeddedDatabaseError'
}

/** The way out that is always open. */
export const useDatabaseUrl = 'Set DATABASE_URL to a PostgreSQL of version 15 or newer instead.'

/** What an operating system error says, for the end of a sentence. */
export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim().replace(/\.?$/, '.')
}
