import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** A program of the topology that runs. */
export interface Running {
  readonly child: ChildProcess
  /** Sends a signal and resolves when the process has ended, to how long that took in ms. */
  end(signal?: NodeJS.Signals): Promise<number>
}

export interface ProcessOptions {
  readonly command: readonly string[]
  /** What it writes goes there. */
  readonly logFile: string
  readonly env?: Readonly<Record<string, string>>
  /** By default ours. */
  readonly user?: { readonly uid: number; readonly gid: number } | null
}

/** Starts a program. */
export function start({ command: [program = '', ...args], logFile, env = {}, user = null }: ProcessOptions): Running {
  const log = openSync(logFile, 'a')
  const child = spawn(program, args, {
    stdio: ['ignore', log, log],
    env: { ...process.env, ...env },
    cwd: user === null ? process.cwd() : '/',
    ...user,
  })
  closeSync(log)
  return {
    child,
    async end(signal = 'SIGTERM') {
      const from = performance.now()
      if (child.exitCode !== null || child.signalCode !== null) return 0
      const ended = once(child, 'exit')
      child.kill(signal)
      await ended
      return performance.now() - from
    },
  }
}

/** Runs a program to its end; throws with what it said where that is not 0. */
export function run(command: readonly string[], user: ProcessOptions['user'] = null): string {
  const [program = '', ...args] = command
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', cwd: '/', ...user })
  if (status !== 0) throw new Error(`${command.join(' ')}: ${stderr || stdout || error?.message}`)
  return stdout
}

/** Asks until it holds. Throws after five minutes. */
export async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = performance.now() + 300_000
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`In five minutes it did not come to this: ${what}`)
    await wait(50)
  }
}

/** Where Debian and others put programs that are on nobody's PATH. */
const folders = [
  ...safeList('/usr/lib/postgresql')
    .toSorted((a, b) => Number(b) - Number(a))
    .map((version) => join('/usr/lib/postgresql', version, 'bin')),
  '/usr/sbin',
  '/usr/bin',
  '/usr/local/bin',
  '/opt/homebrew/bin',
]

/** The path of a program; null where it is missing. */
export function findProgram(name: string): string | null {
  const folder = folders.find((one) => safeList(one).includes(name))
  return folder === undefined ? null : join(folder, name)
}

function safeList(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
