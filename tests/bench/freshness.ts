/**
 * Whether answers that are kept are ever stale, for a minute or as long as is said. Needs an empty scratch database:
 *
 *   DATABASE_URL=postgres://postgres@127.0.0.1:5432/scratch node tests/bench/freshness.ts [seconds] [readers]
 */
import { connectDatabase } from '../../src/db/connect.ts'
import { migrateToLatest } from '../../src/db/migrate.ts'
import { runFreshness } from '../cache/run-freshness.ts'

const [seconds = 60, readers = 32] = process.argv.slice(2).map(Number)
const database = connectDatabase({ url: process.env['DATABASE_URL'] ?? '' })
try {
  await migrateToLatest(database)
  const { faults, ...figures } = await runFreshness(database, seconds, readers)
  console.log({ ...figures, faults: faults.length })
  for (const fault of faults.slice(0, 20)) console.log(fault)
  process.exitCode = faults.length === 0 ? 0 : 1
} finally {
  await database.close()
}
