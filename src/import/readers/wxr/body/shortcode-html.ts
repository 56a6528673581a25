import type { BodyFindings, PostParts } from './post-parts.ts'
import { escapeHtml, figureOf, galleryHtml, linkHtml, linkTo, pictureHtml } from './picture-html.ts'
import type { ShortcodeUse } from './shortcode-names.ts'
import type { ShortcodeTag } from './shortcode-tokens.ts'
import { embedAddress } from './embed-address.ts'

export interface FoundShortcode {
  readonly tag: ShortcodeTag
  /** Null where no plugin is known to have the name. */
  readonly use: ShortcodeUse | null
  /** What a pair encloses, its own shortcodes resolved; null where the tag stands alone. */
  readonly inner: string | null
  /** The same as it was typed. */
  readonly source: string
}

/** A shortcode as HTML; what cannot be shown is counted as left out, and an enclosed text stays. */
export function renderShortcode(found: FoundShortcode, parts: PostParts | null, findings: BodyFindings): string {
  const html = byUse[found.use ?? 'inside'](found, parts, findings)
  if (html === null) findings.leaveOut(`[${found.tag.name}]`)
  return html ?? ''
}

type Renderer = (found: FoundShortcode, parts: PostParts | null, findings: BodyFindings) => string | null

const byUse: Readonly<Record<ShortcodeUse, Renderer>> = {
  figure: ({ tag, inner }) => (inner === null ? null : captioned(attribute(tag, 'caption'), inner)),
  gallery: ({ tag, inner }, parts) => galleryOf(tag, parts) ?? inner,
  playlist: ({ tag }, parts) => playlistOf(tag, parts),
  media: ({ tag, inner }) => filesOf(tag) ?? nonBlank(inner),
  embed: ({ tag, inner }) => {
    const url = embedAddress(tag.name, tag.attributes, tag.values, inner ?? '')
    return url === null ? nonBlank(inner) : linkHtml(url, attribute(tag, 'title') ?? url)
  },
  picture: ({ tag, inner }, parts) => pictureOf(tag, inner, parts),
  heading: ({ tag, inner }) =>
    nonBlank(inner) ?? boxed('h3', decoded(firstOf(tag, ['text', 'heading', 'title', 'title_text']))),
  titled: ({ tag, inner }) =>
    titled(firstOf(tag, ['title', 'heading', 'h2', 'custom_title', 'header', 'author']), inner),
  quote: ({ tag, inner }) => {
    const text = nonBlank(inner) ?? firstOf(tag, ['content', 'text', 'quote', 'quote_text', 'description'])
    const credit = firstOf(tag, ['credit', 'cite', 'author', 'source', 'name', 'citation'])
    if (text === undefined || text === null) return null
    const source = credit === undefined ? '' : `\n\n<cite>${unescaped(credit)}</cite>`
    return `\n\n<blockquote>${unescaped(text).trim()}${source}</blockquote>\n\n`
  },
  // numbered where all of them are known: in the order of their places
  footnote: ({ inner, tag }) =>
    nonBlank(inner) === null ? (attribute(tag, 'text') ?? null) : `<fn-note>${(inner ?? '').trim()}</fn-note>`,
  code: ({ inner, source }) => (inner === null ? null : listing(source)),
  encoded: ({ tag, inner }) => fromBase64(inner ?? firstOf(tag, ['description', 'content', 'text']) ?? ''),
  inside: ({ inner }) => inner,
  void: ({ inner }) => inner,
  members: ({ inner }, _, findings) => {
    findings.isForMembers = true
    return inner ?? ''
  },
  out: () => null,
}

function nonBlank(text: string | null): string | null {
  return text === null || text.trim() === '' ? null : text
}

function attribute({ attributes }: ShortcodeTag, name: string): string | undefined {
  const value = attributes[name]
  return value === undefined || value.trim() === '' ? undefined : value
}

function firstOf(tag: ShortcodeTag, names: readonly string[]): string | undefined {
  return names.map((name) => attribute(tag, name)).find((value) => value !== undefined)
}

/** Divi writes brackets and quotation marks in values as `%91`, `%93`, `%22`; `[[` in one is a bracket. */
function unescaped(value: string): string {
  return value
    .replaceAll('%91', '[')
    .replaceAll('%93', ']')
    .replaceAll('%22', '"')
    .replaceAll('[[', '[')
    .replaceAll(']]', ']')
}

function captioned(caption: string | undefined, inner: string): string {
  const picture = /^\s*(?:<p>\s*)?((?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*<\/a>)?)/i.exec(inner)
  const rest = inner
    .slice(picture?.[0].length ?? 0)
    .replace(/<\/?p>|^(?:\s|<br\s*\/?>)+/gi, '')
    .trim()
  return figureOf(picture?.[1] ?? '', caption ?? rest)
}

function titled(title: string | undefined, inner: string | null): string | null {
  const head = title === undefined ? '' : `\n\n<p><strong>${unescaped(title)}</strong></p>\n\n`
  return head === '' && inner === null ? null : `${head}${inner ?? ''}`
}

function boxed(name: string, text: string | undefined): string | null {
  return text === undefined ? null : `\n\n<${name}>${unescaped(text)}</${name}>\n\n`
}

/** tagDiv keeps titles in base64. */
function decoded(text: string | undefined): string | undefined {
  if (text === undefined || text.length < 8 || /\s/.test(text)) return text
  return fromBase64(text) ?? text
}

function idsIn(tag: ShortcodeTag): number[] {
  const listed = firstOf(tag, ['ids', 'include', 'images', 'gallery_ids', 'image_ids', 'img_ids', 'source'])
  return (listed?.match(/\d+/g) ?? []).map(Number)
}

function galleryOf(tag: ShortcodeTag, parts: PostParts | null): string | null {
  const ids = idsIn(tag)
  const parent = Number(attribute(tag, 'id') ?? parts?.id ?? Number.NaN)
  const excluded = new Set((attribute(tag, 'exclude')?.match(/\d+/g) ?? []).map(Number))
  const all = ids.length > 0 ? ids : (parts?.pictures.attachedTo(parent) ?? [])
  return parts === null
    ? null
    : galleryHtml(
        all.filter((id) => !excluded.has(id)),
        parts.pictures,
      )
}

function playlistOf(tag: ShortcodeTag, parts: PostParts | null): string | null {
  const links = idsIn(tag).flatMap((id) => {
    const file = parts?.pictures.get(id)
    return file === undefined ? [] : [`<li>${linkHtml(file.image.url, file.title)}</li>`]
  })
  return links.length === 0 ? null : `\n\n<ul>${links.join('')}</ul>\n\n`
}

const fileAttributes = [
  'src',
  'mp4',
  'm4v',
  'webm',
  'ogv',
  'wmv',
  'flv',
  'mp3',
  'm4a',
  'ogg',
  'wav',
  'wma',
  'url',
  'source',
]

/** A link to the sound or video that a player plays, in the form that comes first. */
function filesOf(tag: ShortcodeTag): string | null {
  const url = [firstOf(tag, fileAttributes), ...tag.values].find(
    (value) => value !== undefined && linkTo(value) !== null,
  )
  return url === undefined ? null : linkHtml(url, attribute(tag, 'title') ?? url)
}

function pictureOf(tag: ShortcodeTag, inner: string | null, parts: PostParts | null): string | null {
  if (inner !== null && /<img\b/i.test(inner)) return inner
  const id = Number(
    /^\d+/.exec(firstOf(tag, ['image', 'image_id', 'attachment', 'image_url']) ?? '')?.[0] ?? Number.NaN,
  )
  const known = parts?.pictures.get(id)
  if (known !== undefined) return pictureHtml(known.image)
  const url = [firstOf(tag, ['src', 'image_url', 'url', 'image']), inner?.trim()].find(
    (value) => value !== undefined && /^https?:\/\/\S+$/.test(value),
  )
  if (url === undefined) return nonBlank(inner)
  const alt = firstOf(tag, ['alt', 'title_text', 'title']) ?? ''
  return pictureHtml({ url, alt: unescaped(alt) })
}

/** Brackets and tags of a listing are its text. */
function listing(source: string): string {
  const text = source.replace(/<br\s*\/?>\n?|<\/p>\s*<p>/gi, '\n').replace(/<\/?p>/gi, '')
  return `\n\n<pre>${text.replaceAll('<', '&lt;').replaceAll('>', '&gt;').trim()}</pre>\n\n`
}

/** The HTML of a page builder that keeps it in base64, and in that percent-encoded; null for what is none, or a script. */
function fromBase64(written: string): string | null {
  const packed = written.replace(/<[^<>]*>|\s+/g, '')
  if (!/^[A-Za-z0-9+/_-]{4,}={0,2}$/.test(packed)) return nonBlank(written)
  const bytes = Buffer.from(packed, 'base64')
  const text = bytes.toString()
  if (text.includes('\ufffd') || /[^\P{Cc}\t\r\n]/u.test(text)) return null
  try {
    return /^(?:%[\da-f]{2}|[\w.~*'()!-])+$/i.test(text) ? decodeURIComponent(text) : text
  } catch {
    return escapeHtml(text)
  }
}
