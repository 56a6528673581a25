import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { RunningContender } from './contender.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

export interface ServerProcess {
  /** For the shell, which becomes the process. */
  readonly command: string
  readonly env: Readonly<Record<string, string>>
  /** Finds the port in what it prints. */
  readonly says: RegExp
}

/** Starts a server as a process of its own and waits until it says where it listens. Throws with its words where it ends before. */
export async function startProcess({ command, env, says }: ServerProcess): Promise<RunningContender> {
  const child = spawn(`exec ${command}`, {
    cwd: root,
    shell: true,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const port = await new Promise<number>((resolve, reject) => {
    const listen = (text: string): void => {
      output = (output + text).slice(-4_000)
      const found = says.exec(output)?.[1]
      if (found !== undefined) resolve(Number(found))
    }
    child.stdout.setEncoding('utf8').on('data', listen)
    child.stderr.setEncoding('utf8').on('data', listen)
    child.once('exit', (code) => reject(new Error(`The server ended with ${code} before it listened:\n${output}`)))
  })
  const exit = once(child, 'exit')
  const close = async (): Promise<void> => {
    child.kill('SIGTERM')
    await exit
  }
  return { pid: child.pid ?? 0, port, close }
}

/** What a script of the package runs, as a command for the shell, with this very Node. */
export async function scriptCommand(name: 'start' | 'masthead'): Promise<string> {
  const { scripts } = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8')) as {
    scripts: Record<typeof name, string>
  }
  return `env ${scripts[name].replace(/(?<=^| )(?:exec )?node /, `'${process.execPath}' `)}`
}
