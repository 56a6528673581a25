import { toPlain } from '../../../text/fold.ts'
import { copyrights, forbiddenNext, ownerBehindMark, ownerBehindWords } from '../../vocabulary/lines/copyright.ts'
import { isMenuLine } from '../../vocabulary/lines/menu-line.ts'
import { affiliates, ownedBy } from '../../vocabulary/names/publisher-name.ts'

const maxNameLength = 80

/** Where a sentence ends; "Sp. z o.o." is no end. */
export const sentenceEnd = /(?<!\b(?:[Ss]p|[Dd]r|[Ss]t|[Ss]\.p\.[Aa]|[Ss]\.r\.l))\.\s(?=\p{Lu})/u

const uncased = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Katakana}]/u
const uncasedEnd = new RegExp(String.raw`[.。]\s?|${forbiddenNext.source}`, 'u')

/** The owner that a copyright line names; null where it names none. */
export function nameInCopyright(text: string): string | null {
  const short = text.slice(0, 250)
  const match =
    ownerBehindMark.exec(short)?.[1] ??
    /^(.{2,60}?)\s?(?:©|\(c\))/iu.exec(short)?.[1] ??
    ownerBehindWords.exec(short)?.[1]
  if (match === undefined) return null
  const parts = match
    .split(uncased.test(match) ? uncasedEnd : sentenceEnd)
    .flatMap((part) => part.split(/\s[-–—]\s|[,;。]|\s(?:19|20)\d\d/u))
    .map((part) => withoutRights(part.trim()))
  const name = parts.find((part) => /\p{L}{2}/u.test(part))
  if (name === undefined || copyrights.within(toPlain(name))) return null
  return cleanName(name)
}

// "The House All rights reserved", without a stop between.
function withoutRights(part: string): string {
  const words = part.split(' ')
  const at = words.findIndex((_, index) => index > 0 && copyrights.start(toPlain(words.slice(index).join(' '))) > 0)
  return at === -1 ? part : words.slice(0, at).join(' ')
}

/** A name without what stands around it; null where nothing is left of it, or a word of a menu. */
export function cleanName(name: string): string | null {
  const clean = name
    .replace(affiliates, '')
    .replace(ownedBy, '')
    .replace(/^["“«\s]+|["”»\s,:;|-]+$/gu, '')
    .replace(/(?<!\.\s?\p{L})\.$/u, '')
    .replace(/(?<=\.\p{L})$/u, '.')
    .trim()
  return clean.length < 2 || clean.length > maxNameLength || !/\p{L}{2}/u.test(clean) || isMenuLine(toPlain(clean))
    ? null
    : clean
}
