/**
 * What an answer that is kept costs, and a 304, as CPU of the process beside node:http that sends the very same bytes, headers too, and reads
 * what is posted: a page of 20 articles, by GET and POST, by an instance of its own that logs no line a request. They are asked in turn, a
 * little at a time, and a ratio is the median of those of the turns, so that other work on the machine meets both. What a process does by itself
 * (the gateway asks the database several times a second what has changed) is measured at rest and left out. Part of `npm run bench`; alone, over
 * the corpus of its quick form:
 *
 *   node tests/bench/kept-answers.ts [--requests 3000] [--rounds 30]
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { cpuMicrosOf } from './measure/cpu.ts'
import { median } from './measure/median.ts'
import { openBenchServer, openCorpus } from './corpus/database.ts'
import { pepper, prepareAccess } from './servers/masthead.ts'
import { scriptCommand, startProcess } from './servers/process.ts'
import type { StaticAnswer } from './servers/static-child.ts'

/** Microseconds of CPU for one request of a kind, and as a multiple of node:http's for the same kind of request. */
export interface KeptFigure {
  readonly name: string
  readonly micros: number
  readonly ratio: number
}

const query = '{ articles(first: 20) { nodes { id headline standfirst authors { id name } topics { id path } } } }'
const path = `/graphql?query=${encodeURIComponent(query)}`
const connections = 8

/** Measures both in turn, `rounds` times. */
export async function measureKept(
  databaseUrl: string,
  key: string,
  { requests = 3_000, rounds = 30 }: { requests?: number; rounds?: number } = {},
): Promise<readonly KeptFigure[]> {
  const masthead = await startProcess({
    command: await scriptCommand('start'),
    env: {
      PORT: '0',
      LOG_LEVEL: 'warn',
      ANONYMOUS_POINTS_PER_MINUTE: '0',
      DATABASE_URL: databaseUrl,
      KEY_PEPPER: pepper,
    },
    says: /serving http:\/\/[\d.]+:(\d+)\/graphql/,
  })
  const identity = { 'accept-encoding': 'identity' }
  const url = `http://127.0.0.1:${masthead.port}`
  const first = await fetch(`${url}${path}`, { headers: identity })
  const body = JSON.stringify({ query })
  const posted = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { ...identity, 'content-type': 'application/json' },
    body,
  })
  const bytes = Buffer.from(await first.arrayBuffer())
  const heads = { GET: headOf(first), POST: headOf(posted) }
  const same = await startStatic(heads, bytes)
  const short = await startStatic({ GET: twoOf(heads.GET), POST: twoOf(heads.POST) }, bytes)
  const json = 'content-type: application/json'
  const get = textOf('GET', path)
  const post = textOf('POST', '/graphql', [json], body)
  const keyed = textOf('POST', '/graphql', [json, `authorization: Bearer ${key}`], body)
  const conditional = textOf('GET', path, [`if-none-match: ${first.headers.get('etag')}`])
  const kinds = [
    { name: 'node:http', ...same, text: get, base: 'node:http' },
    { name: 'node:http with two headers', ...short, text: get, base: 'node:http' },
    { name: 'GET', ...masthead, text: get, base: 'node:http' },
    { name: '304', ...masthead, text: conditional, base: 'node:http' },
    { name: 'node:http, POST', ...same, text: post, base: 'node:http, POST' },
    { name: 'POST', ...masthead, text: post, base: 'node:http, POST' },
    { name: 'POST with a key', ...masthead, text: keyed, base: 'node:http, POST' },
  ]
  const micros = new Map(kinds.map(({ name }) => [name, [] as number[]]))
  try {
    // the code is compiled by then
    for (const { port, text } of kinds) await sendMany(port, text, 20_000)
    const atRest = new Map(
      await Promise.all([masthead, same, short].map(async ({ pid }) => [pid, await restOf(pid)] as const)),
    )
    for (let round = 0; round < rounds; round++) {
      for (const { name, port, pid, text } of kinds) {
        const [startedAt, before] = [performance.now(), await microsOf(pid)]
        await sendMany(port, text, requests)
        const used = (await microsOf(pid)) - before
        micros.get(name)?.push((used - (performance.now() - startedAt) * (atRest.get(pid) ?? 0)) / requests)
      }
    }
  } finally {
    same.stop()
    short.stop()
    await masthead.close()
  }
  return kinds.map(({ name, base }) => {
    const [own, others] = [micros.get(name) ?? [], micros.get(base) ?? []]
    return { name, micros: median(own), ratio: median(own.map((each, round) => each / (others[round] ?? Number.NaN))) }
  })
}

async function microsOf(pid: number): Promise<number> {
  return (await cpuMicrosOf(pid)) ?? Number.NaN
}

/** Microseconds of CPU that a process takes in a millisecond in which nobody asks it. */
async function restOf(pid: number): Promise<number> {
  const before = await microsOf(pid)
  await setTimeout(restMs)
  return ((await microsOf(pid)) - before) / restMs
}

const restMs = 3_000

/** The headers of an answer, without those that node:http adds. */
function headOf({ headers }: Response): Record<string, string> {
  const { date: _date, connection: _connection, 'keep-alive': _alive, ...head } = Object.fromEntries(headers)
  return head
}

function twoOf(head: Readonly<Record<string, string>>): Record<string, string> {
  return { 'content-type': head['content-type'] ?? '', 'content-length': head['content-length'] ?? '' }
}

/** As Markdown. */
export function keptTable(figures: readonly KeptFigure[]): string {
  const lines = figures.map(({ name, micros, ratio }) => `| ${name} | ${micros.toFixed(0)} | ${ratio.toFixed(2)} |`)
  return [
    '| an answer that is kept | CPU, µs | node:http with the same head and body = 1 |',
    '|---|---:|---:|',
    ...lines,
  ].join('\n')
}

async function startStatic(
  heads: StaticAnswer['heads'],
  body: Buffer,
): Promise<{ port: number; pid: number; stop(): void }> {
  const file = fileURLToPath(new URL('./servers/static-child.ts', import.meta.url))
  const child = spawn(process.execPath, [file], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify({ heads, body: body.toString('base64') } satisfies StaticAnswer))
  const [output] = (await once(child.stdout, 'data')) as [Buffer]
  return { port: Number(output.toString()), pid: child.pid ?? 0, stop: () => void child.kill() }
}

function textOf(method: string, target: string, headers: readonly string[] = [], body = ''): Buffer {
  const length = body === '' ? [] : [`content-length: ${Buffer.byteLength(body)}`]
  return Buffer.from([`${method} ${target} HTTP/1.1`, 'host: 127.0.0.1', ...headers, ...length, '', body].join('\r\n'))
}

/** Sends the same request over and over, on a few connections, and reads as little of the answers as tells where they end. */
async function sendMany(port: number, text: Buffer, times: number): Promise<void> {
  let left = times
  const one = async (): Promise<void> => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    await once(socket, 'connect')
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    let head = ''
    let missing = 0
    const next = (): void => {
      if (left-- <= 0) return resolve()
      head = ''
      missing = -1
      socket.write(text)
    }
    socket.on('error', reject).on('data', (chunk: Buffer) => {
      if (missing >= 0) missing -= chunk.length
      else {
        head += chunk.toString('latin1')
        const end = head.indexOf('\r\n\r\n')
        if (end < 0) return
        if (!/^HTTP\/1\.1 (?:200|304)/.test(head)) return reject(new Error(head.slice(0, end)))
        const length = head.startsWith('HTTP/1.1 304') ? 0 : Number(/content-length: (\d+)/i.exec(head)?.[1])
        missing = length - (head.length - end - 4)
      }
      if (missing === 0) next()
    })
    next()
    await promise
    socket.destroy()
  }
  await Promise.all(Array.from({ length: connections }, one))
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { requests: { type: 'string' }, rounds: { type: 'string' } } })
  const server = await openBenchServer(process.env['DATABASE_URL'])
  try {
    const url = await openCorpus(server, { articles: 10_000, bodyChars: 3_800 }, (line) => console.error(line))
    const { key } = await prepareAccess(url, [])
    const figures = await measureKept(url, key, {
      ...(values.requests && { requests: Number(values.requests) }),
      ...(values.rounds && { rounds: Number(values.rounds) }),
    })
    console.log(keptTable(figures))
  } finally {
    await server.close()
  }
}
