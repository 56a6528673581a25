import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../tables/database.ts'
import { selectAll } from '../combined-statements.ts'

type Table = 'article' | 'author' | 'topic' | 'publisher'

/** What is free of a wish: itself, unless it is taken, and the lowest numbers that it can be had with. */
export interface FreeSlugs {
  readonly base: string
  readonly isTaken: boolean
  readonly numbers: readonly number[]
}

/** As `pickSlugs`, of what is asked for that alone. One statement. */
export async function freeSlugs(tx: Db, table: Table, wishes: readonly string[]): Promise<string[]> {
  const { free } = await selectAll(tx, { free: askFreeSlugs(table, wishes) })
  return pickSlugs(wishes, free)
}

/** Asks what is free of the wishes. */
export function askFreeSlugs(table: Table, wishes: readonly string[]): RawBuilder<FreeSlugs> | null {
  if (wishes.length === 0) return null
  const counts = Map.groupBy(wishes, (wish) => wish)
  const numbered = countNumbered(counts.keys())
  return listFree(
    table,
    [...counts].map(([base, same]) => ({ base, needed: same.length + (numbered.get(base) ?? 0) })),
  )
}

/**
 * Slugs nobody holds, one for each wish and in its order: the wish itself, else with `-2`, `-3` and so on, against the table and
 * among the wishes. Good until the transaction ends, while writers wait for each other.
 */
export function pickSlugs(wishes: readonly string[], asked: readonly FreeSlugs[]): string[] {
  const free = new Map(asked.map((each) => [each.base, each]))
  const wished = new Set(wishes)
  const taken = new Set<string>()
  return wishes.map((wish) => {
    const { isTaken, numbers } = free.get(wish) ?? { isTaken: false, numbers: [] }
    const candidates = [
      ...(isTaken ? [] : [wish]),
      ...numbers.map((number) => `${wish}-${number}`).filter((slug) => !wished.has(slug)),
    ]
    const slug = candidates.find((candidate) => !taken.has(candidate))
    if (slug === undefined) throw new Error(`No free slug was found for ${wish}`)
    taken.add(slug)
    return slug
  })
}

/** How many of the wishes look like another one with a number, and stand in its way. */
function countNumbered(wishes: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>()
  for (const wish of wishes) {
    const base = /^(.+)-\d+$/.exec(wish)?.[1]
    if (base !== undefined) counts.set(base, (counts.get(base) ?? 0) + 1)
  }
  return counts
}

/** Doubles the number until one is free, halves the gap to the first free one, then takes as many as are needed. */
function listFree(table: Table, asked: readonly { base: string; needed: number }[]): RawBuilder<FreeSlugs> {
  const taken = (slug: RawBuilder<unknown>): RawBuilder<unknown> => isTaken(table, slug)
  return sql<FreeSlugs>`
    with recursive asked as materialized (
      select a.base, a.needed, ${taken(sql`a.base`)} as is_taken
      from unnest(${asked.map(({ base }) => base)}::text[], ${asked.map(({ needed }) => needed)}::int[]) as a (base, needed)
    ), gap (base, taken, free) as (
      select base, 1::bigint, null::bigint from asked where is_taken or needed > 1
      union all
      select g.base, case when existing.yes then tried.number else g.taken end, case when existing.yes then g.free else tried.number end
      from gap g
      cross join lateral (select coalesce((g.taken + g.free) / 2, g.taken * 2) as number) as tried
      cross join lateral (select ${taken(sql`g.base || '-' || tried.number`)} as yes) as existing
      where g.free is null or g.free - g.taken > 1
    )
    select a.base, a.is_taken as "isTaken", coalesce(numbers.list, '{}') as numbers
    from asked a
    left join gap g on g.base = a.base and g.free - g.taken = 1
    left join lateral (
      select array_agg(n) as list
      from (
        select n
        from (select generate_series(g.free, g.free + 1000000) as n) as series
        where not ${taken(sql`a.base || '-' || n`)}
        limit a.needed
      ) as found
    ) as numbers on true`
}

/** Somebody has it, or had it and is still found by it. */
function isTaken(table: Table, slug: RawBuilder<unknown>): RawBuilder<unknown> {
  const inUse = sql`exists (select from ${sql.table(table)} t where t.slug = ${slug})`
  if (table === 'article') return inUse
  return sql`(${inUse} or exists (select from ${sql.table(`former_${table}`)} f where f.kind = 'slug' and f.value = ${slug}))`
}
