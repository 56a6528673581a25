import { shorten } from '../../../schema/errors.ts'
import { limits } from './limits.ts'
import type { Path, Problems } from './problems.ts'
import { line } from './text.ts'

/** A BCP 47 tag in its canonical spelling, without extensions: `it`, `en-GB`, `zh-Hant`. Anything else is a problem. */
export function language(value: string | null | undefined, path: Path, problems: Problems): string | null {
  const text = line(value, path, limits.nameChars, problems)
  if (text === null) return null
  const known = cache.get(text)
  if (known !== undefined) return known
  const tag = canonical(text)
  if (tag === null) {
    return problems.add(
      'INVALID',
      path,
      `${path.at(-1)} must be a BCP 47 language tag like it or en-GB, not "${shorten(text)}".`,
    )
  }
  if (cache.size < maxCached) cache.set(text, tag)
  return tag
}

const cache = new Map<string, string>()
const maxCached = 1_000

function canonical(text: string): string | null {
  try {
    // it_IT is how POSIX spells it, and WordPress with it
    const { baseName } = new Intl.Locale(text.replaceAll('_', '-'))
    return /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(baseName) ? baseName : null
  } catch {
    return null
  }
}
