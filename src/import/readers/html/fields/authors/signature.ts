import type { AuthorInput } from '../../../../../../schema/models.ts'
import { certainAuthor } from '../../../../byline/person.ts'
import { signedInBrackets } from '../../../../vocabulary/labels/byline-label.ts'
import { isGivenName } from '../../../../vocabulary/names/given-name.ts'
import { toPlain } from '../../../../../text/fold.ts'
import { closest, type DomElement, elementsOf, namesOf } from '../../page/dom.ts'
import { isOutsideArticle, type Page, textOf } from '../../page/page.ts'
import { wordsIn } from '../../page/text.ts'

const maxLength = 60
const minTextWords = 12

/**
 * Who signs a text below its last paragraph: "— Jane Roe", a name set to the right, or a known given name in a paragraph of its own. Nobody
 * where it stands below a quotation, or text follows.
 */
export function signature(page: Page, headline: DomElement | null): AuthorInput[] {
  if (headline === null) return []
  const start = page.elements.indexOf(headline)
  const paragraphs = page.elements
    .slice(start + 1)
    .filter(
      (element) =>
        element.localName === 'p' && !page.isConcealed(element) && !isOutsideArticle(element) && !isOthers(element),
    )
  const last = paragraphs.findLastIndex((element) => wordsIn(textOf(element)) >= minTextWords)
  const [text, ...below] = last === -1 ? [] : paragraphs.slice(last, last + 3)
  const container = text?.parentNode ?? null
  if (text === undefined || container === null || isQuotation(textOf(text))) return []
  for (const element of below) {
    const written = textOf(element)
    if (element.parentNode !== container || written.length > maxLength || isQuotation(written)) return []
    const found = signed(element, written)
    if (found !== null) return [found]
  }
  return []
}

function signed(element: DomElement, written: string): AuthorInput | null {
  const dashed = /^[—–-]{1,2}\s*(\p{L}.*)$/u.exec(written)?.[1]
  const bracketed = signedInBrackets.exec(written)?.[1]
  if (bracketed !== undefined) return certainAuthor(bracketed, true, null)
  const name = dashed ?? written
  const isSure = dashed !== undefined || isSetRight(element) || isGivenName(toPlain(name.split(' ')[0] ?? ''))
  if (!isSure || !/^\p{Lu}\p{Ll}+(?: \p{Lu}\S*){1,4}$/u.test(name)) return null
  const author = certainAuthor(name, false, null)
  return author?.kind === 'PERSON' ? author : null
}

function isSetRight(element: DomElement): boolean {
  return [element, ...elementsOf(element)].some(
    (at) =>
      /text-align\s*:\s*(?:right|end)/i.test(at.getAttribute('style') ?? '') ||
      at.getAttribute('align')?.toLowerCase() === 'right' ||
      /(?:^|[\s_-])(?:text-right|align-?right|right-align|has-text-align-right|signature|author)(?:$|[\s_-])/.test(
        namesOf(at),
      ),
  )
}

function isQuotation(text: string): boolean {
  return /^["“«„‟『「‘]/u.test(text)
}

function isOthers(element: DomElement): boolean {
  return (
    closest(
      element,
      (at) =>
        at.localName === 'blockquote' ||
        (at.localName !== 'body' &&
          at.localName !== 'html' &&
          /(?:^|[\s_-])(?:comments?|comment-?list|related|teasers?|promo|quotes?|pull-?quote|testimonials?|newsletter)(?:$|[\s_-])/.test(
            namesOf(at),
          )),
    ) !== null
  )
}
