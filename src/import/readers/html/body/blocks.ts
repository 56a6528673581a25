import { oneLine } from '../../../text/one-line.ts'
import { type Block, escape, escapeAttribute, pictureBlock, playerBlock, tableBlock } from './block.ts'
import { isBoilerplateElement, unfolds } from './boilerplate.ts'
import {
  childrenOf,
  closest,
  type DomElement,
  type DomNode,
  elementsOf,
  isElement,
  isText,
  namesOf,
} from '../page/dom.ts'
import { isLinkCell, isPointerBox, type Sizes } from './link-boxes.ts'
import { absolute, type Page } from '../page/page.ts'
import { Paragraph } from './paragraph.ts'
import { imageAddress } from '../page/picture-file.ts'
import { isPlayer, playerOf } from '../page/player.ts'
import { isBlock, isHidden, isSilent, visibleText } from '../page/text.ts'

/**
 * Writes the text below elements as plain blocks: paragraphs, h2 to h4, lists, quotes, figures, tables. Whatever the
 * page builds them of (divs, table cells, line breaks) becomes paragraphs; what is boilerplate, hidden, in `without`, or a
 * pointer to another story is left out.
 */
export function toBlocks(
  page: Pick<Page, 'base'>,
  roots: readonly DomElement[],
  without: ReadonlySet<DomElement> = new Set(),
): Block[] {
  const writer = new BlockWriter(page, roots, without)
  return writer.write()
}

const maxHeading = 110
const minStory = 60

/** Whether a heading is a link to another story: one that leads down the page, or has its text below it, is none. */
function isPointer(heading: DomElement, text: string): boolean {
  const linked = elementsOf(heading).find((inner) => inner.localName === 'a' && inner.hasAttribute('href'))
  if (linked === undefined || visibleText(linked) !== text) return false
  if ((linked.getAttribute('href') ?? '').startsWith('#')) return false
  const next = heading.nextElementSibling
  return next === null || next.localName !== 'p' || visibleText(next).length < minStory || isTeaserText(next)
}

/** Whether a paragraph is the line below a linked title: the only one of its box. */
function isTeaserText(paragraph: DomElement): boolean {
  return visibleText(paragraph).length < maxTeaser && paragraph.nextElementSibling?.localName !== 'p'
}

const maxTeaser = 200

const inlineTags: Readonly<Record<string, string>> = {
  em: 'em',
  i: 'em',
  strong: 'strong',
  b: 'strong',
  code: 'code',
  sub: 'sub',
  sup: 'sup',
  q: 'q',
  cite: 'cite',
  s: 's',
  del: 'del',
  ins: 'ins',
  mark: 'mark',
  kbd: 'kbd',
}

class BlockWriter {
  readonly #page: Pick<Page, 'base'>
  readonly #roots: readonly DomElement[]
  readonly #without: ReadonlySet<DomElement>
  readonly #sizeOf = new Map<DomNode, number>()
  readonly #sizes: Sizes
  readonly #linkCells = new Set<DomElement>()
  readonly #blocks: Block[] = []
  readonly #pictures = new Set<string>()
  readonly #paragraph = new Paragraph()

  constructor(page: Pick<Page, 'base'>, roots: readonly DomElement[], without: ReadonlySet<DomElement>) {
    this.#page = page
    this.#without = without
    this.#roots = roots
    const total = roots.reduce((sum, root) => sum + this.#measure(root), 0)
    this.#sizes = { of: this.#sizeOf, total: Math.max(1, total) }
  }

  write(): Block[] {
    for (const root of this.#roots) {
      for (const child of childrenOf(root)) this.#node(child)
      this.#flush()
    }
    return this.#blocks
  }

  #measure(node: DomNode): number {
    let size = 0
    if (isText(node)) size = (node.nodeValue ?? '').trim().length
    else if (isElement(node) && !isSilent(node))
      for (let child = node.firstChild; child !== null; child = child.nextSibling) size += this.#measure(child)
    this.#sizeOf.set(node, size)
    return size
  }

  #skips(element: DomElement): boolean {
    return (
      this.#without.has(element) ||
      isSilent(element) ||
      (isHidden(element) && !unfolds(element)) ||
      isBoilerplateElement(element, (this.#sizeOf.get(element) ?? 0) / this.#sizes.total)
    )
  }

  #node(node: DomNode): void {
    if (isText(node)) {
      this.#paragraph.append(node.nodeValue ?? '')
      return
    }
    if (!isElement(node)) return
    const tag = node.localName
    if (tag === 'br') return this.#paragraph.breakLine() ? this.#flush() : undefined
    if (tag === 'noscript') return this.#lazyPicture(node)
    if (tag === 'img' || tag === 'amp-img') return this.#picture(node, null)
    if (isPlayer(node) && !isHidden(node) && !this.#without.has(node)) return this.#player(node, null)
    if (this.#skips(node) || this.#linkCells.has(node)) return
    if (/^h[1-6]$/.test(tag)) return this.#heading(node)
    if (tag === 'figure' || /(?:^|\s)(?:wp-caption|image-with-caption)(?:\s|$)/.test(namesOf(node)))
      return this.#figure(node)
    if (tag === 'ul' || tag === 'ol') return this.#list(node)
    if (tag === 'blockquote') return this.#quote(node)
    if (tag === 'table') return this.#table(node)
    if (tag === 'pre') return this.#pre(node)
    if (!isBlock(node)) return this.#inline(node)
    if (isPointerBox(node, this.#sizes)) return
    this.#flush()
    for (const child of childrenOf(node)) this.#node(child)
    this.#flush()
  }

  #inline(element: DomElement): void {
    const children = childrenOf(element)
    // a link around a heading is the teaser of another story
    if (element.localName === 'a' && elementsOf(element).some((inner) => /^h[2-6]$/.test(inner.localName))) return
    if (
      elementsOf(element).some(
        (inner) => inner !== element && (isBlock(inner) || inner.localName === 'img') && inner.localName !== 'br',
      )
    ) {
      for (const child of children) this.#node(child)
      return
    }
    if (elementsOf(element).some((inner) => inner.localName === 'br')) {
      for (const child of children) this.#node(child)
      return
    }
    const tag = inlineTags[element.localName]
    const href = element.localName === 'a' ? this.#absolute(element.getAttribute('href')) : null
    const before = this.#paragraph.openInline()
    for (const child of children) this.#node(child)
    if (element.localName === 'a') this.#paragraph.countLink(this.#sizeOf.get(element) ?? 0, visibleText(element))
    this.#paragraph.closeInline(before, (inner) => {
      if (href !== null) return `<a href="${escapeAttribute(href)}">${inner}</a>`
      return tag === undefined ? inner : `<${tag}>${inner}</${tag}>`
    })
  }

  #flush(): void {
    const block = this.#paragraph.take()
    if (block !== null) this.#blocks.push(block)
  }

  #heading(element: DomElement): void {
    this.#flush()
    const text = visibleText(element)
    if (isPointer(element, text)) return
    // a paragraph that is set as a heading for its size
    if (text.length > maxHeading) {
      this.#blocks.push({ kind: 'p', html: `<p>${escape(text)}</p>`, text })
      return
    }
    const level = Math.min(4, Math.max(2, Number(element.localName.charAt(1))))
    for (const img of elementsOf(element).filter((inner) => inner.localName === 'img')) this.#picture(img, null)
    if (text !== '') this.#blocks.push({ kind: 'h', html: `<h${level}>${escape(text)}</h${level}>`, text })
  }

  #list(element: DomElement): void {
    this.#flush()
    const items = childrenOf(element).filter(isElement)
    const pieces: Block[] = []
    let linked = 0
    let pointers = 0
    for (const item of items) {
      if (this.#skips(item)) continue
      const inner = this.#inside(item)
      if (inner.length === 0) continue
      const letters = elementsOf(item)
        .filter((at) => at.localName === 'a')
        .reduce((sum, a) => sum + visibleText(a).length, 0)
      linked += letters
      if (letters > inner.reduce((sum, { text }) => sum + text.length, 0) * 0.9) pointers += 1
      pieces.push({
        kind: 'list',
        html: `<li>${inner.map(({ kind, html }) => (kind === 'p' ? html.slice(3, -4) : html)).join(' ')}</li>`,
        text: inner.map(({ text }) => text).join(' '),
      })
    }
    const text = pieces.map((piece) => piece.text).join(' ')
    // a list of links alone is navigation; behind words of their own they are sources
    if (text === '' || (linked / text.length > 0.75 && pointers * 2 >= pieces.length)) return
    const tag = element.localName
    this.#blocks.push({ kind: 'list', html: `<${tag}>${pieces.map(({ html }) => html).join('')}</${tag}>`, text })
  }

  #quote(element: DomElement): void {
    this.#flush()
    const inner = this.#inside(element)
    if (inner.length === 0) return
    this.#blocks.push({
      kind: 'quote',
      html: `<blockquote>${inner.map(({ html }) => html).join('')}</blockquote>`,
      text: inner.map(({ text }) => text).join(' '),
    })
  }

  #inside(element: DomElement): Block[] {
    const writer = new BlockWriter(this.#page, [element], this.#without)
    return writer.write()
  }

  #figure(element: DomElement): void {
    this.#flush()
    const parts = elementsOf(element)
    const table = parts.find((at) => at.localName === 'table')
    if (table !== undefined) return this.#table(table)
    const quote = parts.find((at) => at.localName === 'blockquote')
    if (quote !== undefined) return this.#quote(quote)
    const picture = parts.find((at) => at.localName === 'img' || at.localName === 'amp-img')
    const caption = parts.find(
      (at) => at.localName === 'figcaption' || (/caption|legend/.test(namesOf(at)) && at !== element),
    )
    const text = caption === undefined ? '' : visibleText(caption)
    if (picture !== undefined) this.#picture(picture, text)
    else if (parts.some(isPlayer)) for (const player of parts.filter(isPlayer)) this.#player(player, text)
    else if ((this.#sizeOf.get(element) ?? 0) > 400) for (const child of childrenOf(element)) this.#node(child)
  }

  #lazyPicture(element: DomElement): void {
    const picture = elementsOf(element).find((at) => at.localName === 'img')
    if (picture !== undefined) this.#picture(picture, null)
  }

  #player(element: DomElement, caption: string | null): void {
    const player = playerOf(element)
    const url = player === null ? null : this.#absolute(player.url)
    if (player === null || url === null) return
    this.#flush()
    this.#blocks.push(playerBlock(url, player.title ?? (caption === null || caption === '' ? url : caption)))
  }

  #picture(element: DomElement, caption: string | null): void {
    const source = this.#absolute(imageAddress(element))
    const small = ['width', 'height'].some((name) => Number(element.getAttribute(name) ?? 100) < 60)
    if (
      source === null ||
      small ||
      this.#pictures.has(source) ||
      /\/(?:pixel|spacer|blank|icon|emoji)s?[./_-]|gravatar|\/ads?\//i.test(source)
    )
      return
    this.#pictures.add(source)
    // a picture inside a sentence stands after what was said before it
    if (this.#paragraph.hasText) this.#flush()
    this.#blocks.push(pictureBlock(source, element.getAttribute('alt') ?? '', caption))
  }

  #table(element: DomElement): void {
    this.#flush()
    const parts = elementsOf(element)
    const rows = parts.filter((at) => at.localName === 'tr')
    const cells = parts.filter((at) => at.localName === 'td' || at.localName === 'th')
    const isLayout =
      element.getAttribute('role') === 'presentation' ||
      rows.length < 2 ||
      cells.length < rows.length * 2 ||
      parts.some((at) => at !== element && at.localName === 'table') ||
      cells.some((cell) => (this.#sizeOf.get(cell) ?? 0) > 400)
    if (isLayout) {
      // those of tables within are asked for with them
      const own = cells.filter((cell) => closest(cell.parentNode, (at) => at.localName === 'table') === element)
      for (const cell of own) if (isLinkCell(cell, this.#sizes)) this.#linkCells.add(cell)
      for (const child of childrenOf(element)) this.#node(child)
      this.#flush()
      return
    }
    const block = tableBlock(element, rows)
    if (block.text !== '') this.#blocks.push(block)
  }

  #pre(element: DomElement): void {
    this.#flush()
    const text = element.textContent.replace(/\s+$/, '')
    // some old systems wrap whole stories in one <pre>
    if (text.trim() !== '') this.#blocks.push({ kind: 'pre', html: `<pre>${escape(text)}</pre>`, text: oneLine(text) })
  }

  #absolute(address: string | null): string | null {
    const url = absolute(this.#page, address)
    if (url !== null) return url
    return /^mailto:[^\s"<>]+$/i.test(address ?? '') ? address : null
  }
}
