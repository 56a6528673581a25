import { urlKey } from '../../../text/keys.ts'
import { limits } from '../limits.ts'

/**
 * The keys of the addresses that a sanitised body links to, each once, in its order; at most the first 50.
 * Addresses of the same page (`own`) are none.
 */
export function bodyLinks(html: string, own: ReadonlySet<string>): readonly string[] {
  if (!html.includes('<a ')) return []
  const keys = new Set<string>()
  for (const [, href = ''] of html.matchAll(/<a href="(https?:[^"]*)"/g)) {
    const url = unescape(href)
    if (url.length > limits.urlChars || !URL.canParse(url)) continue
    const key = urlKey(url)
    if (!own.has(key)) keys.add(key)
    if (keys.size === limits.bodyLinks) break
  }
  return [...keys]
}

/** The four characters that the sanitiser escapes in attributes. */
function unescape(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}
