import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

/** A command that runs. */
interface RunningCli {
  /** All that it has written to stdout, as soon as `pattern` is in it or it has ended. */
  printed(pattern: RegExp): Promise<string>
  /** Asks it to end, as Ctrl-C does. */
  stop(): void
  /** Ends it at once, as a power cut does. */
  kill(): void
  isRunning(): boolean
  /** What it wrote in all, and its exit code; null where a signal ended it. */
  readonly ended: Promise<{ stdout: string; stderr: string; code: number | null }>
}

/** Runs `masthead ARGS` as a process of its own, in this environment but for what `env` says. */
export async function runCli(args: readonly string[], env: Readonly<Record<string, string>>) {
  return await startCli(args, env).ended
}

/** Starts `masthead ARGS` as `runCli` does, and does not wait for its end. */
export function startCli(args: readonly string[], env: Readonly<Record<string, string>>): RunningCli {
  return startProgram(main, args, env)
}

/** The same for another program that Node runs. */
export function startProgram(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): RunningCli {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let written = ''
  child.stdout.on('data', (chunk: Buffer) => (written += chunk.toString()))
  const all = Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return {
    async printed(pattern) {
      while (!pattern.test(written) && child.exitCode === null) {
        await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
      }
      return written
    },
    stop: () => void child.kill('SIGINT'),
    kill: () => void child.kill('SIGKILL'),
    isRunning: () => child.exitCode === null && child.signalCode === null,
    ended: all.then(([stdout, stderr, [code]]) => ({ stdout, stderr, code: code as number | null })),
  }
}
