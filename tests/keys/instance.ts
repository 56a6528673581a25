import { connectDatabase } from '../../src/db/connect.ts'
import { listen } from '../../src/server/listen.ts'
import { openKeys } from '../../src/server/open/open-keys.ts'
import { meterOf } from '../../src/server/exchange.ts'
import { createGateway } from '../../src/server/yoga.ts'
import { executableSchema } from '../document/price/executable-schema.ts'

/** One gateway process of its own: `node instance.ts JSON`. Tells its address on stdout; ends with its stdin. */
const { databaseUrl, redisUrl, isDeaf }: { databaseUrl: string; redisUrl: string | null; isDeaf: boolean } = JSON.parse(
  process.argv[2] ?? '{}',
)
const quiet = () => undefined
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet }
const database = connectDatabase({ url: databaseUrl })
const keys = await openKeys(
  {
    databaseUrl,
    keyPepper: 'a pepper for the tests',
    trustedProxies: [],
    anonymousScopes: ['CONTENT_READ'],
    anonymousPointsPerMinute: 20_000,
    maxCostAnonymous: 5_000,
    maxCostKey: 20_000,
    allowTestKeys: false,
    redisUrl,
  },
  // a gateway behind a pooler hears nothing, and does not know
  isDeaf ? { ...database, listen: async () => async () => undefined } : database,
  log,
)
const gateway = createGateway({
  schema: executableSchema([]),
  createContext: (initial) => ({ meter: meterOf(initial) }),
  log,
  isReady: async () => true,
  plugins: keys.plugins,
})
const server = await listen(gateway, { port: 0, host: '127.0.0.1', log })
process.stdout.write(`${server.url}\n`)
process.stdin.resume().on('end', () => {
  void server
    .close()
    .then(keys.close)
    .then(database.close)
    .then(() => process.exit(0))
})
