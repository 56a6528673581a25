/** The absolute form of an address as written in a file; null where it is none a reader can follow (`#top`, `javascript:`). */
export function resolveUrl(address: string | null | undefined, base: string | null | undefined): string | null {
  const written = address?.trim().replace(/[\n\r\t]/g, '') ?? ''
  if (written === '' || written.startsWith('#')) return null
  const url = URL.parse(written, base ?? undefined)
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') ? url.href : null
}

/** HTML with its relative addresses made absolute, and otherwise to the letter as it was. Nothing is sanitised here. */
export function resolveHtml(html: string, base: string | null): string {
  if (base === null) return html
  return html.replace(/<[a-z][^<>]*>/gi, (tag) =>
    tag.replace(
      /(\s(?:src|href|poster|srcset|data-(?:[\w-]*src(?:set)?|original|lazy|url))\s*=\s*)(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi,
      (whole: string, name: string, double?: string, single?: string, bare?: string) => {
        const written = double ?? single ?? bare ?? ''
        if (/^\s*(?:#|$|data:|mailto:)/i.test(written)) return whole
        const isSet = /srcset/i.test(name)
        if (!isSet && /^https?:\/\//i.test(written)) return whole
        const value = written.replaceAll('&amp;', '&')
        const resolved = isSet ? resolveSet(value, base) : resolveUrl(value, base)
        if (resolved === null || resolved === value) return whole
        return `${name}"${resolved.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`
      },
    ),
  )
}

/** A `srcset`: addresses with their widths or densities, between commas that are followed by white space. */
function resolveSet(written: string, base: string): string {
  return written
    .split(/,\s+/)
    .map((candidate) => {
      const [url = '', ...rest] = candidate.trim().split(/\s+/)
      return [resolveUrl(url, base) ?? url, ...rest].join(' ')
    })
    .join(', ')
}
