import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from './support/database.ts'
import { freePort } from './support/servers/free-port.ts'
import { runCli, startCli, startProgram } from './support/run-cli.ts'

const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'masthead-examples-'))
let database: TestDatabase
let env: Record<string, string>
let gateway: ReturnType<typeof startCli>
beforeAll(async () => {
  database = await createTestDatabase()
  const port = await freePort()
  env = {
    DATABASE_URL: database.url,
    PORT: String(port),
    LOG_LEVEL: 'silent',
    MASTHEAD_URL: `http://127.0.0.1:${port}/graphql`,
  }
  gateway = startCli(['serve'], env)
  await gateway.printed(/Ctrl-C stops it/)
})
afterAll(async () => {
  gateway.stop()
  await gateway.ended
  rmSync(folder, { recursive: true })
})

const run = async (program: string, ...args: string[]) =>
  await startProgram(join(root, 'examples', program), args, env).ended

test('typescript: its documents are registered from the manifest, and run by id', async () => {
  const manifest = join(root, 'examples/typescript/src/gql/persisted-documents.json')
  const before = await run('typescript/src/front-page.ts')
  expect([before.code, before.stderr]).toEqual([1, expect.stringContaining('No document is registered under this id')])
  expect((await runCli(['documents', 'register', manifest], env)).code).toBe(0)
  const { stdout, code } = await run('typescript/src/front-page.ts')
  expect(code).toBe(0)
  expect(stdout.trim().split('\n')).toHaveLength(5)
})

test('apollo: three pages of two are one list in the cache', async () => {
  const { stdout, stderr, code } = await run('apollo/section.ts', 'world')
  expect([code, stderr]).toEqual([0, ''])
  expect(JSON.parse(stdout)).toEqual({ section: 'World', articlesInCache: 6 })
})

test('relay: a screen of documents that are run by id, and the same with the page after the first', async () => {
  const manifest = join(root, 'examples/relay/src/generated/persisted-documents.json')
  expect((await runCli(['documents', 'register', manifest], env)).code).toBe(0)
  const { stdout, stderr, code } = await run('relay/src/main.ts', 'world')
  expect([code, stderr]).toEqual([0, ''])
  const [first = '', second = ''] = stdout.trim().split('\n')
  const headlines = (html: string) => [...html.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, headline]) => headline)
  expect(first).toMatch(/^<main><h1>World<\/h1>.*<button>More<\/button>/)
  expect(headlines(first)).toHaveLength(3)
  expect(new Set(headlines(second)).size).toBe(6)
  expect(headlines(second).slice(0, 3)).toEqual(headlines(first))
})

test('static-front-page: written once, and anew only when what it shows has changed', async () => {
  const build = async () => await run('static-front-page/build.ts', folder)
  expect(await build()).toMatchObject({ code: 0, stdout: expect.stringMatching(/^written, depends on \d+ tags\n$/) })
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  expect(page.match(/<article>/g)).toHaveLength(10)
  expect(await build()).toMatchObject({ code: 0, stdout: 'unchanged\n' })
  const [, slug = ''] = /<h2><a href="\/([^"]+)"/.exec(page) ?? []
  await database.db.updateTable('article').set({ headline: 'Put right' }).where('slug', '=', slug).execute()
  await expect.poll(async () => (await build()).stdout).toMatch(/^written/)
  expect(readFileSync(join(folder, 'index.html'), 'utf8')).toContain('Put right')
})

test('init-client writes a client once, and replaces nothing', async () => {
  const target = join(folder, 'client')
  expect((await runCli(['init-client', target], {})).code).toBe(0)
  expect(readFileSync(join(target, 'schema.graphql'), 'utf8')).toBe(
    readFileSync(join(root, 'schema/schema.graphql'), 'utf8'),
  )
  // the example is such a client, with the schema of its own checkout
  const ofExample = readFileSync(join(root, 'examples/typescript/codegen.ts'), 'utf8')
  expect(readFileSync(join(target, 'codegen.ts'), 'utf8')).toBe(
    ofExample.replace('../../schema/schema.graphql', 'schema.graphql'),
  )
  // it is TypeScript that Node runs: only the generated types are missing
  const { stderr } = spawnSync(process.execPath, [join(target, 'src/front-page.ts')], { encoding: 'utf8' })
  expect(stderr).toContain('gql/gql.ts')
  expect(await runCli(['init-client', target], {})).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('already'),
  })
})
