import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { openEmbeddedDatabase } from '../../../src/db/embedded/open.ts'
import { commandLineOf, isAlive } from '../../../src/db/embedded/process.ts'
import { makeTempDir } from '../../support/test-server.ts'

const script = fileURLToPath(new URL('../../support/hold-embedded.ts', import.meta.url))
const isRoot = process.getuid?.() === 0
const nobody = { uid: 65_534, gid: 65_534 }
const nobodyMayRunUs = isRoot && spawnSync(process.execPath, ['--check', script], { ...nobody, cwd: '/' }).status === 0

const holders = new Set<Holder>()
const servers = new Set<number>()
const dirs: string[] = []

afterEach(async () => {
  for (const holder of holders) holder.kill('SIGKILL')
  await Promise.all([...holders].map(({ ended }) => ended))
  holders.clear()
  for (const pid of servers) if (isAlive(pid)) process.kill(pid, 'SIGQUIT')
  await Promise.all([...servers].map(expectStopped))
  servers.clear()
  for (const dir of dirs.splice(0)) await rm(dir, { recursive: true, force: true })
})

describe('the embedded database', () => {
  test('is PostgreSQL 18 on loopback only, behind a password in a file of our own, with letter case as Unicode has it', async () => {
    const dataDir = tempDir()
    const gateway = hold(dataDir, 'gateway')
    const { url } = await gateway.opened()
    expect(new URL(url).hostname).toBe('127.0.0.1')
    expect(
      await gateway.ask(`select current_setting('server_version_num')::int / 10000 as version, lower('ÀÉß') as lower,
        current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets,
        current_setting('server_encoding') as encoding, 'a' < 'B' as folded`),
    ).toEqual([{ version: 18, lower: 'àéß', addresses: '127.0.0.1', sockets: '', encoding: 'UTF8', folded: false }])
    expect(statSync(join(dataDir, 'password')).mode & 0o777).toBe(0o600)
    const stranger = hold(dataDir, 'command')
    await stranger.opened()
    expect(readFileSync(join(dataDir, 'postgres', 'pg_hba.conf'), 'utf8')).not.toMatch(/^[^#]*\b(trust|password|md5)$/m)
  })

  test('keeps what was written, and is stopped by the last to leave', async () => {
    const dataDir = tempDir()
    const first = hold(dataDir, 'gateway')
    const { pid } = await first.opened()
    await first.ask('create table kept as select 7 as n')
    await first.leave()
    await expectStopped(pid)
    const second = hold(dataDir, 'command')
    expect((await second.opened()).pid).not.toBe(pid)
    expect(await second.ask('select n from kept')).toEqual([{ n: 7 }])
  })

  test('refuses a second gateway at once and says which process has it', async () => {
    const dataDir = tempDir()
    const first = hold(dataDir, 'gateway')
    await first.opened()
    const began = performance.now()
    const refusal = await hold(dataDir, 'gateway').next()
    expect(refusal).toEqual({
      refused: expect.stringMatching(
        new RegExp(
          `^EmbeddedDatabaseError: Another gateway, process ${first.pid}, uses the data directory .* a MASTHEAD_DATA_DIR and a PORT`,
        ),
      ),
    })
    expect(performance.now() - began).toBeLessThan(10_000)
    await first.leave()
    await hold(dataDir, 'gateway').opened()
  })

  test('serves commands beside a gateway, and outlives whichever leaves first', async () => {
    const dataDir = tempDir()
    const gateway = hold(dataDir, 'gateway')
    const { pid } = await gateway.opened()
    const command = hold(dataDir, 'command')
    expect((await command.opened()).pid).toBe(pid)
    await command.leave()
    expect(await gateway.ask('select 1 as one')).toEqual([{ one: 1 }])
    const longCommand = hold(dataDir, 'command')
    await longCommand.opened()
    await gateway.leave()
    expect(await longCommand.ask('select 1 as one')).toEqual([{ one: 1 }])
    await longCommand.leave()
    await expectStopped(pid)
  })

  test('is started once when several commands come first at the same time', async () => {
    const dataDir = tempDir()
    const opened = await Promise.all([1, 2, 3].map(() => hold(dataDir, 'command').opened()))
    expect(new Set(opened.map(({ pid }) => pid)).size).toBe(1)
  })

  test('loses nothing when the gateway is killed, is found again, and is stopped then', async () => {
    const dataDir = tempDir()
    const killed = hold(dataDir, 'gateway')
    const { pid } = await killed.opened()
    await killed.ask('create table kept as select 7 as n')
    killed.kill('SIGKILL')
    await killed.ended
    expect(isAlive(pid)).toBe(true)
    const next = hold(dataDir, 'gateway')
    expect((await next.opened()).pid).toBe(pid)
    expect(await next.ask('select n from kept')).toEqual([{ n: 7 }])
    await next.leave()
    await expectStopped(pid)
  })

  test('starts again at once after gateway and server were killed together', async () => {
    const dataDir = tempDir()
    const killed = hold(dataDir, 'gateway')
    const { pid } = await killed.opened()
    await killed.ask('create table kept as select 7 as n')
    killed.kill('SIGKILL')
    process.kill(pid, 'SIGKILL')
    await killed.ended
    const next = hold(dataDir, 'gateway')
    await next.opened()
    expect(await next.ask('select n from kept')).toEqual([{ n: 7 }])
  })

  test('does not take an unrelated process for its server', async () => {
    const dataDir = tempDir()
    const first = hold(dataDir, 'gateway')
    await first.opened()
    await first.leave()
    const pidFile = join(dataDir, 'postgres', 'postmaster.pid')
    writeFileSync(pidFile, `${process.pid}\n${join(dataDir, 'postgres')}\n1\n5432\n\n127.0.0.1\n\nready\n`)
    await hold(dataDir, 'gateway').opened()
  })

  test('does not get a Ctrl-C, so that the gateway can drain', async () => {
    const dataDir = tempDir()
    const gateway = hold(dataDir, 'gateway', { detached: true })
    const { pid } = await gateway.opened()
    process.kill(-gateway.pid, 'SIGINT')
    expect(await gateway.next()).toEqual([{ said: 'answered while draining' }])
    expect(await gateway.next()).toBe('left')
    await expectStopped(pid)
  })

  test('keeps two data directories apart', async () => {
    const [one, other] = [hold(tempDir(), 'gateway'), hold(tempDir(), 'gateway')]
    const [first, second] = await Promise.all([one.opened(), other.opened()])
    expect(first.pid).not.toBe(second.pid)
    await one.ask('create table only_here (n int)')
    expect(await other.ask(`select to_regclass('only_here') as found`)).toEqual([{ found: null }])
  })

  test('says in a sentence what is wrong with a data directory', async () => {
    const dir = tempDir()
    const refusal = (dataDir: string) => openEmbeddedDatabase({ dataDir, role: 'command' }).catch(String)
    writeFileSync(join(dir, 'a-file'), '')
    expect(await refusal(join(dir, 'a-file', 'data'))).toMatch(
      /The data directory .* can't be made: .* Set MASTHEAD_DATA_DIR/,
    )
    mkdirSync(join(dir, 'foreign', 'postgres'), { recursive: true })
    expect(await refusal(join(dir, 'foreign'))).toMatch(/can't be opened without its password/)
    writeFileSync(join(dir, 'foreign', 'password'), 'known')
    writeFileSync(join(dir, 'foreign', 'postgres', 'PG_VERSION'), '16\n')
    expect(await refusal(join(dir, 'foreign'))).toMatch(
      /was made by PostgreSQL 16, .* backup FILE.* restore FILE.* DATABASE_URL/,
    )
  })
})

describe.runIf(isRoot)('run by root, in a folder that the server user may not enter,', () => {
  test('lives elsewhere, one place a data directory, and refuses a copy', async () => {
    const closed = tempDir()
    chmodSync(closed, 0o700)
    const privateRoot = tempDir()
    const [one, other] = ['one', 'other'].map((name) => join(closed, name)) as [string, string]
    const first = hold(one, 'gateway', { privateRoot })
    await first.opened()
    await first.ask('create table kept as select 7 as n')
    expect(existsSync(join(one, 'postgres'))).toBe(false)
    const second = hold(other, 'gateway', { privateRoot })
    await second.opened()
    expect(await second.ask(`select to_regclass('kept') as found`)).toEqual([{ found: null }])
    await Promise.all([first.leave(), second.leave()])

    const again = hold(one, 'gateway', { privateRoot })
    await again.opened()
    expect(await again.ask('select n from kept')).toEqual([{ n: 7 }])
    await again.leave()
    cpSync(one, join(closed, 'copy'), { recursive: true })
    expect(await hold(join(closed, 'copy'), 'command', { privateRoot }).next()).toEqual({
      refused: expect.stringContaining(`copy is a copy of ${one}`),
    })
  })
})

describe.runIf(nobodyMayRunUs)('run by an ordinary user', () => {
  test('works as it does for root', async () => {
    const dataDir = tempDir()
    chownSync(dataDir, nobody.uid, nobody.gid)
    const gateway = hold(dataDir, 'gateway', { user: nobody })
    const { pid } = await gateway.opened()
    expect(await gateway.ask('select 1 as one')).toEqual([{ one: 1 }])
    await gateway.leave()
    await expectStopped(pid)
  })
})

/** A stopped server that nobody collects keeps its id, but not its command line. */
async function expectStopped(pid: number): Promise<void> {
  await vi.waitFor(async () => expect((await commandLineOf(pid)) ?? '').toBe(''), { timeout: 120_000 })
}

function tempDir(): string {
  const dir = makeTempDir()
  dirs.push(dir)
  return dir
}

type Holder = ReturnType<typeof hold>

/** A process that holds a share in the database of this data directory: see `hold-embedded.ts`. */
function hold(
  dataDir: string,
  role: 'gateway' | 'command',
  options: { detached?: boolean; user?: { uid: number; gid: number }; privateRoot?: string } = {},
) {
  const { detached = false, user, privateRoot } = options
  const args = [script, dataDir, role, ...(privateRoot === undefined ? [] : [privateRoot])]
  const child = spawn(process.execPath, args, { ...user, cwd: '/', detached, stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const next = async (): Promise<unknown> => {
    const { value, done } = await lines.next()
    if (done) throw new Error('The process ended without a word')
    return JSON.parse(value)
  }
  const holder = {
    pid: child.pid ?? 0,
    ended,
    next,
    async opened(): Promise<{ url: string; pid: number }> {
      const answer = (await next()) as { url: string; pid: number }
      expect(answer).toEqual({ url: expect.any(String), pid: expect.any(Number) })
      servers.add(answer.pid)
      return answer
    },
    async ask(statement: string): Promise<unknown> {
      child.stdin.write(`${statement.replaceAll('\n', ' ')}\n`)
      return next()
    },
    async leave(): Promise<void> {
      child.stdin.end()
      expect(await next()).toBe('left')
      await ended
    },
    kill: (signal: NodeJS.Signals) => child.kill(signal),
  }
  holders.add(holder)
  return holder
}
