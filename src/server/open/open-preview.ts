import { schema } from '../../../schema/index.ts'
import type { Config } from '../../config.ts'
import { createCursorCodec } from '../../cursor.ts'
import { createClock } from '../../db/clock.ts'
import type { Database } from '../../db/connect.ts'
import type { ApiKey } from '../../db/keys/api-keys.ts'
import { getSecret } from '../../db/secret.ts'
import { digestOf } from '../../keys/digest.ts'
import type { Log } from '../../log.ts'
import { createContent, createContext } from '../create-context.ts'
import { meterOf } from '../exchange.ts'
import { useKeys } from '../plugins/use-keys.ts'
import { usePrice } from '../plugins/use-price.ts'
import { createGateway } from '../yoga.ts'

/** One answer, as it would be sent. */
export interface PreviewAnswer {
  readonly status: number
  readonly body: string
}

/** Asks as one caller would, without their secret. */
export interface Preview {
  ask(params: object): Promise<PreviewAnswer>
  close(): void
}

/**
 * A gateway without a port that answers all requests as those of this key, or of nobody (null): the same visibility, limits and price.
 * Nothing is taken from a quota and no use is counted. A key that is revoked or expired is answered as if it were not.
 */
export async function openPreview(config: Config, database: Database, log: Log, key: ApiKey | null): Promise<Preview> {
  const { db, vital } = database
  const clock = await createClock(vital, log)
  const cursors = createCursorCodec(await getSecret(db, 'cursor'))
  const { maxAnswerBytes } = config
  const options = { db, cursors, digest: digestOf(config, () => undefined), clock }
  const gateway = createGateway({
    schema,
    log,
    isReady: async () => true,
    introspection: config.introspection,
    limits: { ...config.documentLimits, maxAnswerBytes },
    deadlineMs: config.operationMs,
    pages: false,
    createContext(initial) {
      const meter = meterOf(initial)
      if (meter === undefined) throw new Error('The caller is not known yet: useKeys has to come first.')
      const rateLimit = () => ({ cost: 0, limit: 0, remaining: 0, resetAt: clock.now() })
      const content = createContent({ clock, maxAnswerBytes }, meter.caller, initial.stop, database.reads)
      return createContext(options, { ...meter.caller, rateLimit }, content)
    },
    plugins: [
      useKeys({
        verify: () => {
          if (key === null) throw new Error('Nobody sends a key here.')
          return { key, digest: Buffer.alloc(0), validUntil: null }
        },
        addressOf: () => 'preview',
        limits: { ...config, anonymousScopes: new Set(config.anonymousScopes) },
        quota: { take: async () => null, giveBack: () => undefined, takeAnyway: () => undefined },
        onUse: () => undefined,
      }),
      usePrice(),
    ],
  })
  const headers = {
    'content-type': 'application/json',
    accept: 'application/graphql-response+json',
    // whatever it says, it is taken for the secret of the key
    ...(key === null ? {} : { authorization: `Bearer ${key.prefix}` }),
  }
  return {
    async ask(params) {
      const request = { method: 'POST', headers, body: JSON.stringify(params) }
      const response = await gateway.fetch('http://preview.invalid/graphql', request)
      return { status: response.status, body: await response.text() }
    },
    close: () => clock.stop(),
  }
}
