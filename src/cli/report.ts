import { CommanderError } from 'commander'
import { ConfigError } from '../config.ts'
import { EmbeddedDatabaseError } from '../db/embedded/open.ts'
import { MigrationError } from '../db/migrate.ts'
import { databaseTrouble } from '../db/trouble.ts'
import { CommandError } from './command-error.ts'

/** Says what went wrong, in a sentence where the error is one of ours; answers the exit code. */
export function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  const expected =
    error instanceof CommandError ||
    error instanceof ConfigError ||
    error instanceof EmbeddedDatabaseError ||
    error instanceof MigrationError
  console.error(expected ? error.message : (databaseTrouble(error) ?? error))
  return error instanceof ConfigError ? 2 : 1
}
