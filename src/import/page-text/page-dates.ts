import { toPlain } from '../reading/fold.ts'
import { findDate, type FoundDate } from '../reading/human-date.ts'
import { modifiedLabels, publishedLabels } from '../reading/vocabulary/dates.ts'
import type { LineKind } from './classify.ts'
import type { Line } from './lines.ts'

/** The dates that stand with headline and byline. */
export interface PageDates {
  readonly published: FoundDate | null
  readonly modified: FoundDate | null
}

// An update often follows its publication in the same line.
const parts =
  /\s?[|•·;]\s?|\s[-–—]\s(?!\d{1,2}[:.h]\d{2})|,\s(?=\p{L}{5,})|\s(?=(?:last )?(?:updated|modified|aggiornato|ultimo aggiornamento|mis à jour|modifié|aktualisiert|actualizado|atualizado|bijgewerkt|aktualizacja|zaktualizowano|обновлено|оновлено|ενημερώθηκε|güncelleme|güncellenme|uppdaterad|תאריך עדכון|עודכן|آخر تحديث)(?:[\s:]|$))/iu

/** Reads the dates of the lines around the headline, labelled ones first. Never looks at the text, the imprint or the footer. */
export function readDates(
  lines: readonly Line[],
  kinds: readonly LineKind[],
  from: number,
  to: number,
  language: string,
): PageDates {
  let labelled: FoundDate | null = null
  let bare: FoundDate | null = null
  let modified: FoundDate | null = null
  let pending: 'published' | 'modified' | null = null
  for (let at = from; at < to; at += 1) {
    const line = lines[at]
    const kind = kinds[at]
    if (line === undefined) continue
    if (line.weight <= 4 && findDate(line.text, language) === null) {
      pending =
        modifiedLabels.start(line.plain) > 0 ? 'modified' : publishedLabels.start(line.plain) > 0 ? 'published' : null
      continue
    }
    if (kind !== 'date' && kind !== 'byline' && kind !== 'readingTime') continue
    for (const part of line.text.split(parts)) {
      const found = findDate(part, language)
      if (found === null) continue
      const label = labelOf(part.slice(0, found.index)) ?? pending
      if (label === 'modified') modified ??= found
      else if (label === 'published') labelled ??= found
      else bare ??= found
      pending = null
    }
  }
  const published = labelled ?? bare
  return { published, modified }
}

function labelOf(before: string): 'published' | 'modified' | null {
  const plain = toPlain(before)
  if (modifiedLabels.within(plain)) return 'modified'
  return publishedLabels.within(plain) ? 'published' : null
}
