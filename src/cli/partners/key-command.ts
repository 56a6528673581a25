import { toGlobalId } from '../../../schema/global-id.ts'
import { findApiKey, type ApiKey } from '../../db/keys/api-keys.ts'
import type { Db } from '../../db/tables/database.ts'
import { findTopicPaths } from '../../db/topic-paths.ts'
import type { SecretOutcome } from '../../keys/life-cycle.ts'
import { describeErrors, toKeyId, toKeyJson } from './key-text.ts'
import { withDatabase, type CommandContext } from '../run-command.ts'

/** Runs a command on one key, by its number or the id that the graph gives it. Answers the exit code. */
export async function withKey(
  id: string,
  work: (context: CommandContext, key: ApiKey) => Promise<number>,
): Promise<number> {
  const keyId = toKeyId(id)
  if (keyId === null) return misused(`"${id}" is not the id of a key. See: keys list`)
  return await withDatabase(async (context) => {
    const key = await findApiKey(context.database.db, keyId)
    if (key !== null) return await work(context, key)
    console.error(`There is no key ${id}. See: keys list`)
    return 1
  })
}

/** Prints a secret, this once and alone on stdout, so that a script can keep it. Answers the exit code. */
export async function printSecret(
  db: Db,
  { apiKey, secret, userErrors }: SecretOutcome,
  json: boolean,
): Promise<number> {
  if (apiKey === null || secret === null) {
    console.error(describeErrors(userErrors))
    // what is wrong with the key itself is no misuse of the command
    return userErrors.every(({ path }) => path[0] === 'id') ? 1 : 2
  }
  if (json) {
    console.log(JSON.stringify({ ...toKeyJson(apiKey, await topicPathsOf(db, [apiKey])), key: secret }, null, 2))
    return 0
  }
  console.log(secret)
  console.error(`This is "${apiKey.name}", id ${toGlobalId('ApiKey', apiKey.id)}. It is shown this once: keep it now.`)
  if (apiKey.previousSecretValidUntil !== null) {
    console.error(`The old one works until ${apiKey.previousSecretValidUntil}.`)
  }
  console.error(`Send it as  Authorization: Bearer ${apiKey.prefix}…`)
  return 0
}

/** The paths of the topics that keys are limited to. */
export async function topicPathsOf(db: Db, keys: readonly ApiKey[]): Promise<Map<number, string>> {
  return await findTopicPaths(db, [...new Set(keys.flatMap((key) => key.allowedTopicIds ?? []))])
}

/** Says what was wrong with the arguments. Answers the exit code. */
export function misused(message: string): number {
  console.error(message)
  return 2
}
