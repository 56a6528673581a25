import { sql, type RawBuilder } from 'kysely'
import { pathKey } from '../text/slug.ts'
import { hasVisibleArticle, type RequestScope } from './visibility.ts'

/** A former page, and where it is now. */
export interface MovedPage {
  /** The new address, of a topic without its path. */
  readonly url: string
  /** Of a topic. */
  readonly path: string | null
}

/**
 * Former pages of what the caller may see: of authors and publishers by the `urlKey` of the address that they had, of topics by the path that
 * they had below the front page of a publisher.
 */
export function movedPages(
  requestScope: RequestScope,
  keys: readonly string[],
): RawBuilder<MovedPage & { key: string }> {
  const below = keys.flatMap(splits)
  return sql<MovedPage & { key: string }>`
    select f.value as key, a.url, null as path
    from former_author f
    join author a on a.id = f.author_id
    where f.kind = 'page' and f.value = any(${keys}::text[]) and a.url is not null
      and ${hasVisibleArticle(requestScope, 'author', 'a')}
    union all
    select f.value, p.url, null
    from former_publisher f
    join publisher p on p.id = f.publisher_id
    where f.kind = 'page' and f.value = any(${keys}::text[]) and p.url is not null
    union all
    select r.key, p.url, t.path
    from unnest(${below.map(({ key }) => key)}::text[], ${below.map(({ site }) => site)}::text[],
      ${below.map(({ path }) => path)}::text[]) as r (key, site, path)
    join former_topic f on f.kind = 'path' and f.value = r.path
    join topic t on t.id = f.topic_id
    join publisher p on regexp_replace(lower(p.url), '^https?://(www[.])?|/+$', '', 'g') = r.site
    where ${hasVisibleArticle(requestScope, 'topic', 't')}`
}

/** The address that a former page has now. */
export function addressOf({ url, path }: MovedPage): string {
  return path === null ? url : `${url.replace(/\/+$/, '')}/${encodeURI(path)}`
}

/** A front page is at the root of its host, or a few folders below. */
const maxFolders = 3

/** Every way to read a key as a front page and a path below it. */
function splits(key: string): { key: string; site: string; path: string }[] {
  const [host = '', ...segments] = key.split('/')
  if (segments.length === 0 || /[?#]/.test(key)) return []
  return segments.slice(0, maxFolders).map((_, folders) => ({
    key,
    site: [host, ...segments.slice(0, folders)].join('/').toLowerCase(),
    path: pathKey(decoded(segments.slice(folders).join('/'))),
  }))
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
