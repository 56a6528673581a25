import { htmlToLine } from '../../text/one-line.ts'
import { elementEnd } from './element-end.ts'
import type { FeedCategory, FeedImage, FeedText } from './feed-entry.ts'

interface ContentFields {
  readonly text: FeedText | undefined
  readonly images: readonly FeedImage[]
  readonly categories: readonly FeedCategory[]
}

/**
 * Drupal renders all fields of a node into one text, each in an element whose class names it: of them the body, the picture and
 * the terms; title, user and date, which stand elsewhere, are left out. Another text stays as it is.
 */
export function contentFields(text: FeedText | undefined): ContentFields {
  if (text === undefined || !text.value.includes('field--name-')) return { text, images: [], categories: [] }
  const fields = fieldsOf(text.value)
  const body = fields.filter(({ name }) => name === 'body').map(({ inner }) => inner)
  const images = fields
    .filter(({ type }) => type === 'image' || type === 'entity-reference')
    .flatMap(({ inner }) => imageOf(inner) ?? [])
  const categories = fields
    .filter(
      ({ name, type }) =>
        type === 'entity-reference' && /tag|categor|topic|theme|tema|thema|rubri|term|keyword/.test(name),
    )
    .flatMap(({ inner }) =>
      [...inner.matchAll(/<a\b[^<>]*>([^<]*)<\/a>/gi)].map((link) => ({ name: htmlToLine(link[1] ?? '') })),
    )
  return { text: { ...text, value: body.length > 0 ? body.join('\n') : withoutHeads(text.value) }, images, categories }
}

interface Field {
  readonly name: string
  readonly type: string
  readonly inner: string
}

function fieldsOf(html: string): Field[] {
  const fields: Field[] = []
  const opening = /<div\b[^<>]*\sclass="[^"<>]*\bfield--name-([\w-]+)[^"<>]*\bfield--type-([\w-]+)[^"<>]*"[^<>]*>/g
  for (let match = opening.exec(html); match !== null; match = opening.exec(html)) {
    const end = elementEnd(html, match.index)
    if (end === -1) break
    const inner = html.slice(opening.lastIndex, html.lastIndexOf('<', end - 1))
    fields.push({ name: match[1] ?? '', type: match[2] ?? '', inner })
    opening.lastIndex = end
  }
  return fields
}

function imageOf(html: string): FeedImage | null {
  const tag = /<img\b[^<>]*>/i.exec(html)?.[0] ?? ''
  const value = (name: string): string | undefined => new RegExp(String.raw`\s${name}="([^"]*)"`, 'i').exec(tag)?.[1]
  const url = value('src')?.replaceAll('&amp;', '&')
  return url === undefined ? null : { url, alt: value('alt') ?? '', rank: 3 }
}

function withoutHeads(html: string): string {
  return html.replace(
    /<span\b[^<>]*\bfield--name-(?:title|uid|created)\b[^<>]*>(?:[^<]|<span\b[^<>]*>[^<]*<\/span>|<(?!\/?span\b))*<\/span>/gi,
    '',
  )
}
