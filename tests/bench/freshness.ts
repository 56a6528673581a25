/**
 * Whether answers that are kept are ever stale, for a minute or as long as is said. Needs an empty scratch database:
 *
 *   DATABASE_URL=postgres://postgres@127.0.0.1:5432/scratch node tests/bench/freshness.ts [--seconds 60] [--readers 32]
 */
import { parseArgs } from 'node:util'
import { connectDatabase } from '../../src/db/connect.ts'
import { migrateToLatest } from '../../src/db/migrate.ts'
import { runFreshness } from '../cache/run-freshness.ts'

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, readers: { type: 'string', default: '32' } },
})
const url = process.env['DATABASE_URL'] ?? ''
const database = connectDatabase({ url })
try {
  await migrateToLatest(database)
  const { faults, ways, ...figures } = await runFreshness(database, url, Number(values.seconds), Number(values.readers))
  console.table(ways)
  console.log({ ...figures, faults: faults.length })
  for (const fault of faults.slice(0, 20)) console.log(fault)
  process.exitCode = faults.length === 0 ? 0 : 1
} finally {
  await database.close()
}
