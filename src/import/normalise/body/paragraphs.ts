/**
 * Puts text that stands in no paragraph into one, and takes the boxes (`div`) away whose borders divided it. Takes the
 * well-formed output of the sanitiser. Links and pictures without attributes lead nowhere and are left out, but not the text of links.
 * Inline elements that reach over a border are closed before it and opened after.
 */
export function paragraphs(html: string): string {
  const writer = new ParagraphWriter()
  let at = 0
  for (const match of html.matchAll(/<(\/?)([a-z0-9]+)[^>]*>/g)) {
    if (match.index > at) writer.text(html.slice(at, match.index))
    writer.tag(match[0], match[2] ?? '', match[1] === '/')
    at = match.index + match[0].length
  }
  if (at < html.length) writer.text(html.slice(at))
  return writer.finish()
}

const inline = new Set('strong em u s sub sup code cite q a abbr time img br'.split(' '))
/** Where text needs a paragraph: at the top, and in quotations that have boxes or paragraphs in them. */
const holdsParagraphs = new Set(['', 'blockquote'])

class ParagraphWriter {
  #out: string[] = []
  /** Names of the open blocks. */
  #blocks: string[] = []
  /** Inline elements that are open in the source, at the place where paragraphs are made. */
  #inline: { name: string; start: string }[] = []
  /** For each open link, whether it is kept. */
  #links: boolean[] = []
  #inParagraph = false
  /** Length of the output when the open paragraph began. */
  #start = -1

  text(text: string): void {
    if (!this.#makesParagraphs()) return void this.#out.push(text)
    if (text.trim() === '') return void (this.#inParagraph && this.#out.push(text))
    this.#open()
    this.#out.push(this.#atStart() ? text.trimStart() : text)
  }

  tag(source: string, name: string, isEnd: boolean): void {
    if (name === 'div') return this.#border()
    if (source === '<img />' || (name === 'a' && !this.#keepsLink(source, isEnd))) return
    if (inline.has(name)) return this.#inlineTag(source, name, isEnd)
    if (isEnd) {
      if (this.#makesParagraphs()) this.#close()
      this.#blocks.pop()
    } else if (this.#makesParagraphs()) this.#close()
    this.#out.push(source)
    if (!isEnd && name !== 'hr') this.#blocks.push(name)
  }

  finish(): string {
    this.#close()
    return this.#out
      .join('')
      .replace(/<p>(?:\s|<br \/>)*<\/p>/g, '')
      .replace(/<\/(p|h2|h3|h4|ul|ol|dl|blockquote|figure|table|pre)>\s*(?=<)/g, '</$1>\n')
      .trim()
  }

  #keepsLink(source: string, isEnd: boolean): boolean {
    if (isEnd) return this.#links.pop() ?? true
    const isKept = source !== '<a>'
    this.#links.push(isKept)
    return isKept
  }

  #makesParagraphs(): boolean {
    return holdsParagraphs.has(this.#blocks.at(-1) ?? '')
  }

  #atStart(): boolean {
    return this.#out.length === this.#start
  }

  #border(): void {
    if (this.#makesParagraphs()) this.#close()
    else this.#out.push(' ')
  }

  #inlineTag(source: string, name: string, isEnd: boolean): void {
    if (!this.#makesParagraphs()) return void this.#out.push(source)
    const isVoid = name === 'img' || name === 'br'
    if (isVoid) {
      if (name === 'br' && !this.#inParagraph) return
      this.#open()
      this.#out.push(source)
    } else if (isEnd) {
      if (this.#inline.at(-1)?.name !== name) return
      this.#inline.pop()
      if (this.#inParagraph) this.#out.push(source)
    } else {
      // a paragraph begins with its first text, so that an element around a block leaves none behind
      if (this.#inParagraph) this.#out.push(source)
      this.#inline.push({ name, start: source })
    }
  }

  #open(): void {
    if (this.#inParagraph) return
    this.#inParagraph = true
    this.#out.push('<p>', ...this.#inline.map(({ start }) => start))
    this.#start = this.#out.length
  }

  #close(): void {
    if (!this.#inParagraph) return
    this.#inParagraph = false
    this.#out.push(...this.#inline.toReversed().map(({ name }) => `</${name}>`), '</p>')
  }
}
