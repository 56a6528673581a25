import { stripTags } from './strip-tags.ts'

/** What a piece of HTML says, on one line: tags and images dropped, entities resolved, white space collapsed. */
export function htmlToLine(html: string): string {
  if (!/[<&]/.test(html)) return oneLine(html)
  const known = latest.get(html)
  if (known !== undefined) return known
  const line = oneLine(stripTags(html.slice(0, maxChars)))
  if (latest.size >= maxLatest) latest.clear()
  latest.set(html, line)
  return line
}

/** An item says the same in its summary, its description and its content, and each is asked for more than once. */
const latest = new Map<string, string>()
const maxLatest = 8

/** Nothing that is compared or summarised needs more. */
const maxChars = 2 ** 17

// soft hyphens, zero-width spaces and direction marks that survive from layouts; joiners (200C, 200D) are spelling
const invisible = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g

/** White space collapsed, invisible characters that producers leave behind dropped, composed (NFC). */
export function oneLine(text: string): string {
  // nothing that is dropped, collapsed or composed
  if (!/[^\u0020-\u007e]| {2}/.test(text)) return text.trim()
  return text
    .replace(invisible, '')
    .replace(/[\s\u0085]+/gu, ' ')
    .trim()
    .normalize('NFC')
}

/**
 * A label that should be plain text but may have been written as HTML, once or twice over ("AT&amp;amp;T", "<b>New</b>").
 * Only tags that occur in headlines count as tags, so that "a < b" and "<Object>" stay what they are.
 */
export function labelText(text: string): string {
  let label = text
  for (let pass = 0; pass < 2 && (entity.test(label) || inlineTag.test(label)); pass++) {
    label = htmlToLine(label.replace(strayTag, '&lt;'))
  }
  return oneLine(label)
}

const entity = /&(?:#\d{2,6}|#x[\da-f]{2,5}|[a-z][a-z\d]{1,31});/i
const inlineTag =
  /<\/?(?:a|abbr|b|big|br|cite|code|del|em|font|i|img|ins|mark|p|q|s|small|span|strike|strong|sub|sup|u|wbr)(?:\s[^<>]*)?\/?>/i
const strayTag =
  /<(?!\/?(?:a|abbr|b|big|br|cite|code|del|em|font|i|img|ins|mark|p|q|s|small|span|strike|strong|sub|sup|u|wbr)(?:\s[^<>]*)?\/?>)/gi

/** Whether text has HTML in it: a tag with a name HTML knows, or an entity. */
export function looksLikeHtml(text: string): boolean {
  return (
    /<\/?(?:a|b|blockquote|br|div|em|figure|font|h[1-6]|hr|i|iframe|img|li|ol|p|span|strong|table|td|tr|u|ul|video)\b[^<>]*>/i.test(
      text,
    ) || entity.test(text)
  )
}

/** A trimmed string that is not empty, else undefined; whatever else came instead of a string is nothing. */
export function stringOf(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value !== 'string') return undefined
  const trimmed = value.trim()
  return trimmed === '' ? undefined : trimmed
}
