import type { Scope } from '../../schema/models.ts'

/** Who asks, as far as an answer depends on it. */
export interface Reader {
  readonly scopes: ReadonlySet<Scope>
  /** Null: all topics. */
  readonly allowedTopicIds: readonly number[] | null
  /** The highest price of one operation. */
  readonly maxCost: number
}

/** What is asked. */
export interface Asked {
  readonly query: string
  readonly operationName?: string | null | undefined
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined
  /** Whether the answer is to name its tags. */
  readonly tellsDependencies: boolean
  /** Whether the answer is to say how it was made. */
  readonly explains?: boolean
}

/**
 * What an answer is kept under: what is asked, and what its reader may see. Null: it is not kept at all, since the reader sees drafts, writes,
 * or administers keys.
 */
export function keyOf(
  reader: Reader,
  { query, operationName, variables, tellsDependencies, explains = false }: Asked,
): string | null {
  const access = accessOf(reader)
  if (access === null || mayWrite.test(query)) return null
  const values = variables === null || variables === undefined ? '' : JSON.stringify(variables)
  // no part can hold a NUL by itself: JSON escapes it, and the text comes last
  return `${access}\0${tellsDependencies ? 1 : 0}${explains ? 1 : 0}${JSON.stringify(operationName ?? null)}\0${values}\0${query}`
}

/** More than is needed, since it finds the words in texts too; it is there for speed alone. */
const mayWrite = /\b(?:mutation|subscription)\s*[\w({@]/

const unkept: readonly Scope[] = ['CONTENT_PREVIEW', 'CONTENT_WRITE', 'CONTENT_PUBLISH', 'KEYS_ADMIN']

function accessOf({ scopes, allowedTopicIds, maxCost }: Reader): string | null {
  if (unkept.some((scope) => scopes.has(scope))) return null
  const topics = allowedTopicIds === null ? 'all' : allowedTopicIds.toSorted((a, b) => a - b).join(',')
  return `${[...scopes].toSorted().join(',')}|${topics}|${maxCost}`
}
