/**
 * Articles a second of the import of short articles (NDJSON, plain text, one author, two topics), of the same again, and of the same
 * with other texts, beside COPY of the very same rows into the same tables with the same indexes. Needs an empty scratch database:
 *
 *   DATABASE_URL=postgres://postgres@127.0.0.1:5432/scratch node tests/bench/import.ts [articles] [words a body]
 */
import { spawnSync } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import type { ArticleInput } from '../../schema/models.ts'
import { connectDatabase } from '../../src/db/connect.ts'
import { migrateToLatest } from '../../src/db/migrate.ts'
import { connectionsOfImport } from '../../src/import/run/batch-writer.ts'
import { importFiles } from '../../src/import/run/import-files.ts'
import { readNdjson } from '../../src/import/readers/ndjson/read-ndjson.ts'

const url = process.env['DATABASE_URL'] ?? ''
const [count = 20_000, wordsABody = 60] = process.argv.slice(2).map(Number)
const tables = [
  'publisher',
  'author',
  'topic',
  'article',
  'article_body',
  'article_url',
  'article_author',
  'article_topic',
  'article_search',
]

const folder = await mkdtemp(join(tmpdir(), 'masthead-bench-'))
const database = connectDatabase({ url })
// as the command does
const patient = database.withoutTimeLimits(connectionsOfImport)
try {
  await migrateToLatest(database)
  const file = join(folder, 'articles.ndjson')
  await pipeline(Readable.from(lines(count, 'first')), createWriteStream(file))
  for (const run of ['first import', 'same again']) await timed(run, () => importNdjson(file))
  await timed('copy out', async () => copy('to'))
  await pipeline(Readable.from(lines(count, 'second')), createWriteStream(file))
  await timed('all changed', () => importNdjson(file))
  await sql`truncate ${sql.join(tables.map((table) => sql.table(table)))} restart identity cascade`.execute(database.db)
  await timed('COPY of the same rows', async () => copy('from'))
} finally {
  await Promise.all([patient.close(), database.close()])
  await rm(folder, { recursive: true })
}

async function timed(what: string, run: () => Promise<unknown>): Promise<void> {
  const cpu = process.cpuUsage()
  const start = performance.now()
  await run()
  const seconds = (performance.now() - start) / 1000
  const used = process.cpuUsage(cpu)
  const rss = Math.round(process.memoryUsage().rss / 2 ** 20)
  console.log(
    `${what}: ${seconds.toFixed(2)} s, ${Math.round(count / seconds)} articles/s, client CPU ${((used.user + used.system) / 1e6).toFixed(2)} s, RSS ${rss} MB`,
  )
}

async function importNdjson(file: string): Promise<void> {
  const report = await importFiles(patient.db, {
    names: [file],
    source: 'bench',
    format: 'ndjson',
    formats: {
      detect: () => 'ndjson',
      byName: {
        ndjson: {
          isLenient: false,
          read: (open, options) => readNdjson(open, options, (value) => ({ ok: true, input: value as ArticleInput })),
        },
      },
    },
    dryRun: false,
    batchSize: 500,
    events: { rejected: console.error, noted: () => undefined, progressed: () => undefined },
  })
  console.log(JSON.stringify(report))
}

/** Through psql, which speaks COPY. Generated columns cannot be copied in, so the columns are named. */
function copy(direction: 'to' | 'from'): void {
  const columns = `select string_agg(quote_ident(attname), ',') from pg_attribute where attrelid = '%'::regclass and attnum > 0 and attgenerated = ''`
  for (const table of tables) {
    const names = psql('-Atc', columns.replace('%', table)).trim()
    const path = join(folder, `${table}.copy`)
    psql(
      '-c',
      direction === 'to'
        ? `\\copy (select ${names} from ${table}) to '${path}'`
        : `\\copy ${table} (${names}) from '${path}'`,
    )
  }
}

function psql(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('psql', [url, '-v', 'ON_ERROR_STOP=1', ...args], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return stdout
}

function* lines(articles: number, edition: string): Generator<string> {
  const words =
    'harbour council ferry market quay river bridge vote budget school storm light winter crew song museum train garden letter field'.split(
      ' ',
    )
  let seed = 1
  const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below
  const text = (length: number): string => Array.from({ length }, () => words[random(words.length)]).join(' ')
  for (let n = 0; n < articles; n++) {
    const article: ArticleInput = {
      externalId: `bench-${n}`,
      url: `https://bench.example/news/2025/article-${n}`,
      publisher: { name: 'The Bench' },
      headline: `${text(7)} ${n}`,
      language: 'en',
      body: { plainText: `${edition} edition: ${text(wordsABody)}` },
      authors: [{ name: `Author ${random(200)}` }],
      topics: [{ path: `news/part-${random(20)}` }, { path: `tags/tag-${random(500)}` }],
      datePublished: new Date(1_600_000_000_000 + n * 60_000).toISOString(),
    }
    yield `${JSON.stringify(article)}\n`
  }
}
