import { appendFileSync, chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connectDatabase } from '../../src/db/connect.ts'
import { readStandbyState } from '../../src/db/wal.ts'
import { runSql } from '../support/servers/run-sql.ts'
import { findProgram, run, until } from './processes.ts'

/** One PostgreSQL of the topology. */
export interface PostgresServer {
  readonly port: number
  readonly url: string
  start(): void
  /** `fast`: what it has committed reaches its replica first; `immediate`: as a crash. */
  stop(how: 'fast' | 'immediate'): void
  promote(): void
  /** From now on it follows the server on that port. While it is stopped. */
  follow(port: number): void
  /** Resolves when it answers, as what is said. */
  until(role: 'primary' | 'standby'): Promise<void>
}

export interface PostgresOptions {
  readonly folder: string
  readonly name: string
  readonly port: number
  /** As root the server runs as another user. */
  readonly user: { readonly uid: number; readonly gid: number } | null
}

/** Makes a primary with an empty database `masthead`, and starts it. */
export async function makePrimary(options: PostgresOptions): Promise<PostgresServer> {
  const data = folderOf(options)
  run(
    [program('initdb'), '-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8'],
    options.user,
  )
  const server = serverIn(data, options)
  server.start()
  await runSql(`postgres://postgres@127.0.0.1:${options.port}/postgres`, 'create database masthead')
  return server
}

/** Copies the primary by pg_basebackup, and starts the copy as its streaming replica. */
export async function makeReplica(primary: PostgresServer, options: PostgresOptions): Promise<PostgresServer> {
  const data = folderOf(options)
  const from = ['-h', '127.0.0.1', '-p', String(primary.port), '-U', 'postgres']
  run([program('pg_basebackup'), '-D', data, ...from, '--checkpoint=fast', '--wal-method=stream'], options.user)
  const server = serverIn(data, options)
  server.follow(primary.port)
  server.start()
  await server.until('standby')
  return server
}

function folderOf({ folder, name, user }: PostgresOptions): string {
  const data = join(folder, name)
  mkdirSync(data, { mode: 0o700 })
  if (user !== null) chownSync(data, user.uid, user.gid)
  return data
}

function serverIn(data: string, { port, user }: PostgresOptions): PostgresServer {
  const url = `postgres://postgres@127.0.0.1:${port}/masthead`
  const settings = { port, listen_addresses: '127.0.0.1', unix_socket_directories: '', wal_keep_size: '256MB' }
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`)
  const control = (...args: readonly string[]): void =>
    void run([program('pg_ctl'), '-D', data, '-w', '-t', '60', ...args], user)
  return {
    port,
    url,
    start: () => control('-o', flags.join(' '), '-l', join(data, 'server.log'), 'start'),
    stop: (how) => control('-m', how, 'stop'),
    promote: () => control('promote'),
    follow(leader) {
      appendFileSync(
        join(data, 'postgresql.auto.conf'),
        `primary_conninfo = 'host=127.0.0.1 port=${leader} user=postgres'\n`,
      )
      const signal = join(data, 'standby.signal')
      writeFileSync(signal, '')
      if (user !== null) chownSync(signal, user.uid, user.gid)
    },
    async until(role) {
      await until(`port ${port} answers as a ${role}`, async () => {
        const database = connectDatabase({ url, poolSize: 1 })
        try {
          return (await readStandbyState(database.db)).isStandby === (role === 'standby')
        } catch {
          return false
        } finally {
          await database.close()
        }
      })
    },
  }
}

function program(name: string): string {
  const path = findProgram(name)
  if (path === null) throw new Error(`${name} is not installed.`)
  return path
}
