import { sql, type RawBuilder } from 'kysely'
import { columnOf } from '../../db/column-of.ts'
import type { RelatedLink } from '../../../schema/models.ts'
import type { Selection } from '../../../schema/selection.ts'
import { jsonObject, type Json } from '../../db/json.ts'
import { nodeJson } from '../node-json.ts'
import { jsonList, type StatementBuilder } from '../statement-builder.ts'
import { computedTargets, editorialFrom, kindOfTarget, type RelatedLinkArgs } from './related-link.ts'

/** The links as models, as far as they are selected. */
export function linkModels(
  builder: StatementBuilder,
  row: string,
  { first, origins }: RelatedLinkArgs,
  selection: Selection,
): Json {
  const name = builder.aliases.next('chosen')
  const computed = (taken: RawBuilder<unknown>): RawBuilder<unknown> =>
    computedLinks(builder, row, first, taken, selection)
  if (!origins.has('COMPUTED')) return jsonList(editorialLinks(builder, row, first, selection))
  if (!origins.has('EDITORIAL')) return jsonList(computed(sql`0`))
  return sql`(
    with ${sql.ref(name)} as materialized (${editorialLinks(builder, row, first, selection)})
    select coalesce(json_agg(listed.node order by listed.position), '[]')
    from (
      select node, position from ${sql.table(name)}
      union all
      (${computed(sql`(select count(*) from ${sql.table(name)})`)})
    ) listed)`
}

/** Rows (node, position) of what editors chose. */
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
      : sql`, case when ${columnOf(target, 'id')} is not null then ${nodeJson(builder, 'article', target, article.below)} end as article`
  const model = linkJson(selection, {
    title: columnOf(ranked, 'title'),
    url: columnOf(ranked, 'url'),
    byline: columnOf(ranked, 'byline'),
    kind: columnOf(ranked, 'kind'),
    origin: sql`'EDITORIAL'`,
    position: columnOf(ranked, 'position'),
    articleId: columnOf(ranked, 'target_id'),
    article: article === null ? null : columnOf(ranked, 'article'),
  })
  return sql`
    select ${model} as node, ${columnOf(ranked, 'position')} as position
    from (
      select ${columnOf(link, 'title')}, coalesce(${columnOf(target, 'url')}, ${columnOf(link, 'url')}) as url,
        ${columnOf(link, 'byline')}, ${columnOf(link, 'kind')}, ${columnOf(target, 'id')} as target_id,
        row_number() over (order by ${columnOf(link, 'position')}) as position ${articleColumn}
      ${editorialFrom(builder, row, first, link, target)}
    ) as ${sql.ref(ranked)}`
}

/** Rows (node, position) of what the gateway chose, behind so many others; nothing is computed where those fill the list. */
function computedLinks(
  builder: StatementBuilder,
  row: string,
  first: number,
  taken: RawBuilder<unknown>,
  selection: Selection,
): RawBuilder<unknown> {
  const target = builder.aliases.next('a')
  const ranked = builder.aliases.next('r')
  const article = selection.only('article')
  const position = sql`${columnOf(ranked, 'position')} + ${taken}`
  const model = linkJson(selection, {
    title: columnOf(target, 'headline'),
    url: columnOf(target, 'url'),
    byline: builder.nouns.article.columns['byline']?.sql(target, builder.requestScope) ?? sql`null`,
    kind: kindOfTarget(target),
    origin: sql`'COMPUTED'`,
    position,
    articleId: columnOf(target, 'id'),
    article: article === null ? null : nodeJson(builder, 'article', target, article.below),
  })
  return sql`
    select ${model} as node, ${position} as position
    from (${computedTargets(builder, row, first, taken)}) as ${sql.ref(ranked)}
    join article as ${sql.ref(target)} on ${columnOf(target, 'id')} = ${columnOf(ranked, 'id')}`
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
