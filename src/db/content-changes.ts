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
  /** Epoch ms, by the database's clock. */
  readonly atMs: number
}

/** What one transaction changed. */
export interface ContentChange {
  readonly xid: bigint
  /** See migration 0025. */
  readonly tags: readonly string[]
}

export interface ContentChanges {
  /** What was not read before, by transaction. */
  readonly changes: readonly ContentChange[]
  /** Their tags, each once; `*` where the database is another one than before, none where reading began. */
  readonly tags: ReadonlySet<string>
  readonly position: ChangesPosition
  readonly isOtherDatabase: boolean
  /** Where the server's log has them all; see `walPosition`. */
  readonly walPosition: number
}

/** Whether a position is behind a transaction, so that whatever was read from there on shows what that did. */
export function includes({ xmin, seen }: ChangesPosition, xid: bigint): boolean {
  return xid < xmin || seen.has(String(xid))
}

/**
 * What all transactions changed that were committed since `from`; null: in the last ten minutes at least, but `limit` transactions at
 * most, the last ones. A transaction that commits late is found by its snapshot, whatever the order of commits. Where the database is another
 * one than before (a restored copy, whose transactions count from elsewhere; a replica that was promoted, perhaps without the last ones),
 * everything has changed. One statement; reads on a standby too.
 */
export async function readContentChanges(
  db: Kysely<DB>,
  from: ChangesPosition | null,
  limit = 2_000,
): Promise<ContentChanges> {
  const found = await (from === null ? readLast(db, limit) : readSince(db, from))
  const { xmin: newXmin, timeline: now, wal, atMs } = found[0] ?? { xmin: '0', timeline: '', wal: 0, atMs: 0 }
  const xmin = BigInt(newXmin)
  const read = found.flatMap(({ xid, tags }) => (xid === null || tags === null ? [] : [{ xid: BigInt(xid), tags }]))
  const seen = new Set(read.flatMap(({ xid }) => (xid >= xmin ? [String(xid)] : [])))
  const changes = from === null ? read : read.filter(({ xid }) => !from.seen.has(String(xid)))
  const isOtherDatabase = from !== null && (xmin < from.xmin || now !== from.timeline)
  const tags = from === null ? [] : isOtherDatabase ? [everything] : changes.flatMap((change) => change.tags)
  return {
    changes,
    tags: new Set(tags),
    position: { xmin, timeline: now, seen, atMs },
    isOtherDatabase,
    walPosition: wal,
  }
}

/** The snapshot in every row, and beside it a change, where there is one. */
interface ChangeRow {
  xmin: string
  timeline: string
  wal: number
  atMs: number
  xid: string | null
  tags: string[] | null
}

const snapshot = sql`pg_snapshot_xmin(pg_current_snapshot())::text as xmin, ${timeline} as timeline, ${walPosition} as wal,
      (extract(epoch from statement_timestamp()) * 1000)::float8 as "atMs"`

async function readSince(db: Kysely<DB>, { xmin }: ChangesPosition): Promise<readonly ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`
    select always.*, c.xid::text as xid, c.tags
    from (select ${snapshot} offset 0) always
    left join content_change c on c.xid >= ${String(xmin)}::xid8
    order by c.xid`.execute(db)
  return rows
}

async function readLast(db: Kysely<DB>, limit: number): Promise<readonly ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`
    select always.*, c.xid::text as xid, c.tags
    from (select ${snapshot} offset 0) always
    left join (select xid, tags from content_change order by xid desc limit ${sql.lit(limit)}) c on true
    order by c.xid`.execute(db)
  return rows
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
