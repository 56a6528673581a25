import { CommanderError } from 'commander'
import { ArchiveError } from '../backup/archive-error.ts'
import { ConfigError } from '../config.ts'
import { EmbeddedDatabaseError } from '../db/embedded/open.ts'
import { MigrationError } from '../db/migrate.ts'
import { databaseTrouble } from '../db/trouble.ts'
import { CommandError } from './command-error.ts'

/** Says what went wrong, in a sentence where the error is one of ours; answers the exit code. */
export function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  console.error(sentenceOf(error) ?? error)
  return error instanceof ConfigError ? 2 : 1
}

/** What is to be said of an error that is ours or the database's; null for a surprise. */
export function sentenceOf(error: unknown): string | null {
  const expected =
    error instanceof ArchiveError ||
    error instanceof CommandError ||
    error instanceof ConfigError ||
    error instanceof EmbeddedDatabaseError ||
    error instanceof MigrationError
  return expected ? error.message : databaseTrouble(error)
}
