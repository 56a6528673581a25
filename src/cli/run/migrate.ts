import type { Command } from 'commander'
import { withDatabase } from '../run-command.ts'

/** `masthead migrate`: brings the database up to date; opening it does. */
export function registerMigrate(program: Command): void {
  program
    .command('migrate')
    .description('bring the database to the newest migration (serve and every other command do so as well)')
    .addHelpText('after', '\nExample:\n  DATABASE_URL=postgres://localhost/masthead npm run -s masthead -- migrate')
    .action(async () => {
      process.exitCode = await withDatabase(async ({ where }) => {
        console.log(`The database (${where}) is up to date.`)
        return 0
      })
    })
}
