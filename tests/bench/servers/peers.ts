import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { connectDatabase } from '../../../src/db/connect.ts'
import { readDocument, withoutNumbers, workloads, type Sample, type Workload } from '../workloads.ts'
import { post, type Contender } from './contender.ts'
import { toMastheadShape } from './postgraphile-shape.ts'
import { startProcess } from './process.ts'

const folder = new URL('../peers/', import.meta.url)

/**
 * PostGraphile and Mercurius over the same tables, as far as they install. They are no dependencies of the project: npm puts them into
 * a folder of their own. Says why one is left out.
 */
export async function createPeers(databaseUrl: string, say: (line: string) => void): Promise<Contender[]> {
  try {
    await install(say)
    return [await createPostgraphile(databaseUrl), await createMercurius()]
  } catch (error) {
    say(`Without PostGraphile and Mercurius: ${error instanceof Error ? error.message : String(error)}`)
    return []
  }
}

async function install(say: (line: string) => void): Promise<void> {
  if (existsSync(new URL('node_modules', folder))) return
  say('Installing PostGraphile and Mercurius')
  const flags = ['install', '--no-package-lock', '--no-audit', '--no-fund']
  await promisify(execFile)('npm', flags, { cwd: fileURLToPath(folder) })
}

async function createMercurius(): Promise<Contender> {
  const documents = await documentsOf(readDocument)
  return {
    name: 'Mercurius',
    without: ['cursor', 'endCursor'],
    start: (url) => startPeer('mercurius.mjs', url),
    request: (workload, sample) => {
      const query = canBeAsked(workload) ? documents.get(workload.name) : undefined
      if (query === undefined) return null
      const after = cursorOf(sample, (placedAt, id) => JSON.stringify([placedAt, id]))
      return post('/graphql', { query, variables: { ...withoutNumbers(sample), ...after } })
    },
  }
}

/** As a role that sees what is visible alone. */
async function createPostgraphile(databaseUrl: string): Promise<Contender> {
  const database = connectDatabase({ url: databaseUrl, statementTimeoutMs: 0 })
  try {
    await sql.raw(await readFile(new URL('postgraphile.sql', folder), 'utf8')).execute(database.db)
  } finally {
    await database.close()
  }
  const documents = await documentsOf(async ({ name }) =>
    readFile(new URL(`postgraphile/${name}.graphql`, folder), 'utf8').catch(() => undefined),
  )
  return {
    name: 'PostGraphile',
    without: ['id', 'cursor', 'endCursor'],
    start: (url) => {
      const asReader = new URL(url)
      asReader.username = asReader.password = 'masthead_bench_reader'
      return startPeer('postgraphile.mjs', asReader.href)
    },
    request: (workload, sample) => {
      const query = canBeAsked(workload) ? documents.get(workload.name) : undefined
      if (query === undefined) return null
      const numbers = (sample['numbers'] as readonly number[] | undefined) ?? []
      const ids = Object.fromEntries(numbers.map((id, at) => [`n${at}`, String(id)]))
      const { ids: _ids, ...variables } = withoutNumbers(sample)
      const after = cursorOf(sample, (placedAt, id) => {
        const instant = new Date(placedAt).toISOString().replace('Z', '000+00:00')
        return Buffer.from(JSON.stringify([digestOfOrder, instant, String(id)])).toString('base64')
      })
      return post('/graphql', { query, variables: { ...variables, ...ids, ...after } })
    },
    answer: toMastheadShape,
  }
}

/** How PostGraphile 5.1.5 names the order by placed_at and id in its cursors. */
const digestOfOrder = '8258ba3e51'

async function startPeer(file: string, databaseUrl: string) {
  return await startProcess({
    command: `'${process.execPath}' '${fileURLToPath(new URL(file, folder))}'`,
    env: { DATABASE_URL: databaseUrl, NODE_ENV: 'production', GRAPHILE_ENV: 'production' },
    says: /listening on (\d+)/,
  })
}

/** They have neither keys nor registered documents nor computed links, and no front page was written for them. */
function canBeAsked({ name, access }: Workload): boolean {
  return access === 'anonymous' && name !== 'article-computed' && name !== 'front'
}

async function documentsOf(
  read: (workload: Workload) => Promise<string | undefined>,
): Promise<ReadonlyMap<string, string | undefined>> {
  return new Map(await Promise.all(workloads.map(async (each) => [each.name, await read(each)] as const)))
}

/** Each server has cursors of its own. */
function cursorOf(sample: Sample, make: (placedAt: string, id: number) => string): { after?: string } {
  const { placedAt, number } = sample
  return typeof placedAt === 'string' && typeof number === 'number' ? { after: make(placedAt, number) } : {}
}
