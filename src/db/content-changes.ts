import { sql, type Kysely } from 'kysely'
import type { DB } from './tables/database.ts'
import { timeline, walPosition } from './wal.ts'

/** The channel that hears, at each commit that changes content, that there is something to read. */
export const contentChangedChannel = 'content_changed'

/** The tag of a change that may concern anything. */
export const everything = '*'

/** How far changes have been read: every transaction below `xmin` is over, and of later ones those in `seen` have been read. */
export interface ChangesPosition {
  readonly xmin: bigint
  /** See `timeline`. */
  readonly timeline: string
  readonly seen: ReadonlySet<string>
}

export interface ContentChanges {
  /** See migration 0025; each once. */
  readonly tags: ReadonlySet<string>
  readonly position: ChangesPosition
  /** Where the server's log has them all; see `walPosition`. */
  readonly walPosition: number
}

/**
 * The tags of all transactions that were committed since `from`; null: begin with what comes after now, so without tags. A transaction
 * that commits late is found by its snapshot, whatever the order of commits. Where the database is another one than before (a
 * restored copy, whose transactions count from elsewhere; a replica that was promoted, perhaps without the last ones), everything has changed. One statement; reads on a standby too.
 */
export async function readContentChanges(db: Kysely<DB>, from: ChangesPosition | null): Promise<ContentChanges> {
  const { rows } = await sql<Row>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as xmin, ${timeline} as timeline, ${walPosition} as wal,
      c.xid::text as xid, c.tags
    from (select) always
    left join content_change c on c.xid >= ${from === null ? sql`pg_snapshot_xmin(pg_current_snapshot())` : sql`${String(from.xmin)}::xid8`}`.execute(
    db,
  )
  const xmin = BigInt(rows[0]?.xmin ?? 0)
  const read = rows.filter((row): row is Row & { xid: string; tags: string[] } => row.xid !== null && row.tags !== null)
  const now = rows[0]?.timeline ?? ''
  const isOtherDatabase = from !== null && (xmin < from.xmin || now !== from.timeline)
  const tags = new Set(isOtherDatabase ? [everything] : [])
  if (from !== null) {
    for (const change of read) if (!from.seen.has(change.xid)) for (const tag of change.tags) tags.add(tag)
  }
  const seen = new Set(read.map(({ xid }) => xid).filter((xid) => BigInt(xid) >= xmin))
  return { tags, position: { xmin, timeline: now, seen }, walPosition: rows[0]?.wal ?? 0 }
}

interface Row {
  readonly xmin: string
  readonly timeline: string
  readonly wal: number
  readonly xid: string | null
  readonly tags: string[] | null
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
