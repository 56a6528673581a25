import type { Image, ImageInput } from '../../../schema/models.ts'
import { webUrl } from './address.ts'
import { limits } from './limits.ts'
import type { Path, Problems } from './problems.ts'
import { line } from './text.ts'

/** A picture with an absolute address; sizes are whole pixels from 1. */
export function image(input: ImageInput | null | undefined, path: Path, problems: Problems): Image | null {
  if (input === null || input === undefined) return null
  const before = problems.found.length
  const url = webUrl(input.url, [...path, 'url'], problems)
  if (url === null) {
    if (problems.found.length === before) problems.add('REQUIRED', [...path, 'url'], 'An image needs a url.')
    return null
  }
  return {
    url,
    width: pixels(input.width, [...path, 'width'], problems),
    height: pixels(input.height, [...path, 'height'], problems),
    alt: line(input.alt, [...path, 'alt'], limits.textChars, problems) ?? '',
    caption: line(input.caption, [...path, 'caption'], limits.textChars, problems),
    credit: line(input.credit, [...path, 'credit'], limits.textChars, problems),
  }
}

function pixels(value: number | null | undefined, path: Path, problems: Problems): number | null {
  if (value === null || value === undefined) return null
  if (Number.isInteger(value) && value >= 1 && value <= limits.imagePixels) return value
  return problems.add('INVALID', path, `${path.at(-1)} must be a whole number of pixels from 1.`)
}
