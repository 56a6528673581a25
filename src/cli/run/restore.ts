import type { Command } from 'commander'
import { restore } from '../../backup/restore.ts'
import { countsOf, since } from './archive-counts.ts'
import { connectUnmigrated } from '../open-database.ts'
import { withDatabase } from '../run-command.ts'

/** `masthead restore`: what `masthead backup` has written, into any PostgreSQL, the embedded one too. */
export function registerRestore(program: Command): void {
  program
    .command('restore <file>')
    .description('load a backup into an empty database, completely or not at all')
    .option('--replace', 'first delete what is in the database')
    .addHelpText(
      'after',
      `
The database may be another PostgreSQL, of another major version, or the embedded one. It is brought to the newest migration afterwards.
A damaged or incomplete archive is refused, and nothing is changed.

Example:
  MASTHEAD_DATA_DIR=.masthead-new npm run -s masthead -- restore masthead-2026-11-30.ndjson.gz`,
    )
    .action(async (file: string, { replace = false }: { replace?: boolean }) => {
      process.exitCode = await withDatabase(async ({ database, where, progress }) => {
        const startedAt = performance.now()
        progress.at('preparing the tables')
        const onRows = (written: number, part: number): void =>
          progress.at(
            part < 1 ? `${written.toLocaleString('en')} rows` : `${written.toLocaleString('en')} rows, checking them`,
            part,
          )
        const rows = await restore(database, file, { replace, onRows })
        progress.hide()
        console.log(`The database (${where}) has all of ${file}: ${countsOf(rows)}; ${since(startedAt)}.`)
        return 0
      }, connectUnmigrated)
    })
}
