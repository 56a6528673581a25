/** What caches in front take as a header; more is cut off by some, and then never purged. */
const maxBytes = 4_096

/** How many buckets the tags of one kind are folded into, until they fit; 1: the kind alone. */
const folds = [64, 8, 1] as const

/**
 * The tags of an answer for caches in front, as `Surrogate-Key` (Fastly, Varnish' xkey) and `Cache-Tag` (Cloudflare, Akamai) take them;
 * no header where there is no tag. Where they are longer than 4 KB, those that name an object are folded into buckets by its id
 * (`article:1234` into `article:~64.18`, then `article:~8.2`, then `article:~1.0`), never left out: who purges a tag purges
 * `foldedTags` of it as well.
 */
export function surrogateHeaders(tags: readonly string[]): Record<string, string> {
  if (tags.length === 0) return {}
  const surrogateKey = fitting(tags).join(' ')
  return { 'surrogate-key': surrogateKey, 'cache-tag': surrogateKey.replaceAll(' ', ',') }
}

/** The tag and every bucket that it may be folded into. */
export function foldedTags(tag: string): readonly string[] {
  return [tag, ...folds.map((buckets) => fold(tag, buckets)).filter((one) => one !== tag)]
}

function fitting(tags: readonly string[]): readonly string[] {
  if (lengthOf(tags) <= maxBytes) return tags
  for (const buckets of folds) {
    const folded = [...new Set(tags.map((tag) => fold(tag, buckets)))]
    if (lengthOf(folded) <= maxBytes) return folded
  }
  return ['*']
}

function fold(tag: string, buckets: number): string {
  const [, kind, id] = /^(.+:)(\d+)$/.exec(tag) ?? []
  return kind === undefined ? tag : `${kind}~${buckets}.${Number(id) % buckets}`
}

function lengthOf(tags: readonly string[]): number {
  return tags.reduce((sum, { length }) => sum + length + 1, 0)
}
