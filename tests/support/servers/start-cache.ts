import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** A cache that runs in front of a gateway, until it is stopped. */
export interface RunningCache {
  readonly url: string
  stop(): Promise<void>
}

/** Starts a cache as a process of the test's own; resolves when its port accepts. The folder, which is its own, is removed with it. */
export async function startCache(
  program: string,
  options: readonly string[],
  { port, folder }: { readonly port: number; readonly folder: string },
): Promise<RunningCache> {
  const child = spawn(program, options, { stdio: ['ignore', 'ignore', 'pipe'] })
  let complaints = ''
  child.stderr.on('data', (chunk) => (complaints += String(chunk)))
  while (!(await accepts(port))) {
    if (child.exitCode !== null) throw new Error(`${program} did not start: ${complaints}`)
    await wait(20)
  }
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.on('connect', () => socket.destroy())
  })
}
