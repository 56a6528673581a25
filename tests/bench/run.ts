/** `npm run bench`: see options.ts, or ask it for `--help`. */
import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { cpus, loadavg } from 'node:os'
import { isDeepStrictEqual } from 'node:util'
import { readConfig } from '../../src/config.ts'
import { connectDatabase, type Database } from '../../src/db/connect.ts'
import { topicPaths } from './corpus/articles.ts'
import { openBenchServer, openCorpus } from './corpus/database.ts'
import { growthWorkloads, measureGrowth } from './growth.ts'
import { keptTable, measureKept } from './kept-answers.ts'
import { askData } from './measure/gate.ts'
import { measureAll, type PreparedWorkload } from './measure/rounds.ts'
import { readOptions, type BenchOptions } from './options.ts'
import { fullTable, memoryTable, ratioTable, summarise } from './report.ts'
import { post, type Contender } from './servers/contender.ts'
import { limit } from './servers/limit.ts'
import { createMasthead, prepareAccess } from './servers/masthead.ts'
import { createPeers } from './servers/peers.ts'
import { type Workload, workloads } from './workloads.ts'

const say = (line: string): void => console.error(line)
const options = readOptions(process.argv.slice(2))
if (options !== null) await bench(options)

async function bench(options: BenchOptions): Promise<void> {
  const server = await openBenchServer(process.env['DATABASE_URL'])
  const load = loadavg()[0] ?? 0
  try {
    if (options.growth.length > 0) {
      const chosen = workloads.filter(({ name }) => growthWorkloads.some((one) => one === name))
      const table = await measureGrowth(server, options, (url) => prepareAll(url, chosen), say)
      console.log(`${about(load).machine}\n\n${table}`)
      return
    }
    const url = await openCorpus(server, options, say)
    const chosen = workloads.filter(({ name }) => options.only.includes(name))
    const { access, masthead, prepared } = await prepareAll(url, chosen)
    const contenders: Contender[] = [masthead, limit]
    // a setting that the configuration does not know changes nothing
    if (!isDeepStrictEqual(readConfig({ COMPILED: 'off' }), readConfig({}))) {
      contenders.push(await createMasthead('compiling off', access, { COMPILED: 'off' }))
    }
    if (options.peers) contenders.push(...(await createPeers(url, say)))
    const all = await measureAll(url, contenders, prepared, { ...options, say })
    const figures = summarise(all)
    const isWhole = chosen.length === workloads.length
    const kept = isWhole
      ? await measureKept(url, access.key, { rounds: 10 * options.rounds, requests: 1_000 * options.seconds })
      : null
    for (const { contender, workload, failures } of figures) {
      if (failures.length > 0) say(`${contender} failed at ${workload}: ${[...new Set(failures)].join(', ')}`)
    }
    if (options.json) {
      console.log(JSON.stringify({ ...about(load), options, figures, kept, memory: all.memory }, null, 2))
      return
    }
    const tables = [
      ratioTable(figures, chosen),
      ...(kept === null ? [] : [keptTable(kept)]),
      fullTable(figures, chosen),
      memoryTable(all),
    ].join('\n\n')
    console.log(tables)
    if (options.write)
      await writeFile(new URL('RESULTS.md', import.meta.url), `${preface(load, server.where)}\n\n${tables}\n`)
  } finally {
    await server.close()
  }

  function preface(load: number, where: string): string {
    const { date, commit, machine } = about(load)
    return `# Results of npm run bench

${date}, commit ${commit}, ${machine}; PostgreSQL ${where.replace(/ in .*/, '')}; ${options.articles} articles, ${options.connections}
connections, medians of ${options.rounds} rounds of ${options.seconds} s. CPU is per request. The limit is node:http and one hand-written statement a
workload, whose text is passed on; its cursors are not signed, its instants as PostgreSQL writes them, its summaries cut at a
character, and of related links it has the editorial ones alone. Masthead logs no line a request here.`
  }
}

/** Masthead on a corpus, and the requests that it and the others are asked. */
async function prepareAll(url: string, chosen: readonly Workload[]) {
  // three of ten roots, which have the most articles in common with no others
  const keyTopics = topicPaths.filter((path) => !path.includes('/')).slice(0, 3)
  const access = await prepareAccess(url, keyTopics)
  const masthead = await createMasthead('Masthead', access)
  const running = await masthead.start(url)
  const database = connectDatabase({ url })
  try {
    const ask = (query: string, variables: unknown): Promise<unknown> =>
      askData(running, post('/graphql', { query, variables }))
    const source = { database, ask, keyTopics: await topicIds(database, keyTopics) }
    const prepared: PreparedWorkload[] = []
    for (const workload of chosen) prepared.push({ workload, samples: await workload.samples(source) })
    return { access, masthead, prepared }
  } finally {
    await running.close()
    await database.close()
  }
}

function about(load: number): { date: string; commit: string; machine: string } {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8' }).trim()
  const isChanged = git('status', '--porcelain', '--', '../../src', '../../schema', '../../migrations') !== ''
  const busy =
    load > 0.5
      ? `busy with other work (load ${load.toFixed(1)} before it began), so CPU and ratios count more than times`
      : 'idle'
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: `${git('rev-parse', '--short', 'HEAD')}${isChanged ? ' and changes to it' : ''}`,
    machine: `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.versions.node}, ${busy}`,
  }
}

async function topicIds({ db }: Database, paths: readonly string[]): Promise<number[]> {
  const rows = await db.selectFrom('topic').select('id').where('path', 'in', paths).execute()
  return rows.map(({ id }) => id)
}
