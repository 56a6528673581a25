import { pictureAddress } from '../../../normalise/body/picture-address.ts'
import type { DomElement } from './dom.ts'

/** The address of a picture element: what a lazy loader would load, the largest of a srcset, else `src`. */
export function imageAddress(element: DomElement): string | null {
  return pictureAddress((name) => element.getAttribute(name))
}

/** What two sizes of one picture share: the file's name without size, crop and extension. */
export function fileKey(url: string): string {
  const { pathname, searchParams } = new URL(url)
  const path = searchParams.get('url') ?? searchParams.get('src') ?? pathname
  const name = decode(
    path.split('/').findLast((part) => /\.(?:jpe?g|png|webp|gif|avif)/i.test(part)) ?? path.split('/').at(-1) ?? '',
  )
  return (
    name
      .toLowerCase()
      .replace(/\.(?:jpe?g|png|webp|gif|avif).*$/, '')
      .replace(/[-_](?:\d{2,4}x\d{2,4}|\d{3,4}w?|scaled|large|medium|small|thumb|square|wide|crop)+$/g, '') || url
  )
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A width or height in pixels; null for none. */
export function pixels(text: string | null | undefined): number | null {
  const number = Number.parseInt(text ?? '', 10)
  return number > 1 && number < 100_000 ? number : null
}
