import { parseHTML } from 'linkedom'
import TurndownService from 'turndown'

/** A sanitised HTML body as CommonMark. Pure; a few milliseconds for a long article. */
export function toMarkdown(html: string): string {
  // turndown finds no DOM of its own in Node, so it gets a tree instead of a text
  const { document } = parseHTML(`<!doctype html><body>${html}</body>`)
  return turndown.turndown(document.body as unknown as HTMLElement)
}

const turndown = new TurndownService({
  headingStyle: 'atx',
  bulletListMarker: '-',
  codeBlockStyle: 'fenced',
  emDelimiter: '*',
})
