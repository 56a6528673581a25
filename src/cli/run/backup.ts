import type { Command } from 'commander'
import manifest from '../../../package.json' with { type: 'json' }
import { backUp } from '../../backup/back-up.ts'
import { countsOf, since } from './archive-counts.ts'
import { withDatabase } from '../run-command.ts'

/** `masthead backup`: everything in one file, from any PostgreSQL, the embedded one too. */
export function registerBackup(program: Command): void {
  program
    .command('backup <file>')
    .description('write everything into one file, as it is at this instant; .gz compresses')
    .addHelpText(
      'after',
      `
Works while gateways serve and imports run. The file has one JSON object a line: content, keys (as digests), usage, registered documents,
imports and feeds. The gateway's own secret is not in it, so cursors of clients end with a restore. Keep KEY_PEPPER with the file:
without it, no key works after a restore.

Example:
  npm run -s masthead -- backup masthead-2026-11-30.ndjson.gz`,
    )
    .action(async (file: string) => {
      process.exitCode = await withDatabase(async ({ database, where, progress }) => {
        const startedAt = performance.now()
        progress.at('beginning a backup')
        const { rows, bytes } = await backUp(database, file, manifest.version, (written, table) =>
          progress.at(`${written.toLocaleString('en')} rows written, now of ${table}`),
        )
        progress.hide()
        console.log(
          `${file} has all of the database (${where}): ${countsOf(rows)}; ${megabytes(bytes)}, ${since(startedAt)}.`,
        )
        return 0
      })
    })
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
