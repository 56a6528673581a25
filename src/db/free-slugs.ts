import { sql } from 'kysely'
import type { Db } from './tables.ts'

/**
 * Slugs nobody holds, one for each wish and in its order: the wish itself, else with `-2`, `-3` and so on, against the table and
 * among the wishes. Good until the transaction ends, while writers wait for each other. One statement.
 */
export async function freeSlugs(
  tx: Db,
  table: 'article' | 'author' | 'topic' | 'publisher',
  wishes: readonly string[],
): Promise<string[]> {
  if (wishes.length === 0) return []
  const counts = Map.groupBy(wishes, (wish) => wish)
  const wished = new Set(counts.keys())
  const numbered = countNumbered(wished)
  const asked = [...counts].map(([base, same]) => ({ base, needed: same.length + (numbered.get(base) ?? 0) }))
  const free = await listFree(tx, table, asked)
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

interface Free {
  readonly isTaken: boolean
  readonly numbers: readonly number[]
}

/** Doubles the number until one is free, halves the gap to the first free one, then takes as many as are needed. */
async function listFree(
  tx: Db,
  table: string,
  asked: readonly { base: string; needed: number }[],
): Promise<Map<string, Free>> {
  const slugs = sql.table(table)
  const { rows } = await sql<Free & { base: string }>`
    with recursive asked as materialized (
      select a.base, a.needed, exists (select from ${slugs} t where t.slug = a.base) as is_taken
      from unnest(${asked.map(({ base }) => base)}::text[], ${asked.map(({ needed }) => needed)}::int[]) as a (base, needed)
    ), gap (base, taken, free) as (
      select base, 1::bigint, null::bigint from asked where is_taken or needed > 1
      union all
      select g.base, case when held.yes then tried.number else g.taken end, case when held.yes then g.free else tried.number end
      from gap g
      cross join lateral (select coalesce((g.taken + g.free) / 2, g.taken * 2) as number) as tried
      cross join lateral (select exists (select from ${slugs} t where t.slug = g.base || '-' || tried.number) as yes) as held
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
        where not exists (select from ${slugs} t where t.slug = a.base || '-' || n)
        limit a.needed
      ) as found
    ) as numbers on true`.execute(tx)
  return new Map(rows.map(({ base, isTaken, numbers }) => [base, { isTaken, numbers }]))
}
