import type { UrlResolution } from '../../schema/models.ts'
import type { Selection } from '../../schema/selection.ts'
import { urlKey } from '../text/keys.ts'
import { resolvedUrls, type FoundUrl } from '../query/url-resolution.ts'
import type { LoaderContext } from './loader-context.ts'

/** What is at each of these addresses, in their order, by one statement; addresses are absolute http(s) ones. */
export async function resolveUrls(
  loaderContext: LoaderContext,
  urls: readonly string[],
  selection: Selection,
): Promise<readonly UrlResolution[]> {
  if (urls.length === 0) return []
  const keys = urls.map(urlKey)
  const rows = await loaderContext.run(
    resolvedUrls(loaderContext.newStatementBuilder(), [...new Set(keys)], loaderContext.look(selection)),
  )
  const byKey = new Map(rows.map(({ key, found }) => [key, found]))
  return urls.map((requested, index) => ({ requested, ...(byKey.get(keys[index] ?? '') ?? unknown) }))
}

const unknown: FoundUrl = { status: 'UNKNOWN', canonicalUrl: null, articleId: null }
