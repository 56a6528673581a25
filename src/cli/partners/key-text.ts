import { parseGlobalId, toGlobalId } from '../../../schema/global-id.ts'
import type { UserError } from '../../../schema/models.ts'
import type { ApiKey } from '../../db/keys/api-keys.ts'

/** A key for scripts: ids as the graph has them, topics by path. */
export function toKeyJson(key: ApiKey, topicPaths: ReadonlyMap<number, string>): Record<string, unknown> {
  const { id, allowedTopicIds, ...rest } = key
  return {
    id: toGlobalId('ApiKey', id),
    ...rest,
    state: stateOf(key),
    allowedTopics: allowedTopicIds?.map((topicId) => topicPaths.get(topicId) ?? toGlobalId('Topic', topicId)) ?? null,
  }
}

/** Whether a key works, in one word. */
export function stateOf({ revokedAt, expiresAt }: ApiKey): 'active' | 'revoked' | 'expired' {
  if (revokedAt !== null) return 'revoked'
  return expiresAt !== null && Date.parse(expiresAt) <= Date.now() ? 'expired' : 'active'
}

/** A key for people, one fact a line. */
export function describeKey(key: ApiKey, topicPaths: ReadonlyMap<number, string>): string {
  const { allowedTopics } = toKeyJson(key, topicPaths)
  const facts: [string, string | null][] = [
    ['id', toGlobalId('ApiKey', key.id)],
    ['name', key.name],
    ['starts with', key.prefix],
    ['state', stateOf(key)],
    ['scopes', key.scopes.join(', ')],
    ['points a minute', key.pointsPerMinute.toLocaleString('en')],
    ['topics', Array.isArray(allowedTopics) ? allowedTopics.join(', ') : 'all'],
    ['origins', key.allowedOrigins?.join(', ') ?? 'any'],
    ['registered documents only', key.persistedOnly ? 'yes' : 'no'],
    ['created', key.createdAt],
    ['expires', key.expiresAt ?? 'never'],
    ['revoked', key.revokedAt],
    ['last used', key.lastUsedAt ?? 'never'],
    ['old secret works until', key.previousSecretValidUntil],
  ]
  return facts.flatMap(([name, value]) => (value === null ? [] : `${name.padEnd(27)}${value}`)).join('\n')
}

/** Rows under a head, in columns as wide as they need; numbers (`right`) stand to the right. */
export function toTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)))
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) =>
          right.includes(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** The number of a key, from its number or from the id that the graph gives it; null for what is neither. */
export function toKeyId(text: string): number | null {
  if (/^[1-9]\d{0,15}$/.test(text)) return Number(text)
  try {
    const { type, id } = parseGlobalId(text)
    return type === 'ApiKey' ? id : null
  } catch {
    return null
  }
}

/** What was wrong, one line each, by the option that said it; nothing in front of what is wrong with the key itself. */
export function describeErrors(errors: readonly UserError[]): string {
  return errors
    .map(({ message, path }) => {
      const option = options[path[0] ?? '']
      return option === undefined ? message : `${option}: ${message}`
    })
    .join('\n')
}

const options: Readonly<Record<string, string>> = {
  name: '--name',
  scopes: '--scope',
  expiresAt: '--expires',
  allowedOrigins: '--origin',
  allowedTopics: '--topic',
  pointsPerMinute: '--points-per-minute',
  overlapSeconds: '--overlap-seconds',
}
