import type { ImageInput } from '../../../../../schema/models.ts'
import { resolveUrl } from '../../shared/address.ts'
import type { Pictures } from '../site/picture-store.ts'

/** Pictures one after the other, each with its caption; null where none of them is in the export. */
export function galleryHtml(ids: readonly number[], pictures: Pictures): string | null {
  const found = ids
    .flatMap((id) => pictures.get(id) ?? [])
    .map(({ image }) => image)
    .filter(({ url }) => isPicture(url))
  return found.length === 0 ? null : `\n\n${found.map(pictureHtml).join('\n')}\n\n`
}

/** Whether an address is that of a picture, by its ending. */
export function isPicture(url: string): boolean {
  return /\.(?:jpe?g|jpe|png|gif|webp|avif|heic|svg|bmp|tiff?)(?:[?#]|$)/i.test(url)
}

/** A picture in a figure, with its caption and credit. */
export function pictureHtml({ url, alt, width, height, caption, credit }: ImageInput): string {
  const size = [
    ['width', width],
    ['height', height],
  ].flatMap(([name, value]) => (typeof value === 'number' ? [` ${name}="${value}"`] : []))
  const words = [caption, credit].filter((text) => typeof text === 'string' && text !== '').join(' ')
  return figureOf(`<img src="${escapeHtml(url)}" alt="${escapeHtml(alt ?? '')}"${size.join('')} />`, escapeHtml(words))
}

/** A figure of HTML parts; an empty caption is none. */
export function figureOf(picture: string, caption: string): string {
  return `\n\n<figure>${picture}${caption === '' ? '' : `<figcaption>${caption}</figcaption>`}</figure>\n\n`
}

/** A link with its words; the words alone where the address leads nowhere. */
export function linkHtml(address: string, words: string): string {
  const url = linkTo(address)
  return url === null ? escapeHtml(words) : `<a href="${escapeHtml(url)}">${escapeHtml(words)}</a>`
}

/** The address of a link, entities resolved; null where it is none that can be followed. One without a host stays as it is. */
export function linkTo(address: string): string | null {
  const written = address.trim().replaceAll('&amp;', '&').replaceAll('&#038;', '&')
  return resolveUrl(written, 'https://localhost/') === null ? null : written
}

export function escapeHtml(text: string): string {
  return text
    .replace(/&(?!(?:#\d+|#x[\da-f]+|[a-z]\w*);)/gi, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
