import { sql } from 'kysely'
import type { RelatedLink, RelatedLinkOrigin } from '../../schema/models.ts'
import type { Selection } from '../../schema/selection.ts'
import { jsonObject, type Json } from './json.ts'
import { below, jsonList, nodeJson, type Plan } from './plan.ts'
import { visible } from './visible.ts'

export interface RelatedLinkArgs {
  /** 1 to 50. */
  readonly first: number
  readonly origins: readonly RelatedLinkOrigin[] | null | undefined
}

/**
 * The links under the article in `row`: editors' links in their order. A link whose target the caller may not see is
 * left out before the limit, so the list is refilled, and positions are counted anew, so no gap tells of it.
 */
export function relatedLinks(
  plan: Plan,
  row: string,
  args: RelatedLinkArgs,
  selection: Selection,
): Json<RelatedLink[]> | null {
  const deeper = below(plan)
  if (deeper === null || !Number.isInteger(args.first) || args.first < 1 || args.first > 50) return null
  if (args.origins != null && !args.origins.includes('EDITORIAL')) return sql`json_build_array()`
  const link = plan.aliases.next('l')
  const target = plan.aliases.next('a')
  const ranked = plan.aliases.next('r')
  const article = selection.only('article')
  const model = {
    title: sql.ref(`${ranked}.title`),
    url: sql.ref(`${ranked}.url`),
    byline: sql.ref(`${ranked}.byline`),
    kind: sql.ref(`${ranked}.kind`),
    origin: sql`'EDITORIAL'`,
    position: sql.ref(`${ranked}.place`),
    articleId: sql.ref(`${ranked}.target_id`),
    ...(article === null ? {} : { planned: jsonObject({ article: sql.ref(`${ranked}.article`) }) }),
  }
  const articleColumn =
    article === null
      ? sql``
      : sql`, case when ${sql.ref(`${target}.id`)} is not null then ${nodeJson(deeper, 'article', target, article.below)} end as article`
  return jsonList(sql`
    select ${jsonObject(model)} as node, ${sql.ref(`${ranked}.place`)} as place
    from (
      select ${sql.ref(`${link}.title`)}, coalesce(${sql.ref(`${target}.url`)}, ${sql.ref(`${link}.url`)}) as url,
        ${sql.ref(`${link}.byline`)}, ${sql.ref(`${link}.kind`)}, ${sql.ref(`${target}.id`)} as target_id,
        row_number() over (order by ${sql.ref(`${link}.position`)}) as place ${articleColumn}
      from related_link as ${sql.ref(link)}
      left join article as ${sql.ref(target)} on ${sql.ref(`${target}.id`)} = ${sql.ref(`${link}.target_id`)}
      where ${sql.ref(`${link}.article_id`)} = ${sql.ref(`${row}.id`)}
        and (${sql.ref(`${link}.target_id`)} is null or ${visible(plan.view, target)})
      order by ${sql.ref(`${link}.position`)}
      limit ${sql.lit(args.first)}
    ) as ${sql.ref(ranked)}`)
}
