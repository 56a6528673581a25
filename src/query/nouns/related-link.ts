import { sql, type RawBuilder } from 'kysely'
import type { RelatedLink, RelatedLinkOrigin } from '../../../schema/models.ts'
import type { Selection } from '../../../schema/selection.ts'
import { jsonObject, type Json } from '../../db/json.ts'
import { below, jsonList, nodeJson, type StatementBuilder } from '../statement-builder.ts'
import { visible } from '../visibility.ts'

export interface RelatedLinkArgs {
  /** 1 to 50. */
  readonly first: number
  readonly origins: readonly RelatedLinkOrigin[] | null | undefined
}

/**
 * The links under the article in `row`: editors' links in their order, then computed ones. A link whose target the caller may
 * not see is left out before the limit, so the list is refilled, and positions are counted anew, so no gap tells of it.
 */
export function relatedLinks(
  builder: StatementBuilder,
  row: string,
  { first, origins }: RelatedLinkArgs,
  selection: Selection,
): Json<RelatedLink[]> | null {
  const deeper = below(builder)
  if (deeper === null || !Number.isInteger(first) || first < 1 || first > 50) return null
  const asked = new Set(origins ?? ['EDITORIAL', 'COMPUTED'])
  const name = builder.aliases.next('chosen')
  const computed = (taken: RawBuilder<unknown>): RawBuilder<unknown> =>
    computedLinks(deeper, row, first, taken, selection)
  if (asked.size === 0) return sql`json_build_array()`
  if (!asked.has('COMPUTED')) return jsonList(editorialLinks(deeper, row, first, selection))
  if (!asked.has('EDITORIAL')) return jsonList(computed(sql`0`))
  return sql`(
    with ${sql.ref(name)} as materialized (${editorialLinks(deeper, row, first, selection)})
    select coalesce(json_agg(listed.node order by listed.place), '[]')
    from (
      select node, place from ${sql.table(name)}
      union all
      (${computed(sql`(select count(*) from ${sql.table(name)})`)})
    ) listed)`
}

/** Rows (node, place) of what editors chose. */
function editorialLinks(
  builder: StatementBuilder,
  row: string,
  first: number,
  selection: Selection,
): RawBuilder<unknown> {
  const link = builder.aliases.next('l')
  const target = builder.aliases.next('a')
  const ranked = builder.aliases.next('r')
  const article = selection.only('article')
  const articleColumn =
    article === null
      ? sql``
      : sql`, case when ${sql.ref(`${target}.id`)} is not null then ${nodeJson(builder, 'article', target, article.below)} end as article`
  const model = linkJson(selection, {
    title: sql.ref(`${ranked}.title`),
    url: sql.ref(`${ranked}.url`),
    byline: sql.ref(`${ranked}.byline`),
    kind: sql.ref(`${ranked}.kind`),
    origin: sql`'EDITORIAL'`,
    position: sql.ref(`${ranked}.place`),
    articleId: sql.ref(`${ranked}.target_id`),
    article: article === null ? null : sql.ref(`${ranked}.article`),
  })
  return sql`
    select ${model} as node, ${sql.ref(`${ranked}.place`)} as place
    from (
      select ${sql.ref(`${link}.title`)}, coalesce(${sql.ref(`${target}.url`)}, ${sql.ref(`${link}.url`)}) as url,
        ${sql.ref(`${link}.byline`)}, ${sql.ref(`${link}.kind`)}, ${sql.ref(`${target}.id`)} as target_id,
        row_number() over (order by ${sql.ref(`${link}.position`)}) as place ${articleColumn}
      from related_link as ${sql.ref(link)}
      left join article as ${sql.ref(target)} on ${sql.ref(`${target}.id`)} = ${sql.ref(`${link}.target_id`)}
      where ${sql.ref(`${link}.article_id`)} = ${sql.ref(`${row}.id`)}
        and (${sql.ref(`${link}.target_id`)} is null or ${visible(builder.requestScope, target)})
      order by ${sql.ref(`${link}.position`)}
      limit ${sql.lit(first)}
    ) as ${sql.ref(ranked)}`
}

/** Rows (node, place) of what the gateway chose, behind so many others; nothing is computed where those fill the list. */
function computedLinks(
  builder: StatementBuilder,
  row: string,
  first: number,
  taken: RawBuilder<unknown>,
  selection: Selection,
): RawBuilder<unknown> {
  const seen = builder.aliases.next('a')
  const target = builder.aliases.next('a')
  const ranked = builder.aliases.next('r')
  const article = selection.only('article')
  const position = sql`${sql.ref(`${ranked}.place`)} + ${taken}`
  const model = linkJson(selection, {
    title: sql.ref(`${target}.headline`),
    url: sql.ref(`${target}.url`),
    byline: builder.nouns.article.columns['byline']?.(target, builder.requestScope) ?? sql`null`,
    kind: sql`case ${sql.ref(`${target}.type`)} when 'INTERACTIVE' then 'ARTICLE' else ${sql.ref(`${target}.type`)} end`,
    origin: sql`'COMPUTED'`,
    position,
    articleId: sql.ref(`${target}.id`),
    article: article === null ? null : nodeJson(builder, 'article', target, article.below),
  })
  return sql`
    select ${model} as node, ${position} as place
    from (
      select related.id, row_number() over (order by related.score desc, related.id desc) as place
      from (
        select candidate.id, max(candidate.score) as score
        from (
          select id, score from linked_candidates(${sql.ref(`${row}.id`)})
          union all
          select id, score from related_candidates(${sql.ref(`${row}.id`)})
        ) candidate
        group by candidate.id
      ) related
      join article as ${sql.ref(seen)} on ${sql.ref(`${seen}.id`)} = related.id
      where ${visible(builder.requestScope, seen)}
      order by related.score desc, related.id desc
      limit ${sql.lit(first)} - ${taken}
    ) as ${sql.ref(ranked)}
    join article as ${sql.ref(target)} on ${sql.ref(`${target}.id`)} = ${sql.ref(`${ranked}.id`)}`
}

interface LinkColumns {
  readonly title: RawBuilder<unknown>
  readonly url: RawBuilder<unknown>
  readonly byline: RawBuilder<unknown>
  readonly kind: RawBuilder<unknown>
  readonly origin: RawBuilder<unknown>
  readonly position: RawBuilder<unknown>
  readonly articleId: RawBuilder<unknown>
  /** Null where a loader answers. */
  readonly article: RawBuilder<unknown> | null
}

/** The model of a link, as far as it is selected. */
function linkJson(selection: Selection, { article, articleId, ...columns }: LinkColumns): Json<RelatedLink> {
  const selected = Object.entries(columns).filter(([field]) => selection.has(field))
  return jsonObject({
    ...Object.fromEntries(selected),
    articleId,
    ...(article === null ? {} : { planned: jsonObject({ article }) }),
  })
}
