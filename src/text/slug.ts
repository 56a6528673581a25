/**
 * A slug as it is stored, from one as supplied or asked for, so that what a system supplies is what it finds: its letters in any
 * script, composed (NFC), its figures, capitals and `-`, `_`, `.`, `~` stay, also where they come escaped; what else stands between
 * them is one `-`. Empty where no letter and no figure is left.
 */
export function suppliedSlug(slug: string): string {
  const text = percentDecoded(slug.trim()).normalize('NFC')
  const made = text
    // joiners shape letters and part no words
    .replace(/[\p{Cf}--[\u200c\u200d]]/gv, '')
    .replace(/[^\p{L}\p{M}\p{N}\p{Cf}._~-]+/gu, '-')
  const bare = made === text ? made : made.replace(/^-+|-+$/g, '')
  return /[\p{L}\p{N}]/u.test(bare) ? bare : ''
}

/** The path of a topic as it is stored, from one as asked for: composed (NFC), without spaces around it or a slash at either end. */
export function pathKey(path: string): string {
  return path
    .trim()
    .replace(/^\/+|\/+$/g, '')
    .normalize('NFC')
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
