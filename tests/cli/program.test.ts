import { expect, test } from 'vitest'
import { commands } from '../../src/cli/commands.ts'
import { createProgram } from '../../src/cli/program.ts'
import { runCli } from '../support/run-cli.ts'

test('help groups the commands, gives examples, and loads none of them', async () => {
  const { stdout, code } = await runCli(['--help'], {})
  expect(code).toBe(0)
  expect(stdout).toMatch(/^Bring content:\n {2}import .*\n {2}sync /m)
  expect(stdout).toMatch(/^Examples:\n {2}npm start /m)
  for (const { name, summary } of commands)
    expect(stdout).toMatch(new RegExp(`^  ${name} .*${summary.slice(0, 20)}`, 'm'))
})

test('every command and every command below has a description and an example', async () => {
  const program = await createProgram()
  const leaves = program.commands.flatMap((command) => (command.commands.length > 0 ? command.commands : [command]))
  expect(leaves.length).toBeGreaterThan(12)
  for (const leaf of leaves) {
    let help = ''
    leaf.configureOutput({ writeOut: (text) => (help += text) }).outputHelp()
    expect(leaf.description(), leaf.name()).not.toBe('')
    expect(help, leaf.name()).toMatch(/Examples?:\n {2}\S/)
  }
})

test('without a command help is shown, and that is misuse', async () => {
  const { stdout, stderr, code } = await runCli([], {})
  expect({ stdout, code }).toEqual({ stdout: '', code: 2 })
  expect(stderr).toContain('Usage: masthead')
})

test.each([
  [['imprt', 'x'], "error: unknown command 'imprt'\n(Did you mean import?)\nAdd --help to see how it is used.\n"],
  [
    ['import', 'x', '--sorce', 'y'],
    "error: unknown option '--sorce'\n(Did you mean --source?)\nAdd --help to see how it is used.\n",
  ],
  [
    ['keys', 'usage', '1', '--days', '400'],
    "error: option '--days <number>' argument '400' is invalid. It must be 1 to 92.\nAdd --help to see how it is used.\n",
  ],
  [
    ['keys', 'create', '--name', 'x'],
    "error: required option '--scope <scope...>' not specified\nAdd --help to see how it is used.\n",
  ],
])('misuse names the flag and the fix: %j', async (args, sentence) => {
  expect(await runCli(args, {})).toEqual({ stdout: '', stderr: sentence, code: 2 })
})
