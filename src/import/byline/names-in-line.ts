import type { AuthorInput } from '../../../schema/models.ts'
import { toPlain } from '../../text/fold.ts'
import { creditLabels } from '../vocabulary/labels/credit-label.ts'
import { isPlace } from '../vocabulary/names/name.ts'
import { fromPlaceWords, inPlaceWords } from '../vocabulary/names/place-word.ts'
import { certainAuthor } from './person.ts'
import { isRole } from './role.ts'
import { splitNames } from './split.ts'

/**
 * The writers that a line may name, surely enough for a line that may be anything: nobody where one part of it is no name, role or place.
 * `labelled`: a word such as "By" stood before, so that one word is a name and what follows is let go.
 */
export function namesInLine(text: string, labelled: boolean, publisher: string | null): readonly AuthorInput[] {
  const whole = certainAuthor(text, labelled, publisher)
  if (whole?.kind === 'ORGANISATION' && !/[,&;]/.test(text)) return [whole]
  const authors: AuthorInput[] = []
  for (const printed of splitNames(text)) {
    // "Jane Roe (text) and John Doe (photos)"
    const aside = /^(.{3,60}?)\s?[([]([^()[\]]{2,24})[)\]]$/u.exec(printed)
    if (aside?.[2] !== undefined && authors.length > 0 && creditLabels.start(toPlain(aside[2])) > 0) continue
    const part = aside?.[1] ?? printed
    const last = authors.at(-1)
    const author =
      isRole(part) && last !== undefined
        ? null
        : certainAuthor(cutPlace(part), labelled && (last === undefined || isUncased(part)), publisher)
    if (author === null) {
      if (last === undefined || last.kind !== 'PERSON') return authors.length > 0 && labelled ? authors : []
      if (isRole(part)) authors[authors.length - 1] = { ...last, jobTitle: part }
      else if (!isPlaceLike(part)) return labelled ? authors : []
    } else if (author.kind === 'ORGANISATION' && last?.kind === 'PERSON') {
      // "Jane Roe, Reuters" names her house, not a second writer.
      continue
    } else if (last === undefined || !isPlace(toPlain(part))) authors.push(author)
  }
  return authors
}

function isUncased(part: string): boolean {
  return !/[\p{Lu}\p{Ll}]/u.test(part)
}

const placeAlone = new RegExp(String.raw`^(?:${inPlaceWords})?\s?\p{Lu}`, 'u')
const placeAtEnd = new RegExp(String.raw`\s(?:${fromPlaceWords})\s\p{Lu}[^\s].{0,40}$`, 'u')

/** Whether a part of a byline may be where it was written. */
export function isPlaceLike(part: string): boolean {
  return placeAlone.test(part) && part.split(' ').length <= 4
}

// "Jane Roe in Berlin", "Max Muster, aus Kiew"
function cutPlace(part: string): string {
  return part.replace(placeAtEnd, '')
}
