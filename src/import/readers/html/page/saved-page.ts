/** A page as its site served it, and the address that whoever saved it wrote into it; null: none. */
export interface SavedPage {
  readonly html: string
  readonly url: string | null
}

/**
 * Undoes what saving and archiving a page do to it: addresses of a web archive become those of the site, its toolbar goes, and so does
 * what stands in front of `<html>`: warnings of a script, scripts, styles. Files that lie beside it go, or give way to an address. Reads the address from the comment of browsers, SingleFile,
 * monolith and HTTrack, or the mark of Save Page WE and WebScrapBook.
 */
export function restoredPage(written: string): SavedPage {
  const html = withoutArchive(written)
  const head = html.slice(0, maxHeadChars)
  const declared =
    /<!--\s*saved from url=\(\d+\)(\S+)/i.exec(head)?.[1] ??
    /<!--\s*Page saved with SingleFile\s+url:\s*(\S+)/i.exec(head)?.[1] ??
    /<!--\s*Saved from (https?:\S+) at .{1,60} using monolith/i.exec(head)?.[1] ??
    /<meta\s+name=["']?savepage-url["']?\s+content=["']([^"'<>]+)/i.exec(head)?.[1] ??
    /<html\b[^<>]*\sdata-scrapbook-source=["']([^"'<>]+)/i.exec(head)?.[1] ??
    mirrored(head)
  const url = URL.parse((declared ?? '').replaceAll('&amp;', '&'))
  return {
    html: withoutSavedFiles(fromRoot(html)),
    url: url !== null && /^https?:$/.test(url.protocol) ? url.href : null,
  }
}

/**
 * Pictures that a browser saved beside the page (`Title_files/lead.jpg`) lie on the disk of whoever saved it: the largest of their sizes
 * that has an address takes their place; without one they go.
 */
function withoutSavedFiles(html: string): string {
  if (!savedFile.test(html)) return html
  return html.replace(/<(?:img|source|video|audio|amp-img|link|a)\b[^<>]{0,10000}>/gi, (tag) => {
    if (!savedFile.test(tag)) return tag
    const set = /\ssrcset\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag)
    const sizes = sizesOf((set?.[1] ?? set?.[2] ?? '').replaceAll('&amp;', '&'))
    const [largest] = sizes.toSorted((a, b) => b.size - a.size)
    return tag.replace(
      /\s(src|srcset|href|poster|data-src|data-original)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi,
      (whole: string, written: string, double?: string, single?: string, bare?: string) => {
        const name = written.toLowerCase()
        const value = double ?? single ?? bare ?? ''
        if (name === 'srcset')
          return savedFile.test(value) ? attribute(name, sizes.map((size) => size.written).join(', ')) : whole
        if (!isSavedFile(value)) return whole
        return name === 'src' && largest !== undefined ? attribute(name, largest.url) : ''
      },
    )
  })
}

function attribute(name: string, value: string): string {
  return value === '' ? '' : ` ${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`
}

const maxHeadChars = 65_536
const savedFile = /_files\//

function isSavedFile(value: string): boolean {
  return savedFile.test(value) && !/^(?:https?:)?\/\//i.test(value.trim())
}

function sizesOf(set: string): { readonly url: string; readonly size: number; readonly written: string }[] {
  return set
    .split(/,\s+/)
    .map((written) => written.trim())
    .flatMap((written) => {
      const [url = '', size = ''] = written.split(/\s+/)
      return url === '' || isSavedFile(url) ? [] : [{ url, size: Number.parseFloat(size) || 1, written }]
    })
}

function mirrored(head: string): string | undefined {
  const location = /<!--\s*Mirrored from (\S+) by HTTrack/i.exec(head)?.[1]
  return location === undefined ? undefined : `https://${location}`
}

/** `https://web.archive.org/web/20190502101010im_/https://site/`, and as other archives on the same software write it. */
const archived =
  /(?:(?:https?:)?\/\/[\w.-]+(?::\d+)?)?\/(?:[\w-]{1,30}\/){0,3}\d{14}(?:[a-z]{2}_)?\/(?=https?:(?:\/\/|\\\/\\\/))/gi
/** archive.today and its other names. */
const today = /https?:\/\/archive\.(?:today|ph|is|li|md|vn|fo)\/(?:o\/\w{4,10}|\d{4,14})\/(?=https?:\/\/)/gi

function withoutArchive(html: string): string {
  if (!/archive|arquivo|wayback|webarchiv|\/\d{14}(?:[a-z]{2}_)?\/https?:/i.test(html)) return html
  return html
    .replace(archived, '')
    .replace(today, '')
    .replace(/<!-- BEGIN WAYBACK TOOLBAR INSERT -->[\s\S]*?<!-- END WAYBACK TOOLBAR INSERT -->/g, '')
}

/** From `<html>` on, where anything but comments and declarations stands before it. */
function fromRoot(html: string): string {
  // conditional comments hold an `<html>` of their own, scripts may write one
  const token = /<!--[\s\S]*?-->|<(script|style)\b[\s\S]*?<\/\1\s*>|<html(?=[\s>])/gi
  let root = -1
  for (let match = token.exec(html); match !== null; match = token.exec(html)) {
    if (match.index > maxHeadChars * 4) break
    if (!/^<html$/i.test(match[0])) continue
    root = match.index
    break
  }
  if (root <= 0) return html
  const before = html.slice(0, root).replace(/<!--[\s\S]*?-->|<[!?][^<>]*>/g, '')
  return /[^\s\ufeff]/.test(before) ? html.slice(root) : html
}
