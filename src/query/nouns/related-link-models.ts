import { sql, type RawBuilder } from 'kysely'
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
      ${editorialFrom(builder, row, first, link, target)}
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
  const target = builder.aliases.next('a')
  const ranked = builder.aliases.next('r')
  const article = selection.only('article')
  const position = sql`${sql.ref(`${ranked}.place`)} + ${taken}`
  const model = linkJson(selection, {
    title: sql.ref(`${target}.headline`),
    url: sql.ref(`${target}.url`),
    byline: builder.nouns.article.columns['byline']?.sql(target, builder.requestScope) ?? sql`null`,
    kind: kindOfTarget(target),
    origin: sql`'COMPUTED'`,
    position,
    articleId: sql.ref(`${target}.id`),
    article: article === null ? null : nodeJson(builder, 'article', target, article.below),
  })
  return sql`
    select ${model} as node, ${position} as place
    from (${computedTargets(builder, row, first, taken)}) as ${sql.ref(ranked)}
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
