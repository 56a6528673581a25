import { sql, type RawBuilder } from 'kysely'
import { columnOf } from '../../db/column-of.ts'
import type { RelatedLinkOrigin } from '../../../schema/models.ts'
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
  const origins = new Set((args.origins ?? ['EDITORIAL', 'COMPUTED']) as readonly RelatedLinkOrigin[])
  if (origins.size === 0) return sql`json_build_array()`
  return builder.output.links(builder, row, { first, origins }, selection)
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

/** Rows (id, position) of the articles that the gateway chose, at most `first` less those taken already. */
export function computedTargets(
  builder: StatementBuilder,
  row: string,
  first: number,
  taken: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const seen = builder.aliases.next('a')
  return sql`
    select related.id, row_number() over (order by related.score desc, related.id desc) as position
    from (
      select candidate.id, max(candidate.score) as score
      from (
        select id, score from linked_candidates(${columnOf(row, 'id')})
        union all
        select id, score from related_candidates(${columnOf(row, 'id')})
      ) candidate
      group by candidate.id
    ) related
    join article as ${sql.ref(seen)} on ${columnOf(seen, 'id')} = related.id
    where ${visible(builder.requestScope, seen)}
    order by related.score desc, related.id desc
    limit ${sql.lit(first)} - ${taken}`
}

/** What a computed link leads to. */
export function kindOfTarget(target: string): RawBuilder<unknown> {
  const type = columnOf(target, 'type')
  return sql`case ${type} when 'INTERACTIVE' then 'ARTICLE' else ${type} end`
}
