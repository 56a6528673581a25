import { InvalidArgumentError, type Command } from 'commander'
import { parseGlobalId } from '../../schema/global-id.ts'
import { scopes } from '../../schema/models.ts'
import type { Db } from '../db/tables/database.ts'
import { findTopicIds, findTopicPaths } from '../db/topic-paths.ts'
import { createDigest } from '../keys/digest.ts'
import { createApiKey } from '../keys/life-cycle.ts'
import { misused, printSecret, toNumber } from './key-command.ts'
import { withDatabase, type CommandContext } from './run-command.ts'

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
    .description('make a key; its secret is printed this once')
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
  const topics = options.topic ?? null
  const topicIds = topics === null ? null : await toTopicIds(db, topics)
  const unknown = topics?.filter((_, at) => topicIds?.[at] === null) ?? []
  if (unknown.length > 0) return misused(`There is no topic ${unknown.join(', ')}. Give paths such as world/asia.`)
  const digest = createDigest(config.keyPepper, console.error)
  const outcome = await createApiKey(db, digest, {
    name: options.name,
    scopes: options.scope.flatMap((scope) => scope.split(',')).map((scope) => scope.trim().toUpperCase()),
    expiresAt: options.expires ?? null,
    allowedOrigins: options.origin ?? null,
    allowedTopicIds: topicIds?.filter((id) => id !== null) ?? null,
    pointsPerMinute: options.pointsPerMinute ?? null,
    persistedOnly: options.persistedOnly ?? false,
    environment: options.test === true ? 'test' : 'live',
  })
  if (outcome.secret !== null && options.test === true && !config.allowTestKeys) {
    console.error('Mind that a gateway with this configuration refuses test keys: ALLOW_TEST_KEYS is off.')
  }
  return await printSecret(db, outcome, options.json ?? false)
}

/** Topics by path, by number, or by the id that the graph gives them; null where there is none. */
async function toTopicIds(db: Db, topics: readonly string[]): Promise<(number | null)[]> {
  const byPath = await findTopicIds(db, topics)
  const ids = topics.map((topic) => byPath.get(topic) ?? toTopicNumber(topic))
  const known = await findTopicPaths(
    db,
    ids.filter((id) => id !== null),
  )
  return ids.map((id) => (id !== null && known.has(id) ? id : null))
}

function toTopicNumber(text: string): number | null {
  if (/^[1-9]\d{0,15}$/.test(text)) return Number(text)
  try {
    const { type, id } = parseGlobalId(text)
    return type === 'Topic' ? id : null
  } catch {
    return null
  }
}

function toExpiry(text: string): string {
  const days = /^(\d{1,4})d$/.exec(text)?.[1]
  if (days !== undefined) return new Date(Date.now() + Number(days) * 86_400_000).toISOString()
  const instant = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text
  if (!/T/i.test(instant) || Number.isNaN(Date.parse(instant))) {
    throw new InvalidArgumentError('Give an instant such as 2027-01-31T12:00:00Z, a day such as 2027-01-31, or 90d.')
  }
  return instant
}
