import { sql, type RawBuilder } from 'kysely'
import { columnOf } from '../../db/column-of.ts'
import type { RelatedLinkOrigin } from '../../../schema/models.ts'
import type { SelectedField } from '../../../schema/selection.ts'
import type { StatementBuilder, Relation } from '../statement-builder.ts'
import { visible } from '../visibility.ts'

export interface RelatedLinkArgs {
  /** 1 to 50. */
  readonly first: number
  /** At least one. */
  readonly origins: ReadonlySet<RelatedLinkOrigin>
}

/**
 * The links under the article in `row`: editors' links in their order, then computed ones. A link whose target the caller may
 * not see is left out before the limit, so the list is refilled, and positions are counted anew, so no gap tells of it.
 */
export const relatedLinks: Relation = (builder, row, { args, below: selection }) => {
  const first = Number(args.first)
  if (!Number.isInteger(first) || first < 1 || first > 50) return null
  const origins = originsOf(args)
  if (origins.size === 0) return sql`json_build_array()`
  return builder.output.links(builder, row, { first, origins }, selection)
}

/** Whether computed links are asked for. */
export function wantsComputed({ args }: SelectedField): boolean {
  return originsOf(args).has('COMPUTED')
}

function originsOf({ origins }: SelectedField['args']): ReadonlySet<RelatedLinkOrigin> {
  return new Set((origins ?? ['EDITORIAL', 'COMPUTED']) as readonly RelatedLinkOrigin[])
}

/** Editors' links in their order as `link`, each with the article it leads to as `target`, where there is one: from, where, limit. */
export function editorialFrom(
  builder: StatementBuilder,
  row: string,
  first: number,
  link: string,
  target: string,
): RawBuilder<unknown> {
  return sql`
    from related_link as ${sql.ref(link)}
    left join article as ${sql.ref(target)} on ${columnOf(target, 'id')} = ${columnOf(link, 'target_id')}
    where ${columnOf(link, 'article_id')} = ${columnOf(row, 'id')}
      and (${columnOf(link, 'target_id')} is null or ${visible(builder.requestScope, target)})
    order by ${columnOf(link, 'position')}
    limit ${sql.lit(first)}`
}

/** Rows (id, position) of the articles that the gateway chose, at most `first` less those taken already; see migration 0030. */
export function computedTargets(
  builder: StatementBuilder,
  row: string,
  first: number,
  taken: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const target = builder.aliases.next('a')
  const id = columnOf(row, 'id')
  // in the order of the list, so that no more of it is read than is wanted
  return sql`
    select chosen.id, row_number() over (order by chosen.position) as position
    from (
      select related.id, related.position
      from unnest(coalesce(kept_related_list(${id}), made_related_list(${id}))) with ordinality as related (id, position)
      cross join lateral (
        select from article as ${sql.ref(target)}
        where ${columnOf(target, 'id')} = related.id and ${visible(builder.requestScope, target)}
        limit 1) known
      order by related.position
      limit ${sql.lit(first)} - ${taken}
    ) chosen`
}

/**
 * The id of the article in `row`, where what is related to it is not kept. It asks for the kept list once more: the links
 * themselves are made levels below, and this is one look into an index by its key.
 */
export function idWhereNotKept(row: string): RawBuilder<string> {
  const id = columnOf(row, 'id')
  return sql<string>`case when kept_related_list(${id}) is null then ${id}::text end`
}

/** What a computed link leads to. */
export function kindOfTarget(target: string): RawBuilder<unknown> {
  const type = columnOf(target, 'type')
  return sql`case ${type} when 'INTERACTIVE' then 'ARTICLE' else ${type} end`
}
