import { Argument, type Command } from 'commander'
import { bashScript } from './bash.ts'
import { describe } from './described.ts'
import { fishScript } from './fish.ts'
import { zshScript } from './zsh.ts'
import { createProgram } from '../program.ts'

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript }

/** `masthead completion SHELL`: a script that knows all commands and options by itself, so that nothing runs while one types. */
export function registerCompletion(program: Command): void {
  program
    .command('completion')
    .description('print a completion script for the command masthead')
    .addArgument(new Argument('<shell>', 'which shell it is for').choices(Object.keys(scripts)))
    .addHelpText(
      'after',
      `
It completes the command "masthead", as the installed package has it. After an update, make it anew.

Examples:
  masthead completion bash > ~/.local/share/bash-completion/completions/masthead
  masthead completion zsh > "\${fpath[1]}/_masthead"
  masthead completion fish > ~/.config/fish/completions/masthead.fish`,
    )
    .action(async (shell: keyof typeof scripts) => {
      process.stdout.write(scripts[shell](describe(await createProgram())))
    })
}
