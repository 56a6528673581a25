import { scopes as knownScopes, type Scope, type UserError } from '../../schema/models.ts'
import { shorten } from '../../schema/errors.ts'
import type { NewApiKey } from '../db/keys/api-keys.ts'
import { environments, type Environment } from './format.ts'

/** What somebody asks of a new key, unchecked. */
export interface CreateApiKeyInput {
  readonly name: string
  readonly scopes: readonly string[]
  /** RFC 3339, in the future. */
  readonly expiresAt?: string | null
  /** e.g. `https://www.example.org`; null: any. */
  readonly allowedOrigins?: readonly string[] | null
  /** Null: all. */
  readonly allowedTopicIds?: readonly number[] | null
  readonly pointsPerMinute?: number | null
  readonly persistedOnly?: boolean | null
  readonly environment?: Environment
}

/** What is to become of a key: what is left out stays as it is. */
export type ApiKeyChanges = Partial<Omit<CreateApiKeyInput, 'environment'>>

/** Three operations at the highest price a key may have, every minute: 1,000 objects a second. */
export const defaultPointsPerMinute = 60_000

const maxPointsPerMinute = 1_000_000_000
const maxListLength = 100

/** Checks what can be checked without the database. Gives the key, or everything that is wrong with it. */
export function checkKeyInput(
  input: CreateApiKeyInput,
  now = Date.now(),
): { key: NewApiKey } | { errors: UserError[] } {
  const errors: UserError[] = []
  const problem = (field: string, code: UserError['code'], message: string) =>
    errors.push({ code, message, path: [field] })

  const name = input.name.trim()
  if (name === '') problem('name', 'REQUIRED', 'Give the key a name that says who uses it.')
  else if ([...name].length > 100) problem('name', 'TOO_LONG', 'A name has at most 100 characters.')
  else if (/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(name)) {
    problem('name', 'INVALID', 'A name has no control characters or line breaks.')
  }

  const scopes = [...new Set(input.scopes)].filter(isScope)
  const unknown = input.scopes.filter((scope) => !isScope(scope))
  if (unknown.length > 0) {
    problem('scopes', 'INVALID', `No scope is called ${shorten(unknown.join(', '))}. Known: ${knownScopes.join(', ')}.`)
  } else if (scopes.length === 0) problem('scopes', 'REQUIRED', `Give at least one scope of ${knownScopes.join(', ')}.`)

  const expiresAt = toInstant(input.expiresAt)
  if (expiresAt === 'invalid') problem('expiresAt', 'INVALID', 'Give an instant such as 2027-01-31T00:00:00Z.')
  else if (expiresAt !== null && Date.parse(expiresAt) <= now) {
    problem('expiresAt', 'INVALID', 'The key would already have expired. Give an instant in the future.')
  }

  const allowedOrigins = input.allowedOrigins ?? null
  if (allowedOrigins !== null) {
    const malformed = allowedOrigins.find((origin) => !isOrigin(origin))
    if (malformed !== undefined) {
      problem(
        'allowedOrigins',
        'INVALID',
        `"${shorten(malformed)}" is not an origin. Write scheme and host alone, such as https://www.example.org.`,
      )
    }
    checkLength('allowedOrigins', allowedOrigins, problem)
  }
  const allowedTopicIds = input.allowedTopicIds ?? null
  if (allowedTopicIds !== null) checkLength('allowedTopics', allowedTopicIds, problem)

  const pointsPerMinute = input.pointsPerMinute ?? defaultPointsPerMinute
  if (!Number.isSafeInteger(pointsPerMinute) || pointsPerMinute < 1 || pointsPerMinute > maxPointsPerMinute) {
    problem('pointsPerMinute', 'INVALID', 'Give a whole number from 1 to 1,000,000,000.')
  }

  const environment = environments.find((name) => name === (input.environment ?? 'live'))
  if (environment === undefined) problem('environment', 'INVALID', 'A key is live or test.')
  if (errors.length > 0 || expiresAt === 'invalid' || environment === undefined) return { errors }
  return {
    key: {
      name,
      environment,
      scopes,
      expiresAt,
      allowedOrigins: allowedOrigins === null ? null : [...new Set(allowedOrigins)],
      allowedTopicIds: allowedTopicIds === null ? null : [...new Set(allowedTopicIds)],
      pointsPerMinute,
      persistedOnly: input.persistedOnly ?? false,
    },
  }
}

function isScope(text: string): text is Scope {
  return knownScopes.some((scope) => scope === text)
}

function toInstant(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null
  const millis = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/i.test(text)
    ? Date.parse(text)
    : Number.NaN
  return Number.isNaN(millis) ? 'invalid' : new Date(millis).toISOString()
}

function isOrigin(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === text
}

function checkLength(
  field: string,
  list: readonly unknown[],
  problem: (field: string, code: UserError['code'], message: string) => void,
): void {
  // an empty list would lock everybody out, which is what revoking is for
  if (list.length === 0) problem(field, 'REQUIRED', 'Leave the list out to allow all, or name at least one.')
  if (list.length > maxListLength) problem(field, 'TOO_LONG', `At most ${maxListLength} can be listed.`)
}
