import { oneLine } from '../../../text/one-line.ts'
import { toBlocks } from './blocks.ts'
import { childrenOf, type DomElement, isElement } from '../page/dom.ts'
import type { Evidence } from '../evidence.ts'
import { isNode, ldText, listOf } from '../page/json-ld.ts'
import { parseTree } from '../page/parse-tree.ts'

/** The body of a page: clean HTML, its text, and which way of finding it won. */
export interface FoundBody {
  readonly html: string
  readonly text: string
  readonly source: string
}

/** JSON-LD's own text of the article; a live blog's is that of its updates. */
export function declaredBody({ ld }: Evidence): string {
  const body = longText(ld.article?.['articleBody']) || longText(ld.article?.['text'])
  if (body !== '') return body
  const updates = listOf(ld.article?.['liveBlogUpdate'])
    .map((value) => ld.resolve(value))
    .filter(isNode)
  return updates
    .flatMap((update) => [ldText(update['headline']), longText(update['articleBody'])])
    .filter((text) => text !== '')
    .join('\n\n')
}

function longText(value: unknown): string {
  const raw = listOf(value)
    .filter((item) => typeof item === 'string')
    .join('\n\n')
  if (!/[<&]/.test(raw)) return raw.replace(/[ \t]+/g, ' ').trim()
  const document = parseTree(`<html><body>${raw.slice(0, 500_000)}</body></html>`) as unknown as {
    documentElement: DomElement
  }
  const body = childrenOf(document.documentElement).find((node) => isElement(node) && node.localName === 'body')
  return body === undefined || !isElement(body)
    ? oneLine(raw)
    : toBlocks({ base: null }, [body])
        .map(({ text }) => text)
        .join('\n\n')
}

/** A body made of paragraphs of plain text. */
export function fromText(text: string): FoundBody {
  const paragraphs = text
    .split(/\n\s*\n|\r?\n/)
    .map(oneLine)
    .filter((paragraph) => paragraph !== '')
  const html = paragraphs.map(
    (paragraph) => `<p>${paragraph.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</p>`,
  )
  return { html: html.join('\n'), text: paragraphs.join('\n'), source: 'json-ld articleBody' }
}
