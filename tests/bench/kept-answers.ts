/**
 * What an answer that is kept costs, and a 304, as CPU of the process beside node:http that sends the same bytes: a page of 20 articles, by GET
 * and POST, from an instance of its own. Needs a scratch database, into which it imports the samples:
 *
 *   DATABASE_URL=postgres://postgres@127.0.0.1:5432/scratch node tests/bench/kept-answers.ts [requests]
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { cpuMsOf } from './measure/cpu.ts'

import { scriptCommand, startProcess } from './servers/process.ts'

const query = '{ articles(first: 20) { nodes { id headline standfirst authors { id name } topics { id path } } } }'
const path = `/graphql?query=${encodeURIComponent(query)}`
const [count = 5_000] = process.argv.slice(2).map(Number)

interface Sent {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

if (process.argv[2] === 'static') serveStatic(process.argv[3] ?? '')
else await bench()

async function bench(): Promise<void> {
  const masthead = await startProcess({
    command: await scriptCommand('start'),
    env: {
      PORT: '0',
      LOG_LEVEL: 'warn',
      ANONYMOUS_POINTS_PER_MINUTE: '0',
      DATABASE_URL: process.env['DATABASE_URL'] ?? '',
    },
    says: /serving http:\/\/[\d.]+:(\d+)\/graphql/,
  })
  const { text, etag } = await sendOne(masthead.port, { method: 'GET', path, headers: {}, body: null })
  const child = fork(fileURLToPath(import.meta.url), ['static', text])
  const [port] = (await once(child, 'message')) as [number]
  const json = { 'content-type': 'application/json' }
  const sent: readonly (readonly [string, number, number | undefined, Sent])[] = [
    ['node:http', port, child.pid, { method: 'GET', path, headers: {}, body: null }],
    ['kept, GET', masthead.port, masthead.pid, { method: 'GET', path, headers: {}, body: null }],
    ['304', masthead.port, masthead.pid, { method: 'GET', path, headers: { 'if-none-match': etag }, body: null }],
    [
      'kept, POST',
      masthead.port,
      masthead.pid,
      { method: 'POST', path: '/graphql', headers: json, body: JSON.stringify({ query }) },
    ],
  ]
  try {
    for (const [, to, , what] of sent) await sendMany(to, what, count / 5)
    const costs = []
    for (const [name, to, pid, what] of sent)
      costs.push([name, await cpuOf(pid ?? 0, () => sendMany(to, what, count))] as const)
    const limit = costs[0]?.[1] ?? NaN
    for (const [name, micros] of costs) console.log(`${name}: ${micros.toFixed(0)} µs, ${(micros / limit).toFixed(2)}`)
  } finally {
    child.kill()
    await masthead.close()
  }
}

/** Microseconds of CPU for each of the requests. */
async function cpuOf(pid: number, run: () => Promise<void>): Promise<number> {
  const before = (await cpuMsOf(pid)) ?? NaN
  await run()
  return ((((await cpuMsOf(pid)) ?? NaN) - before) * 1000) / count
}

async function sendMany(port: number, what: Sent, times: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  let left = times
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (left-- > 0) await sendOne(port, what, agent)
    }),
  )
  agent.destroy()
}

function sendOne(port: number, { body, ...what }: Sent, agent?: Agent): Promise<{ text: string; etag: string }> {
  return new Promise((resolve, reject) => {
    const sending = request({ host: '127.0.0.1', port, ...what, ...(agent && { agent }) }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (piece: string) => (text += piece))
      answer.on('end', () => resolve({ text, etag: answer.headers.etag ?? '' }))
    })
    sending.on('error', reject)
    sending.end(body ?? undefined)
  })
}

function serveStatic(text: string): void {
  const bytes = Buffer.from(text)
  const server = createServer((_req, res) => {
    res.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.length })
    res.end(bytes)
  })
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
}
