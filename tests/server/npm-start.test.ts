import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { openEmbeddedDatabase } from '../../src/db/embedded/open.ts'
import { freePort } from '../support/servers/free-port.ts'
import {} from '../support/servers/redis.ts'
import { makeTempDir } from '../support/test-server.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

test.each([
  ['npm start', ['start', '--', '--no-samples']],
  ['npm run masthead -- serve', ['run', '-s', 'masthead', '--', 'serve', '--no-samples']],
])('a SIGTERM to %s alone, as a container sends it, frees the port and the database', async (_, args) => {
  const dataDir = makeTempDir()
  const port = await freePort()
  const env = { ...process.env, MASTHEAD_DATA_DIR: dataDir, DATABASE_URL: '', PORT: String(port), LOG_LEVEL: 'silent' }
  const npm = spawn('npm', args, { cwd: root, env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] })
  let written = ''
  npm.stdout.on('data', (chunk: Buffer) => (written += chunk.toString()))
  onTestFinished(async () => {
    killGroup(npm.pid)
    const left = await openEmbeddedDatabase({ dataDir, role: 'command' })
    await left.close()
    await rm(dataDir, { recursive: true, force: true, maxRetries: 50 })
  })
  while (!written.includes('Ctrl-C stops it') && npm.exitCode === null) {
    await Promise.race([once(npm.stdout, 'data'), once(npm, 'exit')])
  }
  expect(await isServed(port)).toBe(true)
  npm.kill('SIGTERM')
  await once(npm, 'exit')
  // npm ends with its shell; a gateway that has not heard of the signal is still there then, and for good
  expect(await isServed(port)).toBe(false)
  const again = await openEmbeddedDatabase({ dataDir, role: 'gateway' })
  await again.close()
})

async function isServed(port: number): Promise<boolean> {
  return await fetch(`http://127.0.0.1:${port}/health/live`).then(
    ({ ok }) => ok,
    () => false,
  )
}

/** What a failed test leaves behind. */
function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // nothing is left
  }
}
