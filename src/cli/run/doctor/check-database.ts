import type { Config } from '../../../config.ts'
import type { Database } from '../../../db/connect.ts'
import { listPendingMigrations } from '../../../db/migrate.ts'
import { readServerFacts, type ServerFacts } from '../../../db/server-facts.ts'
import type { Db } from '../../../db/tables/database.ts'
import { databaseTrouble } from '../../../db/trouble.ts'
import { bytesText } from './check-disk.ts'
import { bad, fine, mind, type Finding } from './finding.ts'

/** The database of a gateway: version, migrations, indexes, connections, clock, standbys. `nowMs` is this machine's time, by which clocks are compared. */
export async function checkDatabase(db: Db, config: Config, where: string): Promise<Finding[]> {
  const sentMs = Date.now()
  const facts = await readServerFacts(db)
  const nowMs = (sentMs + Date.now()) / 2
  const pending = await listPendingMigrations(db)
  return [
    checkServer(facts, where),
    checkMigrations(pending, facts),
    ...checkIndexes(facts),
    checkConnections(facts, config),
    checkClock(facts.clockMs - nowMs),
    ...checkStandbys(facts),
  ]
}

/**
 * Each replica that content is read from: whether it answers, is one, has the migrations, and is not further behind than the gateway allows.
 * `connect` opens one database by its address.
 */
export async function checkReplicas(
  { replicaUrls, replicaLagMs }: Config,
  connect: (url: string) => Pick<Database, 'db' | 'close'>,
): Promise<Finding[]> {
  return await Promise.all(
    replicaUrls.map(async (url) => {
      const name = new URL(url).host
      const database = connect(url)
      try {
        const { replayLagSeconds } = await readServerFacts(database.db)
        const pending = await listPendingMigrations(database.db)
        if (pending.length > 0)
          return mind('replica', `${name} lacks ${pending.length} migrations.`, 'Migrate its primary, or wait.')
        if (replayLagSeconds === null)
          return bad('replica', `${name} is no standby.`, 'Let DATABASE_REPLICA_URLS name standbys of DATABASE_URL.')
        const finding = `${name} is ${replayLagSeconds.toFixed(1)} s behind.`
        return replayLagSeconds * 1000 <= replicaLagMs
          ? fine('replica', finding)
          : mind('replica', finding, `It is not read from beyond REPLICA_LAG_SECONDS (${replicaLagMs / 1000} s).`)
      } catch (error) {
        const reason = databaseTrouble(error) ?? String(error)
        return mind('replica', `${name} does not answer: ${reason}`, 'Start it, or correct DATABASE_REPLICA_URLS.')
      } finally {
        await database.close()
      }
    }),
  )
}

function checkServer({ version, versionNumber, encoding, bytes }: ServerFacts, where: string): Finding {
  const finding = `PostgreSQL ${version} (${where}), ${bytesText(bytes)}`
  if (versionNumber < 150_000) return bad('database', finding, 'Use PostgreSQL 15 or newer.')
  if (encoding !== 'UTF8')
    return bad('database', `${finding}, encoding ${encoding}`, 'Make a database with the encoding UTF8.')
  return fine('database', finding)
}

function checkMigrations(pending: readonly string[], { takesWrites }: ServerFacts): Finding {
  if (pending.length === 0) return fine('migrations', 'All have run.')
  const finding = `${pending.length} have not run yet: ${pending.slice(0, 3).join(', ')}${pending.length > 3 ? ' …' : ''}.`
  return takesWrites
    ? mind('migrations', finding, 'Run "npm run -s masthead -- migrate"; the next start does so too.')
    : bad('migrations', finding, 'This database takes no writes: run "npm run -s masthead -- migrate" on its primary.')
}

function checkIndexes({ invalidIndexes, unanalysedTables }: ServerFacts): Finding[] {
  return [
    invalidIndexes.length === 0
      ? fine('indexes', 'All are valid.')
      : bad(
          'indexes',
          `Not valid, and not used: ${invalidIndexes.join(', ')}.`,
          `Build them anew: ${invalidIndexes.map((name) => `reindex index concurrently ${name};`).join(' ')}`,
        ),
    ...(unanalysedTables.length === 0
      ? []
      : [
          mind(
            'statistics',
            `Never analysed: ${unanalysedTables.join(', ')}. Plans of queries are guesses.`,
            'Run "analyze;" on the database, and leave autovacuum on.',
          ),
        ]),
  ]
}

/** Three connections more than those for requests, and as many gateways as share the database. */
function checkConnections({ maxConnections }: ServerFacts, { databaseConnections }: Config): Finding {
  const needed = databaseConnections + 3
  const finding = `A gateway opens up to ${needed} of ${maxConnections}.`
  return needed < maxConnections
    ? fine('connections', finding)
    : bad('connections', finding, 'Lower DATABASE_CONNECTIONS, or raise max_connections.')
}

const maxClockDifferenceMs = 2_000

function checkClock(differenceMs: number): Finding {
  const seconds = Math.abs(differenceMs / 1000).toFixed(1)
  return Math.abs(differenceMs) <= maxClockDifferenceMs
    ? fine('clock', `The clocks of database and machine agree to ${seconds} s.`)
    : mind(
        'clock',
        `The database's clock is ${seconds} s ${differenceMs < 0 ? 'behind' : 'ahead of'} this machine's.`,
        'Run NTP on both: embargoes end by the database, keys expire by the machine.',
      )
}

const maxLagSeconds = 10
const maxBytesBehind = 64 * 1024 * 1024

function checkStandbys({ replayLagSeconds, standbys }: ServerFacts): Finding[] {
  const own =
    replayLagSeconds === null
      ? []
      : [
          replayLagSeconds <= maxLagSeconds
            ? fine('replica', `This database is a standby, ${replayLagSeconds.toFixed(1)} s behind.`)
            : mind(
                'replica',
                `This database is a standby, ${replayLagSeconds.toFixed(0)} s behind.`,
                'Answers are that old. See what holds replay up: pg_stat_wal_receiver, long queries, the disk.',
              ),
        ]
  return [
    ...own,
    ...standbys.map(({ name, bytesBehind }) =>
      bytesBehind === null || bytesBehind <= maxBytesBehind
        ? fine('replica', `The standby ${name} is ${bytesText(bytesBehind ?? 0)} behind.`)
        : mind('replica', `The standby ${name} is ${bytesText(bytesBehind)} behind.`, 'See pg_stat_replication.'),
    ),
  ]
}
