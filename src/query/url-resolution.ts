import { sql, type RawBuilder } from 'kysely'
import type { UrlResolution } from '../../schema/models.ts'
import type { Selection } from '../../schema/selection.ts'
import { jsonObject } from '../db/json.ts'
import { nodeJson } from './node-json.ts'
import { movedPages, type MovedPage } from './moved-pages.ts'
import type { StatementBuilder } from './statement-builder.ts'
import { visible, withinAccess } from './visibility.ts'

/** What is at one address, without how it was asked for. */
export type FoundUrl = Omit<UrlResolution, 'requested'>

/**
 * One statement for what is at many addresses: rows (key, found, moved), none for an address that is UNKNOWN; where nothing is found, what
 * had the address before and has another one now. A withdrawn article is GONE
 * where the caller could have seen it before; one that never came out stays unknown, and so does what the caller may not see.
 * Sources: article_url by `urlKey`, and what `movedPages` finds.
 */
export function resolvedUrls(
  builder: StatementBuilder,
  keys: readonly string[],
  selection: Selection,
): RawBuilder<{ key: string; found: FoundUrl | null; moved: MovedPage | null }> {
  const article = selection.only('article')
  const found = jsonObject<FoundUrl>({
    status: sql`case when root.status = 'WITHDRAWN' then 'GONE' when address.is_canonical then 'CURRENT' else 'ALIAS' end`,
    canonicalUrl: sql`case when root.status <> 'WITHDRAWN' then root.url end`,
    articleId: sql`case when root.status <> 'WITHDRAWN' then root.id end`,
    ...(article === null
      ? {}
      : {
          planned: jsonObject({
            article: sql`case when root.status <> 'WITHDRAWN' then ${nodeJson(builder, 'article', 'root', article.below)} end`,
          }),
        }),
  })
  return sql`
    select address.url_key as key, ${found} as found, null::json as moved
    from article_url as address
    join article as root on root.id = address.article_id
    where address.url_key = any(${keys}::text[])
      and case when root.status = 'WITHDRAWN' then root.came_out and ${withinAccess(builder.requestScope, 'root')} else ${visible(builder.requestScope, 'root')} end
    union all
    select page.key, null, json_build_object('url', page.url, 'path', page.path)
    from (${movedPages(builder.requestScope, keys)}) as page`
}
