import { InvalidArgumentError } from 'commander'
import { parseGlobalId } from '../../../schema/global-id.ts'
import type { Db } from '../../db/tables/database.ts'
import { findTopicIds, findTopicPaths } from '../../db/topic-paths.ts'

/** Reads an option that is a whole number. */
export function toNumber(text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new InvalidArgumentError('Give a whole number.')
  return Number(text)
}

/** Reads scopes as people write them: several times, divided by commas, in small letters. */
export function toScopes(given: readonly string[]): string[] {
  return given.flatMap((scope) => scope.split(',')).map((scope) => scope.trim().toUpperCase())
}

/** Finds topics by path, by number, or by the id that the graph gives them; says which there are not. */
export async function toTopicIds(db: Db, topics: readonly string[]): Promise<{ ids: number[] } | { unknown: string }> {
  const byPath = await findTopicIds(db, topics)
  const ids = topics.map((topic) => byPath.get(topic) ?? toTopicNumber(topic))
  const given = ids.filter((id) => id !== null)
  const known = await findTopicPaths(db, given)
  const unknown = topics.filter((_, at) => !known.has(ids[at] ?? 0))
  if (unknown.length === 0) return { ids: given }
  return { unknown: `There is no topic ${unknown.join(', ')}. Give paths such as world/asia.` }
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

/** Reads an instant, a day, or days from now. */
export function toExpiry(text: string): string {
  const days = /^(\d{1,4})d$/.exec(text)?.[1]
  if (days !== undefined) return new Date(Date.now() + Number(days) * 86_400_000).toISOString()
  const instant = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text
  if (!/T/i.test(instant) || Number.isNaN(Date.parse(instant))) {
    throw new InvalidArgumentError('Give an instant such as 2027-01-31T12:00:00Z, a day such as 2027-01-31, or 90d.')
  }
  return instant
}
