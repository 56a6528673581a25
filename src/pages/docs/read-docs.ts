import { readFileSync } from 'node:fs'
import MarkdownIt from 'markdown-it'
import { docsFile, docsNameOf, docsNames } from './docs-names.ts'

/** One page of the documentation. */
export interface DocsPage {
  /** Its name in addresses: `keys`. */
  readonly name: string
  readonly title: string
  readonly html: string
  readonly sections: readonly DocsSection[]
}

/** A heading and the text below it, for search. */
export interface DocsSection {
  readonly heading: string
  /** Its place in the page; empty for the top. */
  readonly anchor: string
  readonly text: string
}

/** All pages, the README first. Links between them lead to each other's pages. */
export function readDocs(): DocsPage[] {
  return docsNames().map((name) => toPage(name, readFileSync(docsFile(name), 'utf8')))
}

function toPage(name: string, text: string): DocsPage {
  const markdown = new MarkdownIt({ html: false, linkify: false })
  const tokens = markdown.parse(text, {})
  const sections: { heading: string; anchor: string; text: string }[] = []
  const used = new Map<string, number>()
  for (const [at, token] of tokens.entries()) {
    if (token.type === 'heading_open') {
      const heading = textOf(tokens[at + 1]?.children ?? [])
      const anchor = unique(toAnchor(heading), used)
      token.attrSet('id', anchor)
      sections.push({ heading, anchor, text: '' })
    }
    const section = sections.at(-1)
    const align = /^text-align:(\w+)$/.exec(String(token.attrGet('style') ?? ''))?.[1]
    // by a class, since the Content-Security-Policy takes no style of an element
    if (align !== undefined) token.attrs = [['class', align]]
    if (section === undefined) continue
    if (token.type === 'inline') section.text += `${textOf(token.children ?? [])} `
    if (token.type === 'fence') section.text += `${token.content} `
    for (const child of token.children ?? []) {
      if (child.type !== 'link_open') continue
      const href = toHref(String(child.attrGet('href') ?? ''))
      child.attrs = href === null ? [] : [['href', href]]
    }
  }
  const title = sections[0]?.heading ?? name
  return {
    name,
    title: name === 'index' ? 'Overview' : title,
    html: markdown.renderer.render(tokens, markdown.options, {}),
    sections,
  }
}

function textOf(children: readonly { readonly type: string; readonly content: string }[]): string {
  return children.map(({ type, content }) => (type === 'softbreak' ? ' ' : content)).join('')
}

function toAnchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
}

function unique(anchor: string, used: Map<string, number>): string {
  const count = used.get(anchor) ?? 0
  used.set(anchor, count + 1)
  return count === 0 ? anchor : `${anchor}-${count}`
}

/** Where a link of a file leads among the pages; null where to another file of the repository, which is not among them. */
function toHref(href: string): string | null {
  if (/^(?:https?:|mailto:|#)/.test(href)) return href
  const [file = '', anchor] = href.split('#')
  const name = docsNameOf(file)
  return name === null ? null : `${name}.html${anchor === undefined ? '' : `#${anchor}`}`
}
