import { sql, type RawBuilder } from 'kysely'
import type { ArticleKey, TopicKey } from '../../schema/context.ts'
import { urlKey } from '../text/keys.ts'
import { lineOf } from '../text/line.ts'
import { pathKey, suppliedSlug } from '../text/slug.ts'
import type { NounName } from './statement-builder.ts'
import { late, type Bound, type Late } from './slot.ts'
import { hasVisibleArticle, visible, type RequestScope } from './visibility.ts'

/** The row `root` of an article. */
export function articleCondition(key: Bound<ArticleKey>): RawBuilder<unknown> {
  if ('id' in key) return sql`root.id = ${key.id}`
  if ('slug' in key) return sql`root.slug = ${late(key.slug, suppliedSlug)}`
  if ('url' in key) {
    return sql`root.id = (select address.article_id from article_url address where address.url_key = ${late(key.url, urlKey)})`
  }
  const { source, value } = key.externalId
  return sql`root.source = ${late(source, lineOf)} and root.external_id = ${late(value, lineOf)}`
}

/** The row `root` of a topic, an author or a publisher; what it was called before leads to it as long as nothing else is called so. */
export function namedCondition(noun: 'topic' | 'author' | 'publisher', key: Bound<TopicKey>): RawBuilder<unknown> {
  if ('id' in key) return sql`root.id = ${key.id}`
  return 'slug' in key
    ? calledNow(noun, 'slug', late(key.slug, suppliedSlug))
    : calledNow(noun, 'path', late(key.path, pathKey))
}

/** The second look-up is made only where the first finds nothing. */
function calledNow(noun: string, kind: 'slug' | 'path', value: Late<string>): RawBuilder<unknown> {
  return sql`root.id = coalesce(
    (select called.id from ${sql.table(noun)} called where called.${sql.ref(kind)} = ${value}),
    (select former.${sql.ref(`${noun}_id`)} from ${sql.table(`former_${noun}`)} former
      where former.kind = ${sql.lit(kind)} and former.value = ${value}))`
}

/**
 * May the caller see the row `root`? Publishers are not hidden: they are whose gateway it is, and their imprints have to be
 * found whatever they have out.
 */
export function isSeen(requestScope: RequestScope, noun: NounName): RawBuilder<unknown> {
  if (noun === 'publisher') return sql`true`
  return noun === 'article' ? visible(requestScope, 'root') : hasVisibleArticle(requestScope, noun, 'root')
}
