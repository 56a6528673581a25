import { sql, type RawBuilder } from 'kysely'
import { defaultCountLimit, maxCountLimit, readSize } from '../../../schema/list-args.ts'
import type { Selection } from '../../../schema/selection.ts'
import { jsonObject, type Json } from '../../db/json.ts'
import type { NounName } from '../statement-builder.ts'
import type { RequestValues } from '../slot.ts'

/** A page as it comes from SQL: `size` + 1 rows at most, so that the extra one tells whether there are more. */
export interface RawPage {
  readonly page: { readonly key: string | number; readonly id: number; readonly node: unknown }[] | null
  /** Null where nobody asked. */
  readonly count: number | null
}

/** Where a page comes from, whatever becomes of its rows. */
export interface PageSource {
  readonly noun: NounName
  readonly window: { readonly size: number; readonly backward: boolean }
  /** Does it start at a cursor, so that there is something on its other side? */
  readonly hasCursor: boolean
  /** Rows (id, key) of the window, at most `limit`, in its order: by key, then id. */
  readonly rows: (limit: number) => RawBuilder<unknown>
  readonly isDescending: boolean
  /** What a key is. */
  readonly keyType: 'instant' | 'number' | 'text'
  /** What stands before the key in a cursor, for lists that need more than a place. */
  readonly keyPrefix?: (values: RequestValues) => string
  readonly count: (limit: number) => RawBuilder<number>
  /** The page for models: `size` + 1 rows at most; `node` makes one of a row; null: only their place. */
  readonly pageJson: (node: ((row: string) => Json) | null) => Json
  /** The row whose list it is; null: the gateway's. */
  readonly owner: RawBuilder<number> | null
  /** What its cursors are good for. */
  readonly binding: (values: RequestValues, owner: number | null) => string
  /** The cursor that it starts at, in a request; null: at none. */
  readonly cursor: (values: RequestValues) => string | null
}

/** The page and the count of any connection, each only where it is selected, as one JSON value. */
export function connectionJson(
  selection: Selection,
  make: {
    /** `nodes` is what is selected of the items; null: only their place. */
    readonly page: (nodes: Selection | null) => Json
    readonly count: (limit: number) => RawBuilder<number>
  },
): Json<RawPage> {
  const wantsPage = selection.has('edges') || selection.has('nodes') || selection.has('pageInfo')
  const limit = countLimit(selection)
  return jsonObject({
    page: wantsPage ? make.page(nodeSelection(selection)) : sql`null::json`,
    count: limit === null ? sql`null::bigint` : make.count(limit),
  })
}

/** The limit of the selected count; null where it is not selected, or not under one accepted limit. */
export function countLimit(selection: Selection): number | null {
  const count = selection.only('count')
  if (count === null) return null
  try {
    return readSize('limit', count.args.limit ?? defaultCountLimit, maxCountLimit)
  } catch {
    return null
  }
}

/** What is selected of the items: below `nodes`, below `edges.node`, or both. */
export function nodeSelection(selection: Selection): Selection | null {
  const direct = selection.only('nodes')?.below
  const edge = selection.only('edges')?.below.only('node')?.below
  if (direct !== undefined && edge !== undefined) {
    // both: what only one of them selects, the other finds there too; arguments that differ are left to loaders
    return {
      has: (field) => direct.has(field) || edge.has(field),
      only: (field) => (direct.has(field) && edge.has(field) ? null : (direct.only(field) ?? edge.only(field))),
      key: direct.key,
      fields: () => [],
    }
  }
  return direct ?? edge ?? null
}
