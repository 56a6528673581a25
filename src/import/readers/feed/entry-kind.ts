import type { Note } from '../../draft.ts'

/**
 * What an entry of a blog's export is where that is no article: a comment, a page, a setting, a template; null: an article.
 * By the kind that Google's systems give each entry, the type that Blogger's exports have since 2024, or the type of an activity.
 * Read without parsing it: an export has a hundred settings for an article, of which nothing must come in.
 */
export function entryKind(xml: string): string | null {
  const head = xml.slice(0, maxHeadChars)
  const tail = xml.length > maxHeadChars ? xml.slice(-maxHeadChars) : ''
  for (const part of [head, tail]) {
    for (const [tag] of part.matchAll(/<(?:\w+:)?category\b[^<>]*>/gi)) {
      if (!/\sscheme\s*=\s*["'][^"']*#kind["']/i.test(tag)) continue
      const kind = /\sterm\s*=\s*["'][^"']*#([\w-]+)["']/i.exec(tag)?.[1]?.toLowerCase()
      if (kind !== undefined) return kind === 'post' ? null : kind
    }
    const type = /<(?:\w+:)?type(?:\s[^<>]*)?>\s*(POST|PAGE|COMMENT|SETTINGS?|TEMPLATE)\s*<\//i
      .exec(part)?.[1]
      ?.toLowerCase()
    if (type !== undefined) return type === 'post' ? null : type
    const activity = /<(?:\w+:)?object-type>([^<]{0,200})</i.exec(part)?.[1] ?? ''
    if (/\bcomment\s*$/i.test(activity)) return 'comment'
  }
  return null
}

/** What is told of entries that are no articles. */
export function othersNote(others: ReadonlyMap<string, number>): readonly Note[] {
  if (others.size === 0) return []
  const counts = [...others].sort(([, a], [, b]) => b - a).map(([kind, count]) => `${count} ${kind}`)
  return [{ field: null, message: `The file also has ${counts.join(', ')}; they are no articles.` }]
}

/** Where categories and types stand; between them there may be a body of megabytes. */
const maxHeadChars = 65_536
