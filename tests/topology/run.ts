/**
 * Several machines on one: `npm run topology [-- --seconds 8]`. Builds, on ports of 127.0.0.1, what `deploy/compose.yml` describes (a
 * PostgreSQL primary with a streaming replica, PgBouncer, Redis, two gateways, nginx with a cache) from programs that are installed, and
 * then restarts both gateways one after the other, loses the replica, promotes it, and loses Redis, while clients read and write.
 * Exit code 1: an acknowledged write is not there, a read failed, or somebody did not see what it wrote. 2: a program is missing.
 */
import { rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { connectDatabase } from '../../src/db/connect.ts'
import { buildTopology, missingPrograms, type Topology } from './build.ts'
import { startClients, type Clients, type Figures } from './clients.ts'

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '8' }, keep: { type: 'boolean', default: false } },
})
const seconds = Number(values.seconds)

const missing = missingPrograms()
if (missing.length > 0) {
  console.error(
    `The topology is left out: ${missing.join(', ')} are not installed (Debian: apt-get install postgresql pgbouncer redis-server nginx-light).`,
  )
  process.exit(2)
}

const topology = await buildTopology()
const figures: Figures[] = []
try {
  process.exitCode = (await goThrough(topology)) ? 0 : 1
} finally {
  await topology.stop()
  if (values.keep) console.log(`Logs: ${topology.folder}`)
  else rmSync(topology.folder, { recursive: true, force: true })
}

async function goThrough(world: Topology): Promise<boolean> {
  const clients = startClients(world.url, world.key, 2, 6)
  const phases: readonly (readonly [name: string, change: () => Promise<unknown>])[] = [
    ['everything runs', async () => undefined],
    ['rolling restart of both gateways', () => rollingRestart(world)],
    ['the replica crashes', async () => world.replica.stop('immediate')],
    ['the replica is back', async () => world.replica.start()],
    ['the replica is promoted', () => promote(world)],
    ['the former primary follows', () => followAgain(world)],
    ['Redis is gone', () => world.redis.end('SIGKILL')],
  ]
  await wait(1_000)
  clients.phase(phases[0]?.[0] ?? '')
  for (const [index, [name, change]] of phases.entries()) {
    console.error(name)
    await change()
    await wait(seconds * 1000)
    figures.push(clients.phase(phases[index + 1]?.[0] ?? 'end'))
  }
  await clients.stop()
  return await report(world, clients)
}

/** One after the other: SIGTERM, until it has ended; then a new one, until it is ready. */
async function rollingRestart({ gateways }: Topology): Promise<void> {
  for (const gateway of gateways) {
    const ms = await gateway.restart()
    console.error(`  ${gateway.name} drained and ended in ${Math.round(ms)} ms`)
  }
}

/** A planned one: what the primary has committed reaches the replica first, so nothing is lost though it follows at its own pace. */
async function promote({ primary, replica, pointPoolerTo }: Topology): Promise<void> {
  const from = performance.now()
  primary.stop('fast')
  replica.promote()
  await pointPoolerTo(replica.port)
  console.error(`  promoted in ${Math.round(performance.now() - from)} ms`)
}

async function followAgain({ primary, replica }: Topology): Promise<void> {
  primary.follow(replica.port)
  primary.start()
  await primary.until('standby')
}

async function report(world: Topology, clients: Clients): Promise<boolean> {
  const database = connectDatabase({ url: world.replica.url })
  const { rows } = await sql<{ slug: string; headline: string }>`select slug, headline from article`.execute(
    database.db,
  )
  await database.close()
  const there = new Map(rows.map(({ slug, headline }) => [slug, headline]))
  const lost = [...clients.acknowledged].filter(([slug, headline]) => !isThere(there.get(slug), headline))
  const sum = (of: (figure: Figures) => number): number => figures.reduce((total, figure) => total + of(figure), 0)
  console.table(figures)
  for (const failure of clients.failures) console.log(failure)
  for (const [server, reads] of Object.entries(await world.readsByServer()))
    console.log(`statements that read content from ${server}: ${reads}`)
  console.log(
    `${sum(({ writes }) => writes)} acknowledged writes of ${clients.acknowledged.size} articles, ${lost.length} lost; ` +
      `${sum(({ reads }) => reads)} reads, ${sum(({ failedReads }) => failedReads)} failed; ` +
      `${sum(({ notItsOwn }) => notItsOwn)} did not see their own write.`,
  )
  for (const [slug, headline] of lost) console.log(`lost: ${slug} ${headline}, there is ${there.get(slug)}`)
  return lost.length === 0 && sum(({ failedReads, notItsOwn }) => failedReads + notItsOwn) === 0
}

/** The last write may have been made without its acknowledgement, so a later version is there too. */
function isThere(found: string | undefined, acknowledged: string): boolean {
  const version = (headline: string): number => Number(headline.split(' ').at(-1))
  return found !== undefined && version(found) >= version(acknowledged)
}
