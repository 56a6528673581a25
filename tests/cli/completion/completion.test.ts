import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCli } from '../../support/run-cli.ts'

const folder = mkdtempSync(join(tmpdir(), 'masthead-completion-'))
afterAll(() => rmSync(folder, { recursive: true }))

const shells = ['bash', 'zsh', 'fish'] as const
type Shell = (typeof shells)[number]
const has = (shell: Shell): boolean => spawnSync(shell, ['-c', 'true']).status === 0

beforeAll(async () => {
  for (const shell of shells) {
    const { stdout, code } = await runCli(['completion', shell], {})
    expect(code).toBe(0)
    writeFileSync(join(folder, shell), stdout)
  }
})

/** What the shell offers at the end of the words. */
function offered(shell: Shell, words: readonly string[]): string[] {
  const line = ['masthead', ...words].join(' ')
  const script = {
    bash: `source ${folder}/bash; COMP_WORDS=(masthead ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}; _masthead; printf '%s\\n' "\${COMPREPLY[@]}"`,
    // a completion function of zsh works only where a line is edited; what it would be given is asked of its arrays
    zsh: `compdef() { :; }; compadd() { print -l -- "$@"; }; _files() { :; }
      _describe() { local name=\${@[-1]}; for one in \${(P)name}; do if [[ \${one%%:*} == $PREFIX* ]]; then print -- \${one%%:*}; fi; done; }
      source ${folder}/zsh; words=(masthead ${words.map((word) => `'${word}'`).join(' ')}); CURRENT=${words.length + 1}; PREFIX='${words.at(-1)}'; _masthead`,
    fish: `source ${folder}/fish; complete -C '${line}'`,
  }[shell]
  const text = execFileSync(shell, ['-c', script], { encoding: 'utf8', env: { ...process.env, HOME: folder } })
  return text
    .split('\n')
    .map((row) => row.split('\t')[0] ?? '')
    .filter((word) => word !== '')
}

describe.each(shells)('completion for %s (skipped where the shell is missing)', (shell) => {
  const given = test.skipIf(!has(shell))

  given('offers the commands, those of a command, and its options', () => {
    expect(offered(shell, ['']).toSorted()).toContain('import')
    expect(offered(shell, ['ke'])).toEqual(expect.arrayContaining(['keys']))
    expect(offered(shell, ['keys', 'ro'])).toEqual(expect.arrayContaining(['rotate']))
    expect(offered(shell, ['keys', 'create', '--exp'])).toEqual(['--expires'])
    expect(offered(shell, ['keys', 'create', '--name', 'rotate', '--topi'])).toEqual(['--topic'])
  })

  given('offers the values of an option and of an argument that has some', () => {
    expect(offered(shell, ['import', '--format', ''])).toEqual(expect.arrayContaining(['wxr', 'ndjson']))
    expect(offered(shell, ['completion', ''])).toEqual(expect.arrayContaining(['bash', 'fish', 'zsh']))
  })
})

test('an unknown shell is refused with the ones there are', async () => {
  const { code, stderr } = await runCli(['completion', 'tcsh'], {})
  expect([code, stderr]).toEqual([2, expect.stringContaining('bash, zsh, fish')])
})
