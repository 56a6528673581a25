import { InvalidArgumentError, type Command } from 'commander'
import { toGlobalId } from '../../../schema/global-id.ts'
import { listApiKeys, type ApiKey } from '../../db/keys/api-keys.ts'
import { digestOf } from '../../keys/digest.ts'
import { revokeApiKey, rotateApiKey } from '../../keys/life-cycle.ts'
import { getUsage, usageDays, usageSource } from '../../keys/usage.ts'
import { printSecret, topicPathsOf, withKey } from './key-command.ts'
import { toNumber } from './key-options.ts'
import { describeKey, stateOf, toKeyJson, toTable } from './key-text.ts'
import { registerKeysCreate } from './keys-create.ts'
import { registerKeysUpdate } from './keys-update.ts'
import { withDatabase } from '../run-command.ts'
import { drawUsage } from './usage-chart.ts'

interface JsonOption {
  readonly json?: boolean
}

/** `masthead keys`: makes, shows, changes, rotates and revokes API keys, beside a running gateway or alone. */
export function registerKeys(program: Command): void {
  const keys = program
    .command('keys')
    .description('API keys of partners: make, show, change, rotate, revoke, and what they used')
  registerKeysCreate(keys)
  registerList(keys)
  registerShow(keys)
  registerKeysUpdate(keys)
  registerRotate(keys)
  registerRevoke(keys)
  registerUsage(keys)
}

function registerList(keys: Command): void {
  keys
    .command('list')
    .description('list all keys')
    .option('--json', 'print JSON')
    .addHelpText('after', example('list'))
    .action(async ({ json = false }: JsonOption) => {
      process.exitCode = await withDatabase(async ({ database: { db } }) => {
        const all = await listApiKeys(db)
        const paths = await topicPathsOf(db, all)
        if (json)
          console.log(
            JSON.stringify(
              all.map((key) => toKeyJson(key, paths)),
              null,
              2,
            ),
          )
        else if (all.length === 0) console.error('There are no keys yet. Make one: keys create --help')
        else console.log(toTable(['id', 'starts with', 'state', 'last used', 'name', 'scopes'], all.map(toRow)))
        return 0
      })
    })
}

function registerShow(keys: Command): void {
  keys
    .command('show <id>')
    .description('show one key')
    .option('--json', 'print JSON')
    .addHelpText('after', example('show QXBpS2V5OjE'))
    .action(async (id: string, { json = false }: JsonOption) => {
      process.exitCode = await withKey(id, async ({ database: { db } }, key) => {
        const paths = await topicPathsOf(db, [key])
        console.log(json ? JSON.stringify(toKeyJson(key, paths), null, 2) : describeKey(key, paths))
        return 0
      })
    })
}

function registerRotate(keys: Command): void {
  keys
    .command('rotate <id>')
    .description('give a key a new secret; the old one works for some time more')
    .option(
      '--overlap-seconds <number>',
      'how long the old secret still works, 0 to 7776000 (90 days)',
      toNumber,
      604_800,
    )
    .option('--json', 'print JSON with id and key')
    .addHelpText('after', example('rotate QXBpS2V5OjE --overlap-seconds 86400'))
    .action(async (id: string, { overlapSeconds, json = false }: JsonOption & { overlapSeconds: number }) => {
      process.exitCode = await withKey(id, async ({ database: { db }, config }, key) => {
        const digest = digestOf(config, console.error)
        return await printSecret(db, await rotateApiKey(db, digest, key.id, overlapSeconds), json)
      })
    })
}

function registerRevoke(keys: Command): void {
  keys
    .command('revoke <id>')
    .description('revoke a key for good')
    .option('--json', 'print JSON')
    .addHelpText('after', example('revoke QXBpS2V5OjE'))
    .action(async (id: string, { json = false }: JsonOption) => {
      process.exitCode = await withKey(id, async ({ database: { db } }, { id: keyId }) => {
        const { apiKey } = await revokeApiKey(db, keyId)
        if (apiKey === null) return 1
        if (json) console.log(JSON.stringify(toKeyJson(apiKey, await topicPathsOf(db, [apiKey])), null, 2))
        else console.error(`"${apiKey.name}" (${apiKey.prefix}) is revoked.`)
        return 0
      })
    })
}

function registerUsage(keys: Command): void {
  keys
    .command('usage <id>')
    .description('show what a key has used; the last minute may be missing, because gateways write once a minute')
    .option('--days <number>', `days back, 1 to ${usageDays}`, toDays, 30)
    .option('--json', 'print JSON')
    .addHelpText('after', example('usage QXBpS2V5OjE --days 7'))
    .action(async (id: string, { days, json = false }: JsonOption & { days: number }) => {
      process.exitCode = await withKey(id, async ({ database: { db } }, key) => {
        const dates = lastDays(days)
        const report = await getUsage(usageSource(db), key.id, `${dates[0]}T00:00:00Z`, null)
        if (json) console.log(JSON.stringify(report, null, 2))
        else process.stdout.write(`${key.name} (${key.prefix})\n${drawUsage(report, dates)}`)
        console.error('Gateways write this once a minute: what was asked within the last one may be missing.')
        return 0
      })
    })
}

function example(command: string): string {
  return `\nExample:\n  npm run -s masthead -- keys ${command}`
}

function toRow(key: ApiKey): string[] {
  const { id, prefix, lastUsedAt, name } = key
  return [toGlobalId('ApiKey', id), prefix, stateOf(key), lastUsedAt ?? 'never', name, key.scopes.join(' ')]
}

function toDays(text: string): number {
  const days = toNumber(text)
  if (days < 1 || days > usageDays) throw new InvalidArgumentError(`It must be 1 to ${usageDays}.`)
  return days
}

/** The last days up to today, UTC, oldest first. */
function lastDays(count: number): string[] {
  return Array.from({ length: count }, (_, at) =>
    new Date(Date.now() - (count - 1 - at) * 86_400_000).toISOString().slice(0, 10),
  )
}
