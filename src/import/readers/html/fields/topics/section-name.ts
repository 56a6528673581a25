import { foldWords, toPlain } from '../../../../../text/fold.ts'
import { tagLabels } from '../../../../vocabulary/labels/tag-label.ts'
import { noCategory } from '../../../../vocabulary/names/no-category.ts'
import { generalNames, homeNames, placeNames } from '../../../../vocabulary/names/no-section.ts'
import type { Evidence } from '../../evidence.ts'
import { similarity } from '../../page/text.ts'

/** Whether a name stands in place of a section or a keyword and is none: "Uncategorized", "tags", "Post". */
export function isNoSection(name: string): boolean {
  const folded = foldWords(name)
  return noCategory.has(folded) || placeNames.has(folded) || tagLabels.whole(toPlain(name))
}

/** Whether names say no more than that it is news. */
export function isGeneric({ names }: { readonly names: readonly string[] }): boolean {
  return names.every((name) => generalNames.has(foldWords(name)))
}

/** The steps of a path that are sections: not the front page, the site, the archive's days, the headline itself; 6 at most. */
export function cleanPath(names: readonly string[], headline: string, { siteNames }: Evidence): string[] {
  const clean: string[] = []
  for (const raw of names) {
    const name = raw.replace(/^[\s>»›/|•·]+|[\s>»›/|•·]+$/g, '').trim()
    const folded = foldWords(name)
    if (folded === '' || name.length > 60 || homeNames.has(folded) || isNoSection(name) || /^https?:/.test(name))
      continue
    // "2024 / 05 / 12" are the archive's days, an arrow leads back
    if (/^\d{1,4}$/.test(name) || /^[←‹«<]/.test(name)) continue
    if (
      folded === foldWords(headline) ||
      similarity(name, headline) > 0.7 ||
      (name.endsWith('…') && foldWords(headline).startsWith(folded))
    )
      continue
    if (siteNames.some(({ value }) => foldWords(value) === folded)) continue
    if (/\.(?:com|org|net|it|de|fr|es|co|eu)$/i.test(name)) continue
    if (!clean.some((known) => foldWords(known) === folded)) clean.push(name)
  }
  return clean.slice(0, 6)
}
