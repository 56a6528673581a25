import { sql, type Kysely } from 'kysely'
import type { DB } from './tables/database.ts'

/** The channel that hears, at each commit that changes content, that there is something to read. */
export const contentChangedChannel = 'content_changed'

/** The tag of a change that may concern anything. */
export const everything = '*'

/** How far changes have been read: every transaction below `xmin` is over, and of later ones those in `seen` have been read. */
export interface ChangesPosition {
  readonly xmin: bigint
  readonly seen: ReadonlySet<string>
}

export interface ContentChanges {
  /** See migration 0025; each once. */
  readonly tags: ReadonlySet<string>
  readonly position: ChangesPosition
}

/**
 * The tags of all transactions that were committed since `from`; null: begin with what comes after now, so without tags. A transaction
 * that commits late is found by its snapshot, whatever the order of commits. Where the database is another one than before (a
 * restored copy, whose transactions count from elsewhere), everything has changed. One statement; reads on a standby too.
 */
export async function readContentChanges(db: Kysely<DB>, from: ChangesPosition | null): Promise<ContentChanges> {
  const { rows } = await sql<{ xmin: string; xid: string | null; tags: string[] | null }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as xmin, c.xid::text as xid, c.tags
    from (select) always
    left join content_change c on c.xid >= ${from === null ? sql`pg_snapshot_xmin(pg_current_snapshot())` : sql`${String(from.xmin)}::xid8`}`.execute(
    db,
  )
  const xmin = BigInt(rows[0]?.xmin ?? 0)
  const read = rows.filter(
    (row): row is { xmin: string; xid: string; tags: string[] } => row.xid !== null && row.tags !== null,
  )
  const isOtherDatabase = from !== null && xmin < from.xmin
  const tags = new Set(isOtherDatabase ? [everything] : [])
  if (from !== null) {
    for (const change of read) if (!from.seen.has(change.xid)) for (const tag of change.tags) tags.add(tag)
  }
  return { tags, position: { xmin, seen: new Set(read.map(({ xid }) => xid).filter((xid) => BigInt(xid) >= xmin)) } }
}

/** Articles that become visible by themselves: the next ones after the instant, in their order. */
export interface Upcoming {
  /** RFC 3339: when it becomes visible. */
  readonly at: string
  /** What shows it from then on. */
  readonly tags: readonly string[]
}

/** The next `limit` articles that become visible after `instant` (RFC 3339). Order served by index article_visible_at. */
export async function readUpcoming(db: Kysely<DB>, instant: string, limit: number): Promise<readonly Upcoming[]> {
  const { rows } = await sql<Upcoming>`
    select to_char(next.visible_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
      array(select article_tags(array[next.id])) as tags
    from (
      select id, visible_at from article
      where id > 0 and visible_at > ${instant}::timestamptz(3)
      order by visible_at
      limit ${sql.lit(limit)}
    ) next
    order by next.visible_at`.execute(db)
  return rows
}
