import type { XmlElement } from '../shared/xml.ts'

/**
 * Several languages in one text, as plugins of the qTranslate family write them: `[:en]Ferry[:fr]Bac[:]`,
 * `<!--:en-->Ferry<!--:--><!--:fr-->Bac<!--:-->`, `{:en}Ferry{:}`. What stands outside is for all of them.
 */
const marker =
  /\[:([a-z]{2,3}(?:[-_][a-z]{2,4})?)?\]|<!--:([a-z]{2,3}(?:[-_][a-z]{2,4})?)?-->|\{:([a-z]{2,3}(?:[-_][a-z]{2,4})?)?\}/gi

/** The codes of the languages that a text has, in their order. */
export function languagesIn(text: string): string[] {
  if (!/[[{-]:/.test(text)) return []
  return [...new Set([...text.matchAll(marker)].flatMap((match) => codeOf(match) ?? []))]
}

/** The text in one language: without the others, and without what marks them. Empty where it has others only. */
export function inLanguage(text: string, code: string): string {
  if (languagesIn(text).length === 0) return text
  const parts: string[] = []
  let current: string | null = null
  let from = 0
  for (const match of text.matchAll(marker)) {
    if (current === null || current === code) parts.push(text.slice(from, match.index))
    current = codeOf(match)
    from = match.index + match[0].length
  }
  if (current === null || current === code) parts.push(text.slice(from))
  return parts.join('')
}

/** A label in the language asked for, else in the first that it has. */
export function labelIn(text: string, code: string | null): string {
  const codes = languagesIn(text)
  const wanted = codes.find((each) => isSame(each, code)) ?? codes[0]
  return wanted === undefined ? text : inLanguage(text, wanted)
}

/** Whether two codes mean one language: `pt-br` and `pt-BR`, `en` and `en-GB`. */
export function isSame(code: string, other: string | null): boolean {
  const [one, two] = [code, other ?? ''].map((each) => each.toLowerCase().replaceAll('_', '-'))
  return one === two || one === two?.split('-')[0]
}

/** An item of an export in one language; its terms are named in the language `terms`. */
export function itemIn(item: XmlElement, code: string, terms: string): XmlElement {
  return {
    ...item,
    text: inLanguage(item.text, code),
    children: item.children.map((child) => {
      if (child.name === 'category') return { ...child, text: labelIn(child.text, terms) }
      return itemIn(child, code, terms)
    }),
  }
}

function codeOf([, square, comment, curly]: RegExpExecArray | RegExpMatchArray): string | null {
  return (square ?? comment ?? curly)?.toLowerCase() ?? null
}
