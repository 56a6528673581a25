/**
 * Where the gateway's CPU goes in one workload, by package and by function: `node tests/bench/profile.ts --only article [--seconds 10]
 * [--articles 10000] [--cached]`. Needs the corpus of `npm run bench`, which it makes the first time.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { connectDatabase } from '../../src/db/connect.ts'
import { topicPaths } from './corpus/articles.ts'
import { openBenchServer, openCorpus } from './corpus/database.ts'
import { askData } from './measure/gate.ts'
import { startLoadGenerator, toHttp } from './measure/load.ts'
import { toMarkdown } from './report.ts'
import { post } from './servers/contender.ts'
import { createMasthead, prepareAccess } from './servers/masthead.ts'
import { workloads } from './workloads.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'article' },
    seconds: { type: 'string', default: '10' },
    articles: { type: 'string', default: '100000' },
    'body-chars': { type: 'string', default: '3800' },
    cached: { type: 'boolean', default: false },
    top: { type: 'string', default: '60' },
  },
})
const workload = workloads.find(({ name }) => name === values.only)
if (workload === undefined) throw new Error(`There is no workload ${values.only}.`)
const folder = await mkdtemp(join(tmpdir(), 'masthead-profile-'))
const server = await openBenchServer(process.env['DATABASE_URL'])
const generator = startLoadGenerator()
try {
  const corpus = { articles: Number(values.articles), bodyChars: Number(values['body-chars']) }
  const url = await openCorpus(server, corpus, (line) => console.error(line))
  const roots = topicPaths.filter((path) => !path.includes('/')).slice(0, 3)
  const masthead = await createMasthead('Masthead', await prepareAccess(url, roots), {
    NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${folder} --cpu-prof-interval=200`,
    ...(values.cached && { RESPONSE_CACHE_MB: '64' }),
  })
  const running = await masthead.start(url)
  const database = connectDatabase({ url, poolSize: 1 })
  const topics = await database.db.selectFrom('topic').select('id').where('path', 'in', roots).execute()
  const samples = await workload.samples({
    database,
    ask: (query, variables) => askData(running, post('/graphql', { query, variables })),
    keyTopics: topics.map(({ id }) => id),
  })
  await database.close()
  const requests = samples.flatMap((sample) => {
    const request = masthead.request(workload, sample)
    return request === null ? [] : [toHttp(request, running.port)]
  })
  const load = { port: running.port, requests, connections: 32, perSecond: null }
  await generator.run({ ...load, seconds: 3, atLeast: 2_000 })
  const from = process.hrtime.bigint() / 1_000n
  const { requests: sent } = await generator.run({ ...load, seconds: Number(values.seconds), atLeast: 0 })
  const to = process.hrtime.bigint() / 1_000n
  await running.close()
  print(await readProfile(Number(from), Number(to)), sent)
} finally {
  generator.close()
  await server.close()
  await rm(folder, { recursive: true })
}

interface Profile {
  readonly nodes: readonly {
    readonly id: number
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
  }[]
  readonly startTime: number
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

/** Microseconds by function, of the samples between two instants of the monotonic clock. */
async function readProfile(
  from: number,
  to: number,
): Promise<Map<string, { readonly location: string; micros: number }>> {
  const all = await Promise.all(
    (await readdir(folder)).map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8')) as Profile),
  )
  // threads beside have profiles of their own
  const profile = all.reduce((most, one) => (one.nodes.length > most.nodes.length ? one : most))
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]))
  const found = new Map<string, { readonly location: string; micros: number }>()
  let at = profile.startTime
  for (const [index, id] of profile.samples.entries()) {
    const delta = profile.timeDeltas[index] ?? 0
    at += delta
    const frame = frames.get(id)
    if (at < from || at > to || frame === undefined || frame.functionName === '(idle)') continue
    const location = frame.url.replace(/^.*?\/(?=(?:src|schema|node_modules)\/)/, '') || '(none)'
    const name = `${frame.functionName || '(anonymous)'} ${location}:${frame.lineNumber + 1}`
    const known = found.get(name)
    if (known === undefined) found.set(name, { location, micros: delta })
    else known.micros += delta
  }
  return found
}

function print(functions: Awaited<ReturnType<typeof readProfile>>, requests: number): void {
  const packages = new Map<string, number>()
  for (const [name, { location, micros }] of functions) {
    const own = /^node_modules\/((?:@[^/]+\/)?[^/]+)|^((?:src|schema)\/[^/]+)|^(node:[^/]+)/.exec(location)
    const group = own?.[1] ?? own?.[2] ?? own?.[3] ?? name.split(' ')[0] ?? ''
    packages.set(group, (packages.get(group) ?? 0) + micros)
  }
  const total = [...packages.values()].reduce((sum, micros) => sum + micros, 0)
  const rows = (most: number, from: Iterable<readonly [string, number]>): string[][] =>
    [...from]
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, most)
      .map(([name, micros]) => [name, (micros / requests).toFixed(1), `${((micros / total) * 100).toFixed(1)} %`])
  console.log(`${requests} requests of ${values.only}, ${(total / requests).toFixed(0)} µs of the main thread each\n`)
  console.log(toMarkdown(['package', 'µs a request', 'share'], rows(25, packages)))
  const each = [...functions].map(([name, { micros }]) => [name, micros] as const)
  console.log(`\n${toMarkdown(['function', 'µs a request', 'share'], rows(Number(values.top), each))}`)
}
