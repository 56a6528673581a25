import { readConfig, type Config } from '../config.ts'
import { createLog, type Log } from '../log.ts'
import { openDatabase, type OpenDatabase } from './open-database.ts'
import { createProgress, type Progress } from './progress.ts'

/** What a command that works on the database is given. */
export interface CommandContext extends OpenDatabase {
  readonly config: Config
  readonly log: Log
  /** Says on standard error what is being done; to be hidden before something is printed. */
  readonly progress: Progress
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
  const progress = createProgress(process.stderr)
  try {
    progress.at('opening the database')
    const open = await openOne(config, 'command', log)
    progress.hide()
    try {
      return await work({ ...open, config, log, progress })
    } finally {
      progress.hide()
      await open.close()
    }
  } finally {
    progress.hide()
  }
}
