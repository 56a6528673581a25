import { isNode, listOf } from './json-ld.ts'
import type { Page } from './page.ts'
import { metaText } from './text.ts'

/** What the JSON in Parsely's one meta says of a member, as texts; nothing where there is no such meta. */
export function parselyValues(page: Page, member: 'author' | 'pub_date' | 'tags'): string[] {
  const written = page.metas.get('parsely-page')?.[0]
  if (written === undefined) return []
  try {
    const parsed: unknown = JSON.parse(written)
    if (!isNode(parsed)) return []
    return [...listOf(parsed[member]), ...listOf(parsed[`${member}s`])].flatMap((value) =>
      typeof value === 'string' ? [metaText(value)] : [],
    )
  } catch {
    return []
  }
}
