import { execFile } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { connectDatabase } from '../../../src/db/connect.ts'

/** Whether processes can be kept on cores here; a text: why not. */
export async function canPin(): Promise<true | string> {
  if (availableParallelism() < 2) return 'there is one core only'
  return await pin([process.pid], `0-${availableParallelism() - 1}`).then(
    () => true,
    (error: Error) => `taskset (of util-linux) does not do it: ${error.message.trim()}`,
  )
}

/** Keeps processes, with all their threads, on the cores of a list such as `0` or `1-3`. Those that are gone are left out. */
export async function pin(pids: readonly number[], cores: string): Promise<void> {
  for (const pid of pids) {
    await promisify(execFile)('taskset', ['-acp', cores, String(pid)]).catch((error: Error) => {
      if (!error.message.includes('No such process')) throw error
    })
  }
}

/** The server's processes that serve a database, on this machine. */
export async function backendsOf(databaseUrl: string): Promise<number[]> {
  const database = connectDatabase({ url: databaseUrl, poolSize: 1 })
  try {
    const { rows } = await sql<{ pid: number }>`
      select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`.execute(
      database.db,
    )
    return rows.map(({ pid }) => pid)
  } finally {
    await database.close()
  }
}
