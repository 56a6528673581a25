import { ReadRefused } from '../draft.ts'
import { sniffEncoding } from '../readers/shared/encoding.ts'

/** What a file holds, by the names that `--format` takes. */
export type FormatName = 'page-text' | 'html' | 'feed' | 'wxr' | 'ninjs' | 'ndjson'

/**
 * What a file holds, from its first 64 KB and not from its name, which is for messages only. Text that is nothing else
 * is a saved page's text. Throws ReadRefused, and says what it is, for a file that no reader reads: an archive, a
 * picture, a document, other XML, or nothing at all.
 */
export function detectFormat(head: Uint8Array, fileName: string): FormatName {
  const binary = signatures.find(([, bytes, at = 0]) =>
    bytes.every((byte, index) => byte === -1 || head[at + index] === byte),
  )
  if (binary !== undefined) throw new ReadRefused(`${fileName} is ${binary[0]}. Unpack or convert it first.`)
  const text = textOf(head)
  if (text === null) throw new ReadRefused(`${fileName} is binary and none of the formats that can be imported.`)
  const start = text.replace(/^[\ufeff\p{Cc}\s]+/u, '')
  if (start === '') throw new ReadRefused(`${fileName} is empty.`)
  const refused = otherText.find(([, pattern]) => pattern.test(start))
  if (refused !== undefined) throw new ReadRefused(`${fileName} is ${refused[0]}.`)
  // A text may begin with a bracket too, but not with what JSON has after it.
  if (/^(?:\{\s*["}]|\[\s*[{\]])/.test(start)) return jsonFormat(start)
  return markupFormat(start, fileName) ?? 'page-text'
}

/** The head as text, without its last letter, which may be cut; null where it is none. */
function textOf(head: Uint8Array): string | null {
  const { label } = sniffEncoding(head)
  const text = new TextDecoder(label.startsWith('utf-16') ? label : 'utf-8').decode(head).replace(/\ufffd$/, '')
  const control = text.match(/[^\P{Cc}\t\n\r\f]/gu)?.length ?? 0
  // Pages in a one-byte encoding have some that fit nowhere, and never a zero.
  if (hasZeros(text) || control > text.length / 50) return null
  return text.replaceAll('\0', '')
}

/** Whether zero bytes make it binary: a few that slipped into the text of markup do not. */
function hasZeros(text: string): boolean {
  const first = text.indexOf('\0')
  if (first === -1) return false
  const zeros = text.split('\0').length - 1
  const isMarkup = /^[\ufeff\s]*<[a-z!?]/i.test(text) && first > 64
  return zeros > (isMarkup ? Math.max(8, text.length / 1000) : 1 + text.length / 20_000)
}

function jsonFormat(start: string): FormatName {
  if (/"version"\s*:\s*"https?:\\?\/\\?\/jsonfeed\.org/i.test(start)) return 'feed'
  const has = (name: string): boolean => new RegExp(String.raw`"(?:${name})"\s*:`).test(start)
  if (has('externalId')) return 'ndjson'
  if (has(ninjsNames) || /ninjs-schema/.test(start) || ninjsType.test(start)) return 'ninjs'
  if (has('uri|guid') && has('headlines?|bodies|standard|byline|subject|language|renditions|version')) return 'ninjs'
  if (has('items') && has('home_page_url|feed_url|content_html|content_text')) return 'feed'
  return 'ndjson'
}

/** Members that ninjs alone has, of the text it describes and of pictures, plans and events; our own items have an `externalId`. */
const ninjsNames =
  'pub[sS]tatus|body_\\w+|version[cC]reated|first[cC]reated|content[cC]reated|description_\\w+|descriptions|headline_\\w+|slugline|' +
  'renditions|associations|copyright[nN]otice|copyright[hH]older|usageterms|usageTerms|infosources?|infoSources|mimetype|charcount|' +
  'planning_item|coverages|event_item'
const ninjsType = /"type"\s*:\s*"(?:picture|graphic|composite|planning|event|component)"/

/** By the first tag; what stands before it (blank lines, a script's warnings, comments) does not count. */
function markupFormat(start: string, fileName: string): FormatName | null {
  const bare = start.slice(0, 65_536).replace(/<!--[\s\S]*?(?:-->|$)/g, ' ')
  const isXml = /^\s*<\?xml\b/.test(bare)
  const root = /<([a-z_][\w.-]*:)?([a-z_][\w.-]*)(?=[\s/>])[^<>]*>?/i.exec(
    bare.replace(/<[?!][^<>]*(?:\[[\s\S]*?\]\s*)?>/g, ' '),
  )
  const name = root?.[2]?.toLowerCase() ?? ''
  const before = root === null ? bare : bare.slice(0, bare.indexOf(root[0]))
  if (/<!doctype\s+html/i.test(before) || /^(?:html|head|body)$/.test(name)) return 'html'
  if (name === 'rss' || name === 'rdf' || name === 'feed') {
    if (name === 'rdf' && !/purl\.org\/rss|my\.netscape\.com\/rdf/.test(bare))
      throw new ReadRefused(`${fileName} is RDF, but no feed.`)
    return name === 'rss' && /wordpress\.org\/export\/|<wp:wxr_version>/.test(bare) ? 'wxr' : 'feed'
  }
  if (root === null) return null
  if (isXml || otherXml[name] !== undefined) {
    const what = otherXml[name] ?? `XML with the root <${name.slice(0, 40)}>`
    throw new ReadRefused(`${fileName} is ${what}, which is not imported.`)
  }
  // A page that was saved in part: tags from its beginning, or many of them.
  const tags =
    bare.match(
      /<\/?(?:a|article|blockquote|div|figure|footer|h[1-6]|header|img|li|link|main|meta|nav|p|script|section|span|style|table|title|ul)\b[^<>]*>/gi,
    )?.length ?? 0
  return tags > 0 && (before.trim() === '' || tags > bare.length / 400) ? 'html' : null
}

const otherXml: Readonly<Record<string, string>> = {
  urlset: 'a sitemap',
  sitemapindex: 'a sitemap',
  opml: 'a list of feeds (OPML)',
  svg: 'a picture (SVG)',
  nitf: 'NITF',
  newsml: 'NewsML 1',
  newsmessage: 'NewsML-G2',
  newsitem: 'NewsML-G2',
  packageitem: 'NewsML-G2',
  plist: 'a property list',
  kml: 'a map (KML)',
  'office:document': 'an office document',
}

const otherText: readonly (readonly [string, RegExp])[] = [
  ['an RTF document; save it as HTML', /^\{\\rtf/],
  [
    'a web archive (MHTML); save the page as HTML',
    /^(?:From: |MIME-Version: |Content-Type: multipart\/related)[\s\S]{0,2000}multipart\/related/i,
  ],
  ['a PostScript document', /^%!PS/],
  ['a script', /^#!\s*\//],
]

const ascii = (text: string): readonly number[] => [...text].map((letter) => letter.charCodeAt(0))

/** Name, bytes (-1: any) and where they stand. */
const signatures: readonly (readonly [string, readonly number[], number?])[] = [
  ['a PDF document', ascii('%PDF-')],
  ['a ZIP archive or office document', [0x50, 0x4b, 0x03, 0x04]],
  ['an empty ZIP archive', [0x50, 0x4b, 0x05, 0x06]],
  ['compressed twice (gzip)', [0x1f, 0x8b]],
  ['compressed (bzip2)', ascii('BZh')],
  ['compressed (xz)', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['compressed (zstd)', [0x28, 0xb5, 0x2f, 0xfd]],
  ['a 7z archive', [0x37, 0x7a, 0xbc, 0xaf]],
  ['a RAR archive', ascii('Rar!')],
  ['a tar archive', ascii('ustar'), 257],
  ['a PNG picture', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG picture', [0xff, 0xd8, 0xff]],
  ['a GIF picture', ascii('GIF8')],
  ['a WebP picture', ascii('WEBP'), 8],
  ['a TIFF picture', [0x49, 0x49, 0x2a, 0]],
  ['a TIFF picture', [0x4d, 0x4d, 0, 0x2a]],
  ['a video or picture (MP4, HEIC, AVIF)', ascii('ftyp'), 4],
  ['a video (WebM, Matroska)', [0x1a, 0x45, 0xdf, 0xa3]],
  ['audio (MP3)', ascii('ID3')],
  ['audio (Ogg)', ascii('OggS')],
  ['an old office document', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a database (SQLite)', ascii('SQLite format 3')],
  ['a program', [0x7f, 0x45, 0x4c, 0x46]],
  ['a Parquet file', ascii('PAR1')],
  ['a font', ascii('wOF')],
  ['a web archive (Safari)', ascii('bplist00')],
]
