import { oneLine } from '../../../text/one-line.ts'
import { type Block, escape } from './block.ts'
import { isReadAlso } from './boilerplate.ts'

const networkName =
  /^(?:facebook|twitter|x|instagram|threads|bluesky|mastodon|whatsapp|telegram|linkedin|youtube|tiktok|viber|google news)$/i

/** The paragraph that is being written: its HTML, its text, and how much of both leads away. */
export class Paragraph {
  #html = ''
  #text = ''
  #linked = 0
  #followed = 0
  #line = { html: 0, text: 0, linked: 0 }
  #breaks = 0

  /** Whether it holds words. */
  get hasText(): boolean {
    return this.#text.trim() !== ''
  }

  /** Adds text as it stands in the page. */
  append(raw: string): void {
    const text = raw.replace(/\s+/g, ' ')
    if (text.trim() !== '') this.#breaks = 0
    this.#html += escape(text)
    this.#text += text
  }

  /** A line break; true where it is the second in a row, which parts paragraphs in the tables of old pages. */
  breakLine(): boolean {
    this.#breaks += 1
    this.#dropLinkLine()
    if (this.#breaks >= 2) return true
    if (this.#text.trim() !== '') {
      this.#html += '<br>'
      this.#text += ' '
      this.#line = { html: this.#html.length, text: this.#text.length, linked: this.#linked }
    }
    return false
  }

  /** Begins the content of an inline element; returns what `closeInline` wants. */
  openInline(): string {
    const before = this.#html
    this.#html = ''
    return before
  }

  /** Ends it; `wrap` puts the element around its content, if it holds any. */
  closeInline(before: string, wrap: (inner: string) => string): void {
    this.#html = before + (this.#html.trim() === '' ? this.#html : wrap(this.#html))
  }

  /** Counts a link of `size` letters. */
  countLink(size: number, words: string): void {
    this.#linked += size
    if (networkName.test(words)) this.#followed += 1
  }

  /** Ends the paragraph: null where it says nothing or leads away. */
  take(): Block | null {
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
    if (text === '' || (text.length < 24 && !/\p{L}/u.test(text))) return null
    // a line that is nothing but a link leads away, and so does "Read also: …"; a long sentence is read
    const isSentence = text.length > 110 && /[.!?。]["”»)]?$/u.test(text) && !isReadAlso(text)
    if (linkShare > 0.9 && text.length < 300 && !isSentence) return null
    // "Follow us on Facebook and X": two links named for networks, in a line without a story of its own
    if (follows >= 2 && text.length < 260) return null
    if (isReadAlso(text) && (linkShare > 0.4 || text.length < 60)) return null
    return { kind: 'p', html: `<p>${html}</p>`, text }
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
}
