import { Option, type Command } from 'commander'
import type { ApiKeyChanges } from '../../keys/key-input.ts'
import { updateApiKey } from '../../keys/life-cycle.ts'
import { misused, topicPathsOf, withKey } from './key-command.ts'
import { toExpiry, toNumber, toScopes, toTopicIds } from './key-options.ts'
import { describeErrors, describeKey, toKeyJson } from './key-text.ts'
import type { CommandContext } from '../run-command.ts'

interface UpdateOptions {
  readonly name?: string
  readonly scope?: readonly string[]
  readonly expires?: string
  readonly origin?: readonly string[]
  readonly anyOrigin?: true
  readonly topic?: readonly string[]
  readonly allTopics?: true
  readonly pointsPerMinute?: number
  readonly persistedOnly?: boolean
  readonly json?: boolean
}

/** `masthead keys update`. */
export function registerKeysUpdate(keys: Command): void {
  keys
    .command('update <id>')
    .description('change a key; other properties and its secrets stay as they are')
    .option('--name <name>', 'who uses it')
    .option('--scope <scope...>', 'what it may do from now on: some of what it may do now')
    .option(
      '--expires <when>',
      'an instant (RFC 3339), a day (2027-01-31), days from now (90d), or never',
      toExpiryOrNever,
    )
    .option('--origin <origin...>', 'browser origins that may use it, in place of those it has')
    .addOption(new Option('--any-origin', 'let pages of any origin use it').conflicts('origin'))
    .option('--topic <path...>', 'see articles of these topics alone, in place of those it has')
    .addOption(new Option('--all-topics', 'see articles of all topics').conflicts('topic'))
    .option('--points-per-minute <number>', 'quota, 1 to 1000000000', toNumber)
    .option('--persisted-only', 'run registered documents alone')
    .option('--no-persisted-only', 'run any document')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExample:\n  npm run -s masthead -- keys update QXBpS2V5OjE --origin https://www.example.org --points-per-minute 6000',
    )
    .action(async (id: string, options: UpdateOptions) => {
      process.exitCode = await update(id, options)
    })
}

async function update(id: string, { json = false, ...options }: UpdateOptions): Promise<number> {
  if (Object.values(options).every((value) => value === undefined)) {
    return misused('Say what to change. See: keys update --help')
  }
  return await withKey(id, async ({ database: { db } }, key) => {
    const changes = await changesOf(db, options)
    if ('unknown' in changes) return misused(changes.unknown)
    const { apiKey, userErrors } = await updateApiKey(db, key.id, changes)
    if (apiKey === null) {
      console.error(describeErrors(userErrors))
      return userErrors.every(({ path }) => path[0] === 'id') ? 1 : 2
    }
    const paths = await topicPathsOf(db, [apiKey])
    console.log(json ? JSON.stringify(toKeyJson(apiKey, paths), null, 2) : describeKey(apiKey, paths))
    return 0
  })
}

async function changesOf(
  db: CommandContext['database']['db'],
  options: UpdateOptions,
): Promise<ApiKeyChanges | { unknown: string }> {
  const topics = options.topic === undefined ? null : await toTopicIds(db, options.topic)
  if (topics !== null && 'unknown' in topics) return topics
  return {
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(options.scope === undefined ? {} : { scopes: toScopes(options.scope) }),
    ...(options.expires === undefined ? {} : { expiresAt: options.expires === 'never' ? null : options.expires }),
    ...(options.origin === undefined ? {} : { allowedOrigins: options.origin }),
    ...(options.anyOrigin === undefined ? {} : { allowedOrigins: null }),
    ...(topics === null ? {} : { allowedTopicIds: topics.ids }),
    ...(options.allTopics === undefined ? {} : { allowedTopicIds: null }),
    ...(options.pointsPerMinute === undefined ? {} : { pointsPerMinute: options.pointsPerMinute }),
    ...(options.persistedOnly === undefined ? {} : { persistedOnly: options.persistedOnly }),
  }
}

function toExpiryOrNever(text: string): string {
  return text === 'never' ? text : toExpiry(text)
}
