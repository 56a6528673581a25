import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { connectDatabase } from '../../../src/db/connect.ts'
import { migrateToLatest } from '../../../src/db/migrate.ts'
import { generateContent } from '../../support/generated.ts'
import { asAdmin, urlOfDatabase } from '../../support/test-server.ts'
import { openBenchServer } from '../corpus/database.ts'
import { scriptCommand, startProcess } from './process.ts'

/** A gateway in a process of its own, over a database of its own with a few thousand articles. */
export interface LoadedGateway {
  readonly pid: number
  readonly port: number
  /** The address of the database. */
  readonly databaseUrl: string
  /** The most memory that the process has had so far, in MB; 0 where the system does not tell. */
  peakMemoryMb(): Promise<number>
  /** Stops it and drops the database. */
  close(): Promise<void>
}

/**
 * Starts one on the server of DATABASE_URL, else on an embedded one, without a quota. `env` is what an operator would set besides. Answers are not
 * kept unless that says so, since one that is kept is no operation.
 */
export async function startLoadedGateway(env: Readonly<Record<string, string>> = {}): Promise<LoadedGateway> {
  const server = await openBenchServer(process.env['DATABASE_URL'] || undefined)
  const name = `masthead_load_${randomBytes(4).toString('hex')}`
  await asAdmin(server.url, ({ db }) => sql`create database ${sql.id(name)}`.execute(db))
  const databaseUrl = urlOfDatabase(server.url, name)
  const drop = async (): Promise<void> => {
    await asAdmin(server.url, ({ db }) => sql`drop database ${sql.id(name)} with (force)`.execute(db))
    await server.close()
  }
  try {
    const database = connectDatabase({ url: databaseUrl })
    await migrateToLatest(database)
    await generateContent(database.db, 2_000)
    await database.close()
    const gateway = await startProcess({
      command: `${await scriptCommand('start')} --no-samples`,
      env: {
        DATABASE_URL: databaseUrl,
        PORT: '0',
        LOG_LEVEL: 'silent',
        ANONYMOUS_POINTS_PER_MINUTE: '0',
        RESPONSE_CACHE_MB: '0',
        ...env,
      },
      says: /serving http:\/\/[\d.]+:(\d+)\/graphql/,
    })
    return {
      pid: gateway.pid,
      port: gateway.port,
      databaseUrl,
      peakMemoryMb: async () => await statusMb(gateway.pid, 'VmHWM'),
      async close() {
        await gateway.close()
        await drop()
      },
    }
  } catch (error) {
    await drop()
    throw error
  }
}

/** A number of /proc/PID/status in MB, e.g. VmRSS; 0 where there is none. */
export async function statusMb(pid: number, field: 'VmHWM' | 'VmRSS' | 'RssAnon'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Math.round(Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024)
}

/** POST requests of the front page as they go over the wire, with other numbers each, so that no two in a row have one answer. */
export async function frontPages(port: number): Promise<string[]> {
  const query = await readFile(new URL('../../../samples/queries/front-page.graphql', import.meta.url), 'utf8')
  return ['en', 'de', 'fr', 'it', 'es', 'pt', 'nl'].map((language) =>
    requestOf(port, { query, variables: { language } }),
  )
}

/** One POST request as it goes over the wire. */
export function requestOf(port: number, content: object): string {
  const body = JSON.stringify(content)
  const head = [`POST /graphql HTTP/1.1`, `Host: 127.0.0.1:${port}`, 'Content-Type: application/json']
  return [...head, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n')
}
