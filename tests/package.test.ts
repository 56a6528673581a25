import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { createTestDatabase } from './support/database.ts'
import { freePort } from './support/servers/free-port.ts'
import { startProgram } from './support/run-cli.ts'

const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'masthead-package-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Installs what `npm pack` makes, as npm would, but with the dependencies that are here: tests have no network. */
function install(): string {
  execFileSync('npm', ['pack', '--pack-destination', folder], { cwd: root, stdio: 'ignore' })
  const modules = join(folder, 'node_modules')
  mkdirSync(modules)
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (!name.startsWith('.')) symlinkSync(join(root, 'node_modules', name), join(modules, name))
  }
  const [archive = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'))
  execFileSync('tar', ['-xzf', join(folder, archive), '-C', folder])
  const installed = join(modules, 'masthead')
  execFileSync('mv', [join(folder, 'package'), installed])
  return installed
}

test('the package, installed elsewhere, serves its samples, imports and queries', async () => {
  const installed = install()
  expect(readdirSync(installed).toSorted()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'bin',
    'dist',
    'package.json',
  ])
  const { url } = await createTestDatabase()
  const port = await freePort()
  const env = { DATABASE_URL: url, PORT: String(port), LOG_LEVEL: 'silent' }
  const program = join(installed, 'bin/masthead.js')
  const gateway = startProgram(program, ['serve'], env)
  onTestFinished(gateway.stop)
  expect(await gateway.printed(/Ctrl-C stops it/)).toContain('masthead import PAGE.txt')
  const body = JSON.stringify({ query: '{ articles(first: 1) { nodes { body(format: MARKDOWN) } } }' })
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', headers, body })
  expect(await answer.json()).toMatchObject({ data: { articles: { nodes: [{}] } } })
  const imported = startProgram(program, ['import', join(installed, 'dist/samples/page.html')], env)
  expect(await imported.ended).toMatchObject({ code: 0, stdout: expect.stringContaining('CREATED 1') })
  const asked = await startProgram(program, ['query', '{ viewer { isAnonymous } }'], env).ended
  expect(JSON.parse(asked.stdout)).toMatchObject({ data: { viewer: { isAnonymous: true } } })
  gateway.stop()
  expect((await gateway.ended).code).toBe(0)
})
