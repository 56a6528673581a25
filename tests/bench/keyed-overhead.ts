/**
 * What a key costs: CPU of this process for requests with a key against the same ones without, in alternate rounds, on queries that
 * people write (front page, article page, section page) over generated content. The aim is a ratio below 1.05. Needs an empty
 * scratch database:
 *
 *   DATABASE_URL=postgres://postgres@127.0.0.1:5432/scratch node tests/bench/keyed-overhead.ts [rounds]
 */
import { request, Agent } from 'node:http'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readConfig } from '../../src/config.ts'
import { connectDatabase } from '../../src/db/connect.ts'
import { migrateToLatest } from '../../src/db/migrate.ts'
import { createApiKey } from '../../src/keys/life-cycle.ts'
import { createLog } from '../../src/log.ts'
import { listen } from '../../src/server/listen.ts'
import { openGateway } from '../../src/server/open/open-gateway.ts'
import { generateContent } from '../support/generated.ts'

const queries = {
  'front page': `query FrontPage {
    articles(first: 20) { nodes { id headline kicker summary url datePublished authors { name } topics { name path } image { url alt } } pageInfo { hasNextPage endCursor } }
  }`,
  'article page': `query ArticlePage {
    articles(first: 1) { nodes { headline standfirst byline body wordCount authors { name } topics { name } publisher { name }
      relatedLinks(first: 10) { title url article { headline authors { name } } } translations { language headline } } }
  }`,
  'section page': `query SectionPage {
    topic(by: { path: "news" }) { name children { name path } articles(first: 20) { nodes { headline authors { name } section { name } } } }
  }`,
}

const requestsPerRound = 150
if (process.send) await drive()
else await measure(Number(process.argv[2] ?? 60))

/** The gateway, in this process, so that its CPU is what `process.cpuUsage` tells; the client is a process of its own. */
async function measure(rounds: number): Promise<void> {
  const url = process.env['DATABASE_URL'] ?? ''
  const database = connectDatabase({ url })
  await migrateToLatest(database)
  const filled = await database.db.selectFrom('article').select('id').limit(1).executeTakeFirst()
  if (filled === undefined) await generateContent(database.db, 20_000)
  const config = readConfig({
    DATABASE_URL: url,
    KEY_PEPPER: 'a pepper for the bench',
    // both sides are counted by buckets, and none runs dry
    ANONYMOUS_POINTS_PER_MINUTE: '1000000000',
  })
  const gateway = await openGateway(config, database, createLog('silent'))
  const server = await listen(gateway, { port: 0, host: '127.0.0.1', log: createLog('silent') })
  const { secret } = await createApiKey(database.db, gateway.digest, {
    name: 'Bench',
    scopes: ['CONTENT_READ'],
    pointsPerMinute: 1_000_000_000,
  })
  const client = fork(import.meta.filename)
  const run = async (query: string, key: string | null): Promise<number> => {
    const before = process.cpuUsage()
    client.send({ url: `${server.url}/graphql`, query, key })
    const [status] = await once(client, 'message')
    if (status !== 200) throw new Error(`The answer was ${status}.`)
    const { user, system } = process.cpuUsage(before)
    return (user + system) / requestsPerRound
  }
  for (const [name, query] of Object.entries(queries)) {
    for (let round = 0; round < 10; round++) for (const key of [null, secret]) await run(query, key)
    const ratios: number[] = []
    const micros = { anonymous: 0, keyed: 0 }
    for (let round = 0; round < rounds; round++) {
      // whoever comes first in a round may pay for the garbage of the one before
      const isKeyFirst = round % 2 === 0
      const first = await run(query, isKeyFirst ? secret : null)
      const second = await run(query, isKeyFirst ? null : secret)
      const [keyed, anonymous] = isKeyFirst ? [first, second] : [second, first]
      micros.keyed += keyed / rounds
      micros.anonymous += anonymous / rounds
      ratios.push(keyed / anonymous)
    }
    const sorted = ratios.toSorted((a, b) => a - b)
    console.log(
      `${name}: ${micros.anonymous.toFixed(0)} µs anonymous, ${micros.keyed.toFixed(0)} µs with a key; ` +
        `ratio of means ${(micros.keyed / micros.anonymous).toFixed(3)}, median of rounds ${sorted[rounds >> 1]?.toFixed(3)}`,
    )
  }
  client.disconnect()
  await server.close()
  await gateway.close()
  await database.close()
}

/** The client: sends what it is told to, four at a time. */
async function drive(): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  process.on('message', async ({ url, query, key }: { url: string; query: string; key: string | null }) => {
    const body = JSON.stringify({ query })
    const headers = {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
    }
    const one = async (): Promise<number> =>
      await new Promise((resolve, reject) => {
        const sent = request(url, { method: 'POST', agent, headers }, (response) => {
          let text = ''
          response.on('data', (chunk) => (text += chunk))
          response.on('end', () => resolve(text.includes('"errors"') ? 500 : (response.statusCode ?? 0)))
        })
        sent.on('error', reject).end(body)
      })
    let worst = 0
    let left = requestsPerRound
    const worker = async (): Promise<void> => {
      while (left-- > 0) worst = Math.max(worst, await one())
    }
    await Promise.all([worker(), worker(), worker(), worker()])
    process.send?.(worst)
  })
}
