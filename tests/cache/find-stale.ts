import type { Kysely } from 'kysely'
import { type ChangesPosition, readContentChanges } from '../../src/db/content-changes.ts'
import type { DB } from '../../src/db/tables/database.ts'
import type { Write } from './changing-world.ts'
import type { GeneratedQuery } from './generated-queries.ts'

/** What came of comparing answers before and after writes. */
export interface Comparison {
  /** Answers that changed though none of their tags did; each says what happened. */
  readonly stale: readonly string[]
  /** How many answers each write changed. */
  readonly changed: ReadonlyMap<string, number>
  /** Fields that were in an answer which changed. */
  readonly fields: ReadonlySet<string>
}

export interface Compared {
  readonly db: Kysely<DB>
  /** Where GraphQL is, at a gateway that keeps no answers. */
  readonly url: string
  readonly writes: readonly Write[]
  /** The queries that are asked before and after each write. */
  readonly queriesOf: (turn: number) => readonly GeneratedQuery[]
}

/** Writes, and looks which answers are others then, and whether one of their tags says so. Throws where a query has errors. */
export async function findStale({ db, url, writes, queriesOf }: Compared): Promise<Comparison> {
  const stale: string[] = []
  const changed = new Map<string, number>()
  const fields = new Set<string>()
  let position: ChangesPosition = (await readContentChanges(db, null)).position
  for (const [turn, [what, write]] of writes.entries()) {
    const queries = queriesOf(turn)
    const before = await answersTo(url, queries)
    await write()
    await searchIsFresh(db)
    const changes = await readContentChanges(db, position)
    position = changes.position
    if (changes.tags.has('*')) throw new Error(`${what} is a coarse change, which proves nothing.`)
    const after = await answersTo(url, queries)
    before.forEach(({ text, tags }, index) => {
      if (text === after[index]?.text) return
      changed.set(what, (changed.get(what) ?? 0) + 1)
      for (const field of queries[index]?.fields ?? []) fields.add(field)
      if (tags.some((tag) => changes.tags.has(tag))) return
      const query = queries[index]?.query
      stale.push(`${what}: ${query} has ${tags.join(' ')}, and changed are ${[...changes.tags].join(' ')}`)
    })
  }
  return { stale, changed, fields }
}

async function answersTo(
  url: string,
  queries: readonly GeneratedQuery[],
): Promise<readonly { text: string; tags: readonly string[] }[]> {
  const all = []
  for (const { query } of queries) {
    const response = await fetch(`${url}?query=${encodeURIComponent(query)}`)
    const text = await response.text()
    // a query made by chance may cost more than one may: it has no answer that could be kept
    if (text.includes('"QUERY_TOO_COMPLEX"')) {
      all.push({ text: '', tags: [] })
      continue
    }
    if (text.includes('"errors"')) throw new Error(`${query}: ${text}`)
    const tags = (response.headers.get('surrogate-key') ?? '').split(' ')
    all.push({ text: JSON.stringify(JSON.parse(text).data), tags })
  }
  return all
}

/** The gateway makes search rows anew by itself, which is a change of its own. */
async function searchIsFresh(db: Kysely<DB>): Promise<void> {
  while ((await db.selectFrom('article_search_stale').select('article_id').limit(1).execute()).length > 0) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
