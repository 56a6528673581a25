import { Command } from 'commander'
import manifest from '../../package.json' with { type: 'json' }
import { commands, loadCommand } from './commands.ts'
import { toInvocation } from './invocation.ts'

/**
 * The command line, with the commands of these names whole and the others by their summaries alone: loading them all takes longer than
 * most of them. Each command sets the exit code: 0 done, 1 failed, 2 misused.
 */
export async function createProgram(names: readonly string[] = commands.map(({ name }) => name)): Promise<Command> {
  const program = new Command('masthead')
    .description('A GraphQL content gateway for publishers.')
    .version(`masthead ${manifest.version}`, '--version', 'print the version')
    .helpCommand('help [command]', 'show how a command is used')
    .showHelpAfterError('Add --help to see how it is used.')
    .configureOutput({
      writeOut: (text) => process.stdout.write(toInvocation(text)),
      writeErr: (text) => process.stderr.write(toInvocation(text)),
    })
    .exitOverride()
    .addHelpText('after', afterHelp)
  for (const { name, group, summary } of commands) {
    const command = names.includes(name) ? await loadCommand(program, name) : program.command(name)
    command.summary(summary).helpGroup(group)
  }
  return program
}

const afterHelp = `
Every command works beside a running gateway or without one, on the database that DATABASE_URL names, else on the embedded one
in MASTHEAD_DATA_DIR (.masthead). PORT, HOST, LOG_LEVEL and the rest of the environment are listed in docs/configuration.md.
Results go to standard output, all else to standard error. Exit code: 0 done, 1 failed or not all taken, 2 misused.

Examples:
  npm start                                                  serve, with sample content in an empty database
  npm run -s masthead -- import samples/page.html            import a saved page
  npm run -s masthead -- keys create --name "My app" --scope CONTENT_READ
  npm run -s masthead -- query samples/queries/front-page.graphql
  npm run -s masthead -- doctor                              find out what is wrong, and what to do
  npm run -s masthead -- help import                         more of one command`
