import { oneLine } from '../shared/text.ts'
import { childrenOf, type DomElement, type DomNode, elementsOf, isElement, isText, namesOf } from './dom.ts'
import { isBoilerplateElement, isReadAlso } from './boilerplate.ts'
import { imageAddress } from './picture-file.ts'
import { isPlayer, playerOf } from './player.ts'
import { absolute, type Page } from './page.ts'
import { isBlock, isHidden, isSilent, visibleText } from './text.ts'

/** One block of a body: clean HTML with absolute addresses, and its text. */
export interface Block {
  readonly kind: 'p' | 'h' | 'list' | 'quote' | 'figure' | 'table' | 'pre'
  readonly html: string
  readonly text: string
}

/**
 * Writes the text below elements as plain blocks: paragraphs, h2 to h4, lists, quotes, figures, tables. Whatever the
 * page builds them of (divs, table cells, line breaks) becomes paragraphs; what is clutter, hidden, in `without`, or a
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

const networkName =
  /^(?:facebook|twitter|x|instagram|threads|bluesky|mastodon|whatsapp|telegram|linkedin|youtube|tiktok|viber|google news)$/i

class BlockWriter {
  readonly #page: Pick<Page, 'base'>
  readonly #roots: readonly DomElement[]
  readonly #without: ReadonlySet<DomElement>
  readonly #sizes = new Map<DomNode, number>()
  readonly #total: number
  readonly #linkCells = new Set<DomElement>()
  readonly #blocks: Block[] = []
  readonly #pictures = new Set<string>()
  #html = ''
  #text = ''
  #linked = 0
  #followed = 0
  #line = { html: 0, text: 0, linked: 0 }
  #breaks = 0

  constructor(page: Pick<Page, 'base'>, roots: readonly DomElement[], without: ReadonlySet<DomElement>) {
    this.#page = page
    this.#without = without
    this.#roots = roots
    this.#total = Math.max(
      1,
      roots.reduce((sum, root) => sum + this.#measure(root), 0),
    )
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
    this.#sizes.set(node, size)
    return size
  }

  #skips(element: DomElement): boolean {
    return (
      this.#without.has(element) ||
      isSilent(element) ||
      isHidden(element) ||
      isBoilerplateElement(element, (this.#sizes.get(element) ?? 0) / this.#total)
    )
  }

  #node(node: DomNode): void {
    if (isText(node)) {
      this.#append(node.nodeValue ?? '')
      return
    }
    if (!isElement(node)) return
    const tag = node.localName
    if (tag === 'br') return this.#break()
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
    if (this.#isPointer(node)) return
    this.#flush()
    for (const child of childrenOf(node)) this.#node(child)
    this.#flush()
  }

  /** A box that opens with "More on this" and is mostly links. */
  #isPointer(element: DomElement): boolean {
    const size = this.#sizes.get(element) ?? 0
    if (size === 0 || size > this.#total * 0.45) return false
    const inner = elementsOf(element)
    if (size < this.#total * 0.2 && isTeaser(element, inner)) return true
    const heading = inner.slice(0, 8).find((at) => /^h[2-6]$/.test(at.localName) || at.localName === 'strong')
    if (heading === undefined || !isReadAlso(visibleText(heading))) return false
    const teasers = inner.filter((at) => /^h[2-6]$/.test(at.localName) && at !== heading && linksWhole(at))
    // teasers carry a line of text below each linked title
    if (teasers.length >= 2) return true
    const linked = inner.filter((at) => at.localName === 'a').reduce((sum, a) => sum + (this.#sizes.get(a) ?? 0), 0)
    return linked > (size - (this.#sizes.get(heading) ?? 0)) * 0.5
  }

  #append(raw: string): void {
    const text = raw.replace(/\s+/g, ' ')
    if (text.trim() !== '') this.#breaks = 0
    this.#html += escape(text)
    this.#text += text
  }

  // two line breaks part paragraphs, as in the tables of old pages
  #break(): void {
    this.#breaks += 1
    this.#dropLinkLine()
    if (this.#breaks >= 2) this.#flush()
    else if (this.#text.trim() !== '') {
      this.#html += '<br>'
      this.#text += ' '
      this.#line = { html: this.#html.length, text: this.#text.length, linked: this.#linked }
    }
  }

  // "E-mail this | Print" between line breaks leads away as it would in a paragraph of its own
  #dropLinkLine(): void {
    const { html, text, linked } = this.#line
    const line = this.#text.slice(text).replace(/[|•·\s]/g, '').length
    if (text === 0 || line === 0 || line > 120 || (this.#linked - linked) / line <= 0.9) return
    this.#html = this.#html.slice(0, html)
    this.#text = this.#text.slice(0, text)
    this.#linked = linked
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
    const tag = inlineTags[element.localName]
    const href = element.localName === 'a' ? this.#absolute(element.getAttribute('href')) : null
    const before = this.#html
    this.#html = ''
    const breaksOut = elementsOf(element).some((inner) => inner.localName === 'br')
    if (breaksOut) {
      this.#html = before
      for (const child of children) this.#node(child)
      return
    }
    for (const child of children) this.#node(child)
    const inner = this.#html
    if (element.localName === 'a') {
      this.#linked += this.#sizes.get(element) ?? 0
      if (networkName.test(visibleText(element))) this.#followed += 1
    }
    const wrapped =
      inner.trim() === ''
        ? inner
        : href !== null
          ? `<a href="${escapeAttribute(href)}">${inner}</a>`
          : tag !== undefined
            ? `<${tag}>${inner}</${tag}>`
            : inner
    this.#html = before + wrapped
  }

  #flush(): void {
    this.#dropLinkLine()
    this.#line = { html: 0, text: 0, linked: 0 }
    const text = oneLine(this.#text)
    const html = this.#html.replace(/\s+/g, ' ').replace(/^(?:\s|<br>)+|(?:\s|<br>)+$/g, '')
    // bars and dots between links are no text
    const linkShare = text === '' ? 0 : this.#linked / text.replace(/\s*[|•·]\s*/g, '').length
    const follows = this.#followed
    this.#followed = 0
    this.#html = ''
    this.#text = ''
    this.#linked = 0
    this.#breaks = 0
    // times, counters and rules of asterisks are no sentences
    if (text === '' || (text.length < 24 && !/\p{L}/u.test(text))) return
    // a line that is nothing but a link leads away, and so does "Read also: …"
    if (linkShare > 0.9 && text.length < 300) return
    // "Follow us on Facebook and X": two links named for networks, in a line without a story of its own
    if (follows >= 2 && text.length < 260) return
    if (isReadAlso(text) && (linkShare > 0.4 || text.length < 60)) return
    this.#blocks.push({ kind: 'p', html: `<p>${html}</p>`, text })
  }

  #heading(element: DomElement): void {
    this.#flush()
    const text = visibleText(element)
    const linked = elementsOf(element).find((inner) => inner.localName === 'a' && inner.hasAttribute('href'))
    if (linked !== undefined && visibleText(linked) === text) return
    const level = Math.min(4, Math.max(2, Number(element.localName.charAt(1))))
    for (const img of elementsOf(element).filter((inner) => inner.localName === 'img')) this.#picture(img, null)
    if (text !== '') this.#blocks.push({ kind: 'h', html: `<h${level}>${escape(text)}</h${level}>`, text })
  }

  #list(element: DomElement): void {
    this.#flush()
    const items = childrenOf(element).filter(isElement)
    const pieces: Block[] = []
    let linked = 0
    for (const item of items) {
      if (this.#skips(item)) continue
      const inner = this.#inside(item)
      if (inner.length === 0) continue
      linked += elementsOf(item)
        .filter((at) => at.localName === 'a')
        .reduce((sum, a) => sum + visibleText(a).length, 0)
      pieces.push({
        kind: 'list',
        html: `<li>${inner.map(({ kind, html }) => (kind === 'p' ? html.slice(3, -4) : html)).join(' ')}</li>`,
        text: inner.map(({ text }) => text).join(' '),
      })
    }
    const text = pieces.map((piece) => piece.text).join(' ')
    // a list of links alone is navigation
    if (text === '' || linked / text.length > 0.75) return
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
    else if ((this.#sizes.get(element) ?? 0) > 400) for (const child of childrenOf(element)) this.#node(child)
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
    const words = player.title ?? (caption === null || caption === '' ? url : caption)
    this.#blocks.push({
      kind: 'figure',
      html: `<p><a href="${escapeAttribute(url)}">${escape(oneLine(words).slice(0, 300))}</a></p>`,
      text: '',
    })
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
    const alt = escapeAttribute(oneLine(element.getAttribute('alt') ?? '').slice(0, 500))
    const below = caption === null || caption === '' ? '' : `<figcaption>${escape(caption)}</figcaption>`
    const html = this.#html
    const text = this.#text
    // a picture inside a sentence stands after what was said before it
    if (text.trim() !== '') this.#flush()
    this.#blocks.push({
      kind: 'figure',
      html: `<figure><img src="${escapeAttribute(source)}" alt="${alt}">${below}</figure>`,
      text: '',
    })
    if (text.trim() === '') {
      this.#html = html
      this.#text = text
    }
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
      cells.some((cell) => (this.#sizes.get(cell) ?? 0) > 400)
    if (isLayout) {
      for (const cell of cells) if (this.#isLinkCell(cell)) this.#linkCells.add(cell)
      for (const child of childrenOf(element)) this.#node(child)
      this.#flush()
      return
    }
    const html = rows.map(
      (row) =>
        `<tr>${childrenOf(row)
          .filter(isElement)
          .filter((at) => /^t[dh]$/.test(at.localName))
          .map((cell) => `<${cell.localName}>${escape(visibleText(cell))}</${cell.localName}>`)
          .join('')}</tr>`,
    )
    const text = visibleText(element)
    if (text !== '') this.#blocks.push({ kind: 'table', html: `<table>${html.join('')}</table>`, text })
  }

  // the columns beside the text in pages laid out by tables
  #isLinkCell(cell: DomElement): boolean {
    const size = this.#sizes.get(cell) ?? 0
    if (size > this.#total * 0.3) return false
    const linked = elementsOf(cell)
      .filter((at) => at.localName === 'a')
      .reduce((sum, a) => sum + (this.#sizes.get(a) ?? 0), 0)
    return linked > size * 0.6
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

/** Whether a heading is a link, or in one. */
function linksWhole(heading: DomElement): boolean {
  if (heading.parentNode?.localName === 'a') return true
  const inner = childrenOf(heading).filter(isElement)
  return inner.length > 0 && inner.every((at) => at.localName === 'a' && visibleText(at) === visibleText(heading))
}

/** Whether a box is one of several side by side that each carry the linked title of a story. */
function isTeaser(element: DomElement, inner: readonly DomElement[]): boolean {
  if (!inner.some((at) => at !== element && /^h[2-6]$/.test(at.localName) && linksWhole(at))) return false
  return [element.previousElementSibling, element.nextElementSibling].some(
    (beside) =>
      beside !== null &&
      beside.localName === element.localName &&
      beside.getAttribute('class') === element.getAttribute('class') &&
      elementsOf(beside).some((at) => /^h[2-6]$/.test(at.localName) && linksWhole(at)),
  )
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function escapeAttribute(text: string): string {
  return escape(text).replaceAll('"', '&quot;')
}
