import { CommanderError } from 'commander'
import { ConfigError } from '../config.ts'
import { EmbeddedDatabaseError } from '../db/embedded/open.ts'
import { MigrationError } from '../db/migrate.ts'
import { CommandError } from './command-error.ts'

/** Says what went wrong, in a sentence where the error is one of ours; answers the exit code. */
export function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  const expected =
    error instanceof CommandError ||
    error instanceof ConfigError ||
    error instanceof EmbeddedDatabaseError ||
    error instanceof MigrationError
  if (isReadOnlyFailure(error)) {
    console.error(
      'The database takes no writes (a standby, or default_transaction_read_only is on). Let DATABASE_URL name its primary.',
    )
  } else console.error(expected ? error.message : error)
  return error instanceof ConfigError ? 2 : 1
}

/** SQLSTATE read_only_sql_transaction, from whichever statement met it. */
function isReadOnlyFailure(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '25006'
}
