import { shorten } from '../../../schema/errors.ts'
import type { Address } from '../../db/write/normalised.ts'
import { urlKey } from '../../text/keys.ts'
import { limits } from './limits.ts'
import type { Path, Problems } from './problems.ts'
import { exactLine } from './text.ts'

/** An absolute http(s) address, at most 2,048 characters, with its key; anything else is a problem. */
export function address(value: string | null | undefined, path: Path, problems: Problems): Address | null {
  const url = webUrl(value, path, problems)
  return url === null ? null : { url, key: urlKey(url) }
}

/** As `address`, without the key. Kept as supplied, but for what cannot stand in an address. */
export function webUrl(value: string | null | undefined, path: Path, problems: Problems): string | null {
  const text = exactLine(value, path, limits.urlChars, problems)
  if (text === null) return null
  if (isPlainUrl(text)) return text
  const parsed = /^https?:\/\/[^\s/?#]/i.test(text) ? URL.parse(text) : null
  if (parsed !== null && (parsed.username !== '' || parsed.password !== '')) {
    return problems.add('INVALID', path, `${path.at(-1)} holds a user or a password. Leave them out.`)
  }
  if (parsed === null || parsed.hostname === '') {
    return problems.add('INVALID', path, `${path.at(-1)} must be an absolute http(s) address, not "${shorten(text)}".`)
  }
  // escaping may lengthen it, and a longer one would be refused the next time
  return parsed.href.length <= limits.urlChars ? parsed.href : text.replaceAll(' ', '%20')
}

/** Parsing changes nothing about such an address, so it is spared. */
function isPlainUrl(text: string): boolean {
  return (
    /^https?:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*\/(?:[A-Za-z0-9_-][A-Za-z0-9_./-]*)?$/.test(text) &&
    !text.includes('/.')
  )
}
