import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { connectDatabase } from '../../../src/db/connect.ts'
import { freePort } from './free-port.ts'
import { makeTempDir } from '../test-server.ts'

const program = [
  '/usr/sbin/pgbouncer',
  '/usr/bin/pgbouncer',
  '/usr/local/bin/pgbouncer',
  '/opt/homebrew/bin/pgbouncer',
].find(existsSync)

/** Why tests that need PgBouncer are left out, as part of their name; null: they run. */
export const noPgBouncer = program === undefined ? 'left out: pgbouncer is not installed' : null

/** A PgBouncer in transaction mode before the server of the address, with few connections to it, so that everybody shares them. */
export async function startPgBouncer(
  serverUrl: string,
  connections = 2,
): Promise<{ url: string; stop(): Promise<void> }> {
  if (program === undefined) throw new Error('pgbouncer is not installed')
  const target = new URL(serverUrl)
  const port = await freePort()
  const dir = makeTempDir()
  const password = target.password === '' ? '' : ` password=${decodeURIComponent(target.password)}`
  const file = join(dir, 'pgbouncer.ini')
  writeFileSync(
    file,
    `[databases]
* = host=${target.hostname} port=${target.port || '5432'} user=${target.username || 'postgres'}${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${connections}
max_client_conn = 500
`,
  )
  chmodSync(dir, 0o755)
  chmodSync(file, 0o644)
  const asRoot = process.getuid?.() === 0 ? ['-u', 'nobody'] : []
  const child = spawn(program, ['-q', ...asRoot, file], { stdio: 'ignore', cwd: '/' })
  const ended = once(child, 'exit')
  const url = new URL(serverUrl)
  url.hostname = '127.0.0.1'
  url.port = String(port)
  await answers(url.href)
  return {
    url: url.href,
    async stop() {
      child.kill('SIGTERM')
      await ended
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

async function answers(url: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const database = connectDatabase({ url, poolSize: 1 })
    try {
      await sql`select 1`.execute(database.db)
      return
    } catch (error) {
      if (attempt === 300) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    } finally {
      await database.close()
    }
  }
}
