import { foldWords, toPlain } from '../../text/fold.ts'
import { isGivenName } from '../vocabulary/names/given-name.ts'
import { isNewsroomName } from './organisation.ts'
import { bylineLabels, nameBeforeLabel } from '../vocabulary/labels/byline-label.ts'

// Phrases are looked for in the beginning of a text.
const maxLabelled = 300

/**
 * "By Jane Roe" at the beginning of a text: what follows the label, and whether there was one. `isField`: the text is
 * known to name writers, so that a single word may follow the label.
 */
export function takeBylineLabel(text: string, isField = false): { readonly rest: string; readonly labelled: boolean } {
  const none = { rest: text, labelled: false }
  const suffixed = nameBeforeLabel.exec(text)
  if (suffixed?.[1] !== undefined) return { rest: suffixed[1], labelled: true }
  const plain = toPlain(text.slice(0, maxLabelled))
  const length = bylineLabels.start(plain)
  const cut = length === 0 ? null : cutFolded(text, plain.slice(0, length).trim())
  if (cut === null || cut.rest === '') return none
  const { label, mark, rest } = cut
  if (!ambiguous.has(label) || /[:：/／|=＝]/u.test(mark)) return { rest, labelled: true }
  // "von der Leyen" is a name, and so is "Da Silva"; "da Mario Rossi" is a byline, and where a line begins "Da Mario Rossi".
  if (isField && label === 'by') return { rest, labelled: true }
  const isSurname = surnames.has(text.slice(0, label.length)) && !isFullName(rest)
  if (!/^[\p{Lu}\p{Lo}]/u.test(rest) || (isField && isSurname)) return none
  const isFull = /^[^\s,;]+ \S/.test(rest) || isNewsroomName(rest)
  return isFull || (!isField && /^\p{Ll}/u.test(text)) ? { rest, labelled: true } : none
}

/** "De Ion Popescu" names somebody by two names, of which the first is a given one. */
function isFullName(rest: string): boolean {
  const words = rest.split(' ')
  return words.length >= 2 && isGivenName(toPlain(words[0] ?? '')) && words.every((word) => /^\p{Lu}\p{Ll}/u.test(word))
}

const ambiguous = new Set(['da', 'de', 'di', 'von', 'van', 'av', 'af', 'del', 'do', 'ap', 'by'])
// begin names more often than bylines where a field holds no more than names
const surnames = new Set(['De', 'Van', 'Del', 'Do'])

/** Takes the first folded words off a text; what is left begins after the mark that follows them. */
export function cutFolded(
  text: string,
  words: string,
): { readonly label: string; readonly mark: string; readonly rest: string } | null {
  for (let at = 1; at <= Math.min(text.length, words.length * 2 + 12); at += 1) {
    if (foldWords(text.slice(0, at)) !== words) continue
    if (
      /[\p{L}\p{N}\p{M}]/u.test(text.charAt(at)) &&
      !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text.charAt(at - 1))
    )
      continue
    const mark = /^[\s:：/／|=＝・.()\-–—»>]*/u.exec(text.slice(at))?.[0] ?? ''
    return { label: words, mark, rest: text.slice(at + mark.length) }
  }
  return null
}
