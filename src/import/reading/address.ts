import sanitizeHtml from 'sanitize-html'

/** The absolute form of an address as written in a file; null where it is none a reader can follow (`#top`, `javascript:`). */
export function resolveUrl(address: string | null | undefined, base: string | null | undefined): string | null {
  const written = address?.trim().replace(/[\n\r\t]/g, '') ?? ''
  if (written === '' || written.startsWith('#')) return null
  const url = URL.parse(written, base ?? undefined)
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') ? url.href : null
}

/** HTML with its relative addresses made absolute; untouched where there are none. Nothing is sanitised here. */
export function resolveHtml(html: string, base: string | null): string {
  if (
    base === null ||
    !/\s(?:src|href|poster|srcset|data-src)\s*=\s*["']?(?!["']|https?:|data:|mailto:|tel:|#)/i.test(html)
  )
    return html
  return sanitizeHtml(html, {
    allowedTags: false,
    allowedAttributes: false,
    allowVulnerableTags: true,
    allowedSchemesAppliedToAttributes: [],
    parser: { decodeEntities: true },
    transformTags: { '*': (tagName, attributes) => ({ tagName, attribs: resolveAttributes(attributes, base) }) },
  })
}

function resolveAttributes(attributes: Record<string, string>, base: string): Record<string, string> {
  const resolved = { ...attributes }
  for (const name of ['src', 'href', 'poster', 'data-src']) {
    const value = resolved[name]
    if (value !== undefined) resolved[name] = resolveUrl(value, base) ?? value
  }
  if (resolved.srcset !== undefined) {
    resolved.srcset = resolved.srcset.replace(
      /(^|,\s+|,(?=\S+\s))(\S+?)(?=[\s,]|$)/g,
      (whole, before: string, url: string) => {
        const absolute = resolveUrl(url, base)
        return absolute === null ? whole : `${before}${absolute}`
      },
    )
  }
  return resolved
}
