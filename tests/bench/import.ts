/**
 * `npm run bench:import -- --articles N`: how fast the corpus of `npm run bench` is imported, beside COPY of the same content, the
 * search vectors included, into a plain schema with its indexes, and what the tables of both take on disk.
 */
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { connectDatabase, type Database } from '../../src/db/connect.ts'
import { migrateToLatest } from '../../src/db/migrate.ts'
import { urlOfDatabase } from '../support/test-server.ts'
import { copyPlain } from './corpus/copy-plain.ts'
import { openBenchServer } from './corpus/database.ts'
import { importCorpus, type ImportedPart } from './corpus/import-corpus.ts'
import { cpuMsOfAll } from './measure/cpu.ts'
import { toMarkdown } from './report.ts'

const help = `Usage: npm run bench:import -- [options]

  --articles N     articles of the corpus (10000)
  --body-chars N   characters of a body (3800)
  --help

The database is DATABASE_URL's server, on this machine, else the embedded one of npm run bench; what is made there is dropped.
`
const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '10000' },
    'body-chars': { type: 'string', default: '3800' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) console.log(help)
else await bench({ articles: Number(values.articles), bodyChars: Number(values['body-chars']) })

/** A tenth, and what the machine did for it. */
interface MeasuredPart extends ImportedPart {
  readonly nodeCpuSeconds: number
  readonly databaseCpuSeconds: number | null
}

async function bench(corpus: { articles: number; bodyChars: number }): Promise<void> {
  const server = await openBenchServer(process.env['DATABASE_URL'])
  const name = `masthead_bench_import_${process.pid}`
  const admin = connectDatabase({ url: server.url, poolSize: 1, statementTimeoutMs: 0 })
  try {
    await sql`create database ${sql.id(name)} template template0 encoding 'UTF8'`.execute(admin.db)
    const url = new URL(urlOfDatabase(server.url, name))
    url.searchParams.set('application_name', name)
    const database = connectDatabase({ url: url.href, statementTimeoutMs: 0 })
    try {
      await migrateToLatest(database)
      const imported = await timed(admin, name, (done) => importCorpus(database, corpus, done))
      const copied = await timed(admin, name, (done) => copyPlain(database, done))
      console.log(`\n${tenthsTable(imported, copied)}\n\n${totals(imported, copied)}\n\n${await sizesTable(database)}`)
    } finally {
      await database.close()
    }
  } finally {
    await sql`drop database if exists ${sql.id(name)} with (force)`.execute(admin.db)
    await admin.close()
    await server.close()
  }
}

/** CPU is counted from the end of one part to the end of the next, so what makes the input is in Node's share: some 0.15 ms an article. */
async function timed(
  admin: Database,
  name: string,
  run: (done: (part: ImportedPart) => Promise<void>) => Promise<void>,
): Promise<MeasuredPart[]> {
  const parts: MeasuredPart[] = []
  let node = process.cpuUsage()
  let before = await cpuByBackend(admin, name)
  await run(async (part) => {
    const used = process.cpuUsage(node)
    const after = await cpuByBackend(admin, name)
    // a backend that is new began with nothing
    const grown = [...after].map(([pid, ms]) => (ms === null ? null : ms - (before.get(pid) ?? 0)))
    const databaseMs = grown.reduce((sum, ms) => (sum === null || ms === null ? null : sum + ms), 0)
    const measured = {
      ...part,
      nodeCpuSeconds: (used.user + used.system) / 1e6,
      databaseCpuSeconds: databaseMs === null ? null : databaseMs / 1_000,
    }
    parts.push(measured)
    console.error(
      `${part.articles} articles, ${rate(measured)} a second, CPU of Node ${perArticle(measured.nodeCpuSeconds, part)} and of PostgreSQL ${perArticle(measured.databaseCpuSeconds, part)} ms an article`,
    )
    ;[node, before] = [process.cpuUsage(), after]
  })
  return parts
}

async function cpuByBackend({ db }: Database, name: string): Promise<Map<number, number | null>> {
  const { rows } = await sql<{
    pid: number
  }>`select pid from pg_stat_activity where application_name = ${name}`.execute(db)
  return new Map(await Promise.all(rows.map(async ({ pid }) => [pid, await cpuMsOfAll([pid])] as const)))
}

function tenthsTable(imported: readonly MeasuredPart[], copied: readonly MeasuredPart[]): string {
  const row = (part: MeasuredPart | undefined): string[] =>
    part === undefined
      ? ['', '', '']
      : [rate(part), perArticle(part.nodeCpuSeconds, part), perArticle(part.databaseCpuSeconds, part)]
  return toMarkdown(
    ['tenth', 'import articles/s', 'CPU of Node ms', 'of PostgreSQL ms', 'COPY articles/s', 'CPU of PostgreSQL ms'],
    imported.map((part, at) => {
      const [copyRate = '', , copyCpu = ''] = row(copied[at])
      return [String(at + 1), ...row(part), copyRate, copyCpu]
    }),
  )
}

function totals(imported: readonly MeasuredPart[], copied: readonly MeasuredPart[]): string {
  const [first, last] = [imported.at(0), imported.at(-1)]
  const sum = (parts: readonly MeasuredPart[], of: (part: MeasuredPart) => number): number =>
    parts.reduce((total, part) => total + of(part), 0)
  const seconds = sum(imported, (part) => part.seconds)
  const copySeconds = sum(copied, (part) => part.seconds)
  const articles = sum(imported, (part) => part.articles)
  const lastAgainstFirst =
    first === undefined || last === undefined ? '' : (Number(rate(last)) / Number(rate(first))).toFixed(2)
  return `${articles} articles: import ${seconds.toFixed(1)} s, ${(articles / seconds).toFixed(0)} a second, the last tenth ${lastAgainstFirst} times as fast as the first; COPY ${copySeconds.toFixed(1)} s, so the import took ${(seconds / copySeconds).toFixed(1)} times as long.`
}

async function sizesTable({ db }: Database): Promise<string> {
  const { rows } = await sql<{ name: string; table: number; toast: number; indexes: number; total: number }>`
    select case when nspname = 'plain' then 'plain.' else '' end || coalesce(parent.relname, c.relname) as name,
      sum(pg_relation_size(c.oid))::bigint as "table",
      sum(pg_table_size(c.oid) - pg_relation_size(c.oid))::bigint as toast,
      sum(pg_indexes_size(c.oid))::bigint as indexes,
      sum(pg_total_relation_size(c.oid))::bigint as total
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    left join pg_inherits on inhrelid = c.oid
    left join pg_class parent on parent.oid = inhparent
    where c.relkind = 'r' and nspname in ('public', 'plain')
    group by 1
    having sum(pg_total_relation_size(c.oid)) > 500000
    order by 1`.execute(db)
  const mb = (bytes: number): string => (bytes / 1e6).toFixed(1)
  const sums = (isPlain: boolean): string[] => {
    const all = rows.filter(({ name }) => name.startsWith('plain.') === isPlain)
    const of = (part: 'table' | 'toast' | 'indexes' | 'total'): string =>
      mb(all.reduce((sum, row) => sum + row[part], 0))
    return [
      isPlain ? 'all of the plain schema' : 'all of Masthead',
      of('table'),
      of('toast'),
      of('indexes'),
      of('total'),
    ]
  }
  return toMarkdown(
    ['table', 'rows MB', 'wide values and maps MB', 'indexes MB', 'all MB'],
    [
      ...rows.map((row) => [row.name, mb(row.table), mb(row.toast), mb(row.indexes), mb(row.total)]),
      sums(false),
      sums(true),
    ],
  )
}

function rate({ articles, seconds }: ImportedPart): string {
  return (articles / seconds).toFixed(0)
}

function perArticle(seconds: number | null, { articles }: ImportedPart): string {
  return seconds === null ? '' : ((seconds * 1_000) / articles).toFixed(2)
}
