import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openEmbeddedDatabase } from '../../../src/db/embedded/open.ts'
import { runCli, startCli } from '../../support/run-cli.ts'
import { makeTempDir } from '../../support/test-server.ts'

const quick = { timeout: 300_000, interval: 100 }
const canMount = process.platform === 'linux' && process.getuid?.() === 0 && mountsWork()

test('a gateway starts its server again when that was killed, and what was acknowledged is there', async () => {
  const dataDir = tempDir()
  const { url, ended, stop } = await serve(dataDir)
  const { id } = (await ask(url, '{ articles(first: 1) { nodes { id } } }')).data.articles.nodes[0]
  const killed = serverOf(dataDir)
  process.kill(killed, 'SIGKILL')
  await vi.waitFor(async () => {
    expect(serverOf(dataDir)).not.toBe(killed)
    expect(await ask(url, `{ node(id: "${id}") { id } }`)).toEqual({
      data: { node: { id } },
      extensions: expect.anything(),
    })
  }, quick)
  stop()
  expect((await ended).code).toBe(0)
  expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false)
})

test('a gateway finds the server that a command has started again, on whatever port', async () => {
  const dataDir = tempDir()
  const { url, ended, stop } = await serve(dataDir)
  process.kill(serverOf(dataDir), 'SIGKILL')
  const command = await runCli(['keys', 'list'], { DATABASE_URL: '', MASTHEAD_DATA_DIR: dataDir })
  expect(command).toMatchObject({ code: 0 })
  await vi.waitFor(
    async () => expect((await ask(url, '{ articles(first: 1) { nodes { id } } }')).errors).toBeUndefined(),
    quick,
  )
  stop()
  expect((await ended).code).toBe(0)
})

test('a broken cluster is kept under another name, and an empty one begins', async () => {
  const dataDir = tempDir()
  await (await openEmbeddedDatabase({ dataDir, role: 'command' })).close()
  const control = join(dataDir, 'postgres', 'global', 'pg_control')
  const size = readFileSync(control).length
  truncateSync(control, 0)
  truncateSync(control, size)
  const warnings: unknown[] = []
  const log = {
    warn: (_: object, message: string) => warnings.push(message),
    debug: () => undefined,
    info: () => undefined,
  }
  const again = await openEmbeddedDatabase({ dataDir, role: 'command', log: log as never })
  await again.close()
  const kept = readdirSync(dataDir).find((name) => name.startsWith('postgres.broken-')) ?? 'none'
  expect(readFileSync(join(dataDir, kept, 'global', 'pg_control')).length).toBe(size)
  expect(warnings).toEqual([expect.stringContaining(`It is kept as ${join(dataDir, kept)}, and an empty one begins`)])

  // and where it is not even a cluster
  rmSync(join(dataDir, 'postgres', 'PG_VERSION'))
  await (await openEmbeddedDatabase({ dataDir, role: 'command', log: log as never })).close()
  expect(warnings.length).toBe(2)
})

test.each(['/proc/x', '/proc/x/y', '/dev/null', '/dev/null/x'])(
  '%s is no data directory, and that is said at once',
  async (dataDir) => {
    const { stderr, code } = await runCli(['keys', 'list'], { DATABASE_URL: '', MASTHEAD_DATA_DIR: dataDir })
    expect(stderr).toMatch(
      new RegExp(`^The data directory ${dataDir} can't be made: .+ Set MASTHEAD_DATA_DIR to a folder`),
    )
    expect(code).toBe(1)
  },
)

test.runIf(canMount)(
  'a full disk is told in a sentence, and the gateway goes on when there is room (skipped without root)',
  async () => {
    const dataDir = tempDir()
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=120m,mode=711', 'none', dataDir]).status).toBe(0)
    onTestFinished(() => void spawnSync('umount', ['-l', dataDir]))
    const { url, ended, stop } = await serve(dataDir)
    const before = (await ask(url, '{ articles(first: 50) { nodes { id } } }')).data
    const filler = join(dataDir, 'filler')
    fill(filler)
    const file = join(tempDir(), 'articles.ndjson')
    const articles = Array.from({ length: 3_000 }, (_, n) => ({
      headline: `A ${n}`,
      url: `https://full.example/${n}`,
      body: `<p>${noise(8_000)}</p>`,
    }))
    writeFileSync(file, articles.map((article) => JSON.stringify(article)).join('\n'))
    const env = { DATABASE_URL: '', MASTHEAD_DATA_DIR: dataDir }
    const { stderr, code } = await runCli(['import', file, '--source', 'full'], env)
    expect(code).toBe(1)
    expect(stderr).toMatch(/There is no room left on the disk|The database was lost|did not start: .*No space left/)
    expect(stderr).not.toMatch(/^\s+at /m)
    rmSync(filler)
    await vi.waitFor(
      async () => expect((await ask(url, '{ articles(first: 50) { nodes { id } } }')).data).toEqual(before),
      quick,
    )
    stop()
    expect((await ended).code).toBe(0)
  },
)

async function serve(dataDir: string) {
  const env = { DATABASE_URL: '', MASTHEAD_DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent' }
  const gateway = startCli(['serve'], env)
  onTestFinished(async () => {
    gateway.stop()
    await gateway.ended
    await (await openEmbeddedDatabase({ dataDir, role: 'command' })).close()
  })
  const welcome = await gateway.printed(/Ctrl-C stops it/)
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+\/graphql/.exec(welcome) ?? []
  return { url, stop: gateway.stop, ended: gateway.ended }
}

// oxlint-disable-next-line typescript/no-explicit-any -- an answer, whatever was asked
async function ask(url: string, query: string): Promise<any> {
  const headers = { 'content-type': 'application/json' }
  return await (await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) })).json()
}

function serverOf(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n', 1)[0])
}

function tempDir(): string {
  const parent = makeTempDir()
  onTestFinished(() => rm(parent, { recursive: true, force: true, maxRetries: 20 }))
  const dir = join(parent, 'data')
  mkdirSync(dir, { mode: 0o711 })
  return dir
}

function fill(file: string): void {
  const piece = Buffer.alloc(1_000_000)
  const fd = openSync(file, 'w')
  try {
    for (;;) writeSync(fd, piece)
  } catch {
    // it is full
  } finally {
    closeSync(fd)
  }
}

function noise(chars: number): string {
  return Array.from({ length: chars / 8 }, () => Math.random().toString(36).slice(2, 9)).join(' ')
}

function mountsWork(): boolean {
  const dir = makeTempDir()
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', 'none', dir]).status === 0
  if (isMounted) spawnSync('umount', [dir])
  rmSync(dir, { recursive: true, force: true })
  return isMounted
}
