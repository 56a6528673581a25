import { parseArgs } from 'node:util'
import { workloads } from './workloads.ts'

export interface BenchOptions {
  readonly articles: number
  readonly bodyChars: number
  readonly fresh: boolean
  /** Sizes of corpora that are compared with each other instead; empty: none are. */
  readonly growth: readonly number[]
  readonly only: readonly string[]
  readonly seconds: number
  readonly rounds: number
  readonly connections: number
  /** Whether PostGraphile and Mercurius are measured as well. */
  readonly peers: boolean
  /** Whether latencies are taken at 80 % load as well. */
  readonly atLoad: boolean
  readonly json: boolean
  /** Whether RESULTS.md is written. */
  readonly write: boolean
}

const help = `Usage: npm run bench -- [options]

What a request costs, as CPU of server and PostgreSQL, beside the limit (node:http and one hand-written statement a workload), and
beside Masthead with compiling off. The corpus is loaded by the importer the first time, which takes minutes, and kept
on the database server: DATABASE_URL, else an embedded one below the folder for temporary files.

  --articles N      articles of the corpus (100000; with --quick 10000)
  --body-chars N    characters of a body (3800)
  --growth N,N      article, section and deep page at each of these numbers of articles instead, the smallest first, as ratios;
                    short bodies (--body-chars 300) do
  --fresh           makes the corpus anew, as far as the newest migration is concerned
  --only A,B        these workloads: ${workloads.map(({ name }) => name).join(', ')}
  --seconds N       length of a window (3; with --quick 1)
  --rounds N        windows of each workload and server (5; with --quick 3)
  --connections N   requests at once (32)
  --peers           PostGraphile and Mercurius as well, which npm installs into tests/bench/peers the first time
  --quick           some two minutes in all, once the corpus is there; writes no RESULTS.md
  --json            everything measured as JSON to standard output; writes no RESULTS.md
  --help

Examples:
  npm run bench
  npm run bench -- --quick --only article,section
  npm run bench -- --growth 10000,100000,1000000 --body-chars 300
`

/** Null where help was asked for, and given. Throws where the arguments are not to be understood. */
export function readOptions(args: readonly string[]): BenchOptions | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      articles: { type: 'string' },
      'body-chars': { type: 'string', default: '3800' },
      fresh: { type: 'boolean', default: false },
      growth: { type: 'string' },
      only: { type: 'string' },
      seconds: { type: 'string' },
      rounds: { type: 'string' },
      connections: { type: 'string', default: '32' },
      peers: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(help)
    return null
  }
  const { quick } = values
  const only = values.only?.split(',') ?? workloads.map(({ name }) => name)
  const unknown = only.filter((name) => !workloads.some((workload) => workload.name === name))
  if (unknown.length > 0) throw new Error(`There is no workload ${unknown.join(', ')}. See --help.`)
  return {
    articles: positive('--articles', values.articles ?? (quick ? '10000' : '100000')),
    bodyChars: positive('--body-chars', values['body-chars']),
    fresh: values.fresh,
    growth: values.growth?.split(',').map((number) => positive('--growth', number)) ?? [],
    only,
    seconds: positive('--seconds', values.seconds ?? (quick ? '1' : '3')),
    rounds: positive('--rounds', values.rounds ?? (quick ? '3' : '5')),
    connections: positive('--connections', values.connections),
    peers: values.peers,
    atLoad: !quick,
    json: values.json,
    write: !quick && !values.json && values.only === undefined,
  }
}

function positive(name: string, text: string): number {
  const number = Number(text)
  if (!Number.isFinite(number) || number <= 0) throw new Error(`${name} must be a number above 0.`)
  return number
}
