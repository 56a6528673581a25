import { readConfig } from '../../src/config.ts'
import { connectDatabase, type Database } from '../../src/db/connect.ts'
import { createLog } from '../../src/log.ts'
import { listen, type Listening } from '../../src/server/listen.ts'
import { openGateway, type OpenGateway } from '../../src/server/open/open-gateway.ts'

/** A gateway of the run, with connections of its own. */
export interface Instance {
  readonly gateway: OpenGateway
  readonly server: Listening
  readonly close: () => Promise<void>
}

/** How long caches in front may keep an answer in a run, so that a short one sees it end. */
export const secondsInFront = 5

/** Opens one on the port (0: any). `hears`: whether what is said by NOTIFY reaches it. */
export async function openInstance(
  url: string,
  env: Record<string, string>,
  { port = 0, hears = true }: { port?: number; hears?: boolean } = {},
): Promise<Instance> {
  const connected = connectDatabase({ url })
  const database: Database = hears ? connected : { ...connected, listen: async () => async () => undefined }
  const config = readConfig({
    KEY_PEPPER: 'a pepper for the tests',
    ANONYMOUS_POINTS_PER_MINUTE: '0',
    RESPONSE_CACHE_MB: '16',
    HTTP_CACHE_SECONDS: String(secondsInFront),
    ...env,
  })
  const log = createLog('silent')
  const gateway = await openGateway(config, database, log)
  const server = await listen(gateway, { port, host: '127.0.0.1', log })
  return {
    gateway,
    server,
    async close() {
      await server.close()
      await gateway.close()
      await database.close()
    },
  }
}
