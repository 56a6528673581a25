import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import manifest from '../../package.json' with { type: 'json' }
import { registerDocumentCommands } from './documents.ts'
import { registerImport } from './import.ts'
import { registerKeys } from './keys.ts'
import { registerMigrate } from './migrate.ts'
import { report } from './report.ts'
import { registerSchema } from './schema.ts'
import { registerServe } from './serve.ts'
import { registerSync } from './sync.ts'

/** The command line. Each command sets the exit code: 0 done, 1 failed, 2 misused. */
export function createProgram(): Command {
  const program = new Command('masthead')
    .description('A GraphQL content gateway for publishers. In the checkout: npm run -s masthead -- COMMAND')
    .version(`masthead ${manifest.version}`, '--version', 'print the version')
    .helpCommand(true)
    .showHelpAfterError('Add --help to see how it is used.')
    .exitOverride()
    .addHelpText(
      'after',
      `
Every command works beside a running gateway or without one, on the database that DATABASE_URL names, else on the embedded one
in MASTHEAD_DATA_DIR (.masthead). PORT, HOST, LOG_LEVEL and the rest of the environment are listed in the README.
Results go to standard output, all else to standard error. Exit code: 0 done, 1 failed or not all taken, 2 misused.

Examples:
  npm start                                        serve, with sample content in an empty database
  npm run -s masthead -- import page.txt           import a saved page
  npm run -s masthead -- keys create --name "My app" --scope CONTENT_READ
  npm run -s masthead -- import --help             more of one command`,
    )
  registerServe(program)
  registerImport(program)
  registerSync(program)
  registerKeys(program)
  registerDocumentCommands(program)
  registerMigrate(program)
  registerSchema(program)
  return program
}

async function main(): Promise<void> {
  try {
    await createProgram().parseAsync()
  } catch (error) {
    process.exitCode = report(error)
  }
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await main()
