import { setImmediate } from 'node:timers/promises'
import type { UrlResolution } from '../../schema/models.ts'
import type { Selection } from '../../schema/selection.ts'
import { urlKey } from '../text/keys.ts'
import { addressOf } from '../query/moved-pages.ts'
import { resolvedUrls, type FoundUrl } from '../query/url-resolution.ts'
import type { LoaderContext } from './loader-context.ts'

/** What is at each of these addresses, in their order, by one statement; addresses are absolute http(s) ones. */
export async function resolveUrls(
  loaderContext: LoaderContext,
  urls: readonly string[],
  selection: Selection,
): Promise<readonly UrlResolution[]> {
  if (urls.length === 0) return []
  const keys = await keysOf(urls)
  const rows = await loaderContext.run(
    resolvedUrls(loaderContext.newStatementBuilder(), [...new Set(keys)], loaderContext.plannable(selection)),
  )
  const byKey = new Map<string, FoundUrl>()
  for (const { key, found, moved } of rows) {
    // what is an article's address now was given away by whatever had it before
    if (found !== null) byKey.set(key, found)
    else if (moved !== null && !byKey.has(key)) {
      byKey.set(key, { status: 'MOVED', canonicalUrl: addressOf(moved), articleId: null })
    }
  }
  return urls.map((requested, index) => ({ requested, ...(byKey.get(keys[index] ?? '') ?? unknown) }))
}

const unknown: FoundUrl = { status: 'UNKNOWN', canonicalUrl: null, articleId: null }

/** UTF-16 units of addresses that are read without a yield: of 2,000 slashes or parameters each they take some 5 ms. */
const maxCharsATurn = 10_000

async function keysOf(urls: readonly string[]): Promise<string[]> {
  const keys: string[] = []
  let chars = 0
  for (const url of urls) {
    keys.push(urlKey(url))
    chars += url.length
    if (chars <= maxCharsATurn) continue
    chars = 0
    await setImmediate()
  }
  return keys
}
