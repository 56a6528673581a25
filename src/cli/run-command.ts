import { readConfig, type Config } from '../config.ts'
import { createLog, type Log } from '../log.ts'
import { openDatabase, type OpenDatabase } from './open-database.ts'

/** What a command that works on the database is given. */
export interface CommandContext extends OpenDatabase {
  readonly config: Config
  readonly log: Log
}

/**
 * Opens the database for one command, beside a running gateway or alone, and closes it whatever happens.
 * Answers the exit code that the command gives. `openOne`: by default with the newest migration.
 */
export async function withDatabase(
  work: (context: CommandContext) => Promise<number>,
  openOne = openDatabase,
): Promise<number> {
  const config = readConfig()
  const log = createLog(config.logLevel === 'info' ? 'warn' : config.logLevel)
  const open = await openOne(config, 'command', log)
  try {
    return await work({ ...open, config, log })
  } finally {
    await open.close()
  }
}
