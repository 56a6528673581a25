import { childrenOf, type DomElement, isElement } from '../page/dom.ts'
import { oneLine } from '../../../text/one-line.ts'
import { visibleText } from '../page/text.ts'

/** One block of a body: clean HTML with absolute addresses, and its text. */
export interface Block {
  readonly kind: 'p' | 'h' | 'list' | 'quote' | 'figure' | 'table' | 'pre'
  readonly html: string
  readonly text: string
}

/** A picture by its address; `caption`: null where there is none. */
export function pictureBlock(source: string, alt: string, caption: string | null): Block {
  const below = caption === null || caption === '' ? '' : `<figcaption>${escape(caption)}</figcaption>`
  const described = escapeAttribute(oneLine(alt).slice(0, 500))
  return {
    kind: 'figure',
    html: `<figure><img src="${escapeAttribute(source)}" alt="${described}">${below}</figure>`,
    text: '',
  }
}

/** A link to what a player plays, in `words`. */
export function playerBlock(url: string, words: string): Block {
  return {
    kind: 'figure',
    html: `<p><a href="${escapeAttribute(url)}">${escape(oneLine(words).slice(0, 300))}</a></p>`,
    text: '',
  }
}

/** A table of text: the cells of `rows`, without what is in them but words. */
export function tableBlock(table: DomElement, rows: readonly DomElement[]): Block {
  const html = rows.map(
    (row) =>
      `<tr>${childrenOf(row)
        .filter(isElement)
        .filter((at) => /^t[dh]$/.test(at.localName))
        .map((cell) => `<${cell.localName}>${escape(visibleText(cell))}</${cell.localName}>`)
        .join('')}</tr>`,
  )
  return { kind: 'table', html: `<table>${html.join('')}</table>`, text: visibleText(table) }
}

/** Text as HTML. */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Text as the value of an attribute in double quotes. */
export function escapeAttribute(text: string): string {
  return escape(text).replaceAll('"', '&quot;')
}
