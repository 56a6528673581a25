import type { Command } from 'commander'
import { scopes } from '../../../schema/models.ts'
import { digestOf } from '../../keys/digest.ts'
import { createApiKey } from '../../keys/life-cycle.ts'
import { misused, printSecret } from './key-command.ts'
import { toExpiry, toNumber, toScopes, toTopicIds } from './key-options.ts'
import { withDatabase, type CommandContext } from '../run-command.ts'

interface CreateOptions {
  readonly name: string
  readonly scope: readonly string[]
  readonly expires?: string
  readonly origin?: readonly string[]
  readonly topic?: readonly string[]
  readonly pointsPerMinute?: number
  readonly persistedOnly?: boolean
  readonly test?: boolean
  readonly json?: boolean
}

/** `masthead keys create`. */
export function registerKeysCreate(keys: Command): void {
  keys
    .command('create')
    .description('make a key; its secret is printed only now')
    .requiredOption('--name <name>', 'who uses it')
    .requiredOption('--scope <scope...>', `what it may do: ${scopes.join(', ')}`)
    .option(
      '--expires <when>',
      'an instant (RFC 3339), a day (2027-01-31), or days from now (90d); left out: never',
      toExpiry,
    )
    .option('--origin <origin...>', 'browser origins that may use it, e.g. https://www.example.org; left out: any')
    .option('--topic <path...>', 'see articles of these topics alone, e.g. world/asia; left out: all')
    .option('--points-per-minute <number>', 'quota, 1 to 1000000000; left out: 60000', toNumber)
    .option('--persisted-only', 'run registered documents alone')
    .option('--test', 'make a test key (mh_test_), for gateways with ALLOW_TEST_KEYS')
    .option('--json', 'print JSON with id and key')
    .addHelpText(
      'after',
      '\nExample:\n  npm run -s masthead -- keys create --name "My app" --scope CONTENT_READ CONTENT_BODY --expires 365d',
    )
    .action(async (options: CreateOptions) => {
      process.exitCode = await withDatabase((context) => create(context, options))
    })
}

async function create({ database: { db }, config }: CommandContext, options: CreateOptions): Promise<number> {
  const topics = options.topic === undefined ? null : await toTopicIds(db, options.topic)
  if (topics !== null && 'unknown' in topics) return misused(topics.unknown)
  const digest = digestOf(config, console.error)
  const scopesOfKey = toScopes(options.scope)
  const outcome = await createApiKey(db, digest, {
    name: options.name,
    scopes: scopesOfKey,
    expiresAt: options.expires ?? null,
    allowedOrigins: options.origin ?? null,
    allowedTopicIds: topics?.ids ?? null,
    pointsPerMinute: options.pointsPerMinute ?? null,
    persistedOnly: options.persistedOnly ?? false,
    environment: options.test === true ? 'test' : 'live',
  })
  if (outcome.secret !== null && options.test === true && !config.allowTestKeys) {
    console.error('Mind that a gateway with this configuration refuses test keys: ALLOW_TEST_KEYS is off.')
  }
  if (outcome.secret !== null && scopesOfKey.includes('CONTENT_PREVIEW') && !scopesOfKey.includes('CONTENT_READ')) {
    console.error('Mind that this key sees no articles: CONTENT_PREVIEW needs the scope CONTENT_READ beside it.')
  }
  return await printSecret(db, outcome, options.json ?? false)
}
