import type { UserError } from '../../schema/models.ts'
import { changeApiKey, findApiKey, insertApiKey, markRevoked, replaceSecret, type ApiKey } from '../db/keys/api-keys.ts'
import type { Db } from '../db/tables/database.ts'
import { findTopicPaths } from '../db/topic-paths.ts'
import type { Digest } from './digest.ts'
import { keyPrefix, makeKey } from './format.ts'
import { checkKeyInput, type ApiKeyChanges, type CreateApiKeyInput } from './key-input.ts'

/** A key with its secret, which is shown this once; or what was wrong. */
export interface SecretOutcome {
  readonly apiKey: ApiKey | null
  readonly secret: string | null
  readonly userErrors: readonly UserError[]
}

export interface KeyOutcome {
  readonly apiKey: ApiKey | null
  readonly userErrors: readonly UserError[]
}

/** Makes a key. What is wrong with the input comes back as user errors, all at once. */
export async function createApiKey(db: Db, digest: Digest, input: CreateApiKeyInput): Promise<SecretOutcome> {
  const checked = checkKeyInput(input)
  if ('errors' in checked) return { apiKey: null, secret: null, userErrors: checked.errors }
  if (!(await areTopics(db, checked.key.allowedTopicIds))) {
    return refused('NOT_FOUND', 'allowedTopics', 'One of the topics is not known here.')
  }
  const secret = makeKey(checked.key.environment)
  const apiKey = await insertApiKey(db, checked.key, { digest: digest(secret), prefix: keyPrefix(secret) })
  return { apiKey, secret, userErrors: [] }
}

/** The longest time that a rotated-out secret may work on: 90 days. */
const maxOverlapSeconds = 7_776_000

/** Gives a key a new secret; the old one keeps working for `overlapSeconds` (0 to 90 days; a week unless said). */
export async function rotateApiKey(
  db: Db,
  digest: Digest,
  id: number,
  overlapSeconds = 604_800,
): Promise<SecretOutcome> {
  if (!Number.isSafeInteger(overlapSeconds) || overlapSeconds < 0 || overlapSeconds > maxOverlapSeconds) {
    return refused('INVALID', 'overlapSeconds', `Give whole seconds from 0 to ${maxOverlapSeconds} (90 days).`)
  }
  const key = await findApiKey(db, id)
  if (key === null) return refused('NOT_FOUND', 'id', 'There is no such API key.')
  const secret = makeKey(key.environment)
  const apiKey = await replaceSecret(db, id, { digest: digest(secret), prefix: keyPrefix(secret) }, overlapSeconds)
  if (apiKey === null) return refused('NOT_ALLOWED', 'id', 'The key is revoked or expired. Create a new one.')
  return { apiKey, secret, userErrors: [] }
}

/**
 * Changes what is named in `changes`, the rest stays as it is; its secrets work on. A key only loses scopes: who was handed its
 * secret was not handed more. Doing so again changes nothing.
 */
export async function updateApiKey(db: Db, id: number, changes: ApiKeyChanges): Promise<KeyOutcome> {
  let userErrors: readonly UserError[] = []
  const apiKey = await changeApiKey(db, id, async (key) => {
    const checked = checkKeyInput({ ...key, ...changes })
    userErrors = 'errors' in checked ? checked.errors : []
    if ('errors' in checked) return null
    const { environment: _, ...change } = checked.key
    const added = change.scopes.filter((scope) => !key.scopes.includes(scope))
    if (added.length > 0) {
      const message = `This key was made without ${added.join(', ')}, and a key only loses scopes. Make a new key with them.`
      userErrors = refused('NOT_ALLOWED', 'scopes', message).userErrors
    } else if (!(await areTopics(db, change.allowedTopicIds))) {
      userErrors = refused('NOT_FOUND', 'allowedTopics', 'One of the topics is not known here.').userErrors
    }
    return userErrors.length > 0 ? null : change
  })
  if (userErrors.length > 0) return { apiKey: null, userErrors }
  if (apiKey !== null) return { apiKey, userErrors: [] }
  const isKnown = (await findApiKey(db, id)) !== null
  return isKnown
    ? refused('NOT_ALLOWED', 'id', 'The key is revoked. Create a new one.')
    : refused('NOT_FOUND', 'id', 'There is no such API key.')
}

async function areTopics(db: Db, ids: readonly number[] | null): Promise<boolean> {
  return ids === null || (await findTopicPaths(db, ids)).size === ids.length
}

/** Revokes a key for good, with all its secrets. Doing so again changes nothing. */
export async function revokeApiKey(db: Db, id: number): Promise<KeyOutcome> {
  const apiKey = await markRevoked(db, id)
  if (apiKey !== null) return { apiKey, userErrors: [] }
  return { apiKey: null, userErrors: refused('NOT_FOUND', 'id', 'There is no such API key.').userErrors }
}

function refused(code: UserError['code'], field: string, message: string): SecretOutcome {
  return { apiKey: null, secret: null, userErrors: [{ code, message, path: [field] }] }
}
