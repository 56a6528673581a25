import type { BodyInput } from '../../../../schema/models.ts'
import type { NormalisedBody } from '../../../db/write/normalised.ts'
import { htmlDepth } from './html-depth.ts'
import { limits } from '../limits.ts'
import { withOpenNoscript } from './picture-address.ts'
import { withLinkedPlayers } from './players.ts'
import { htmlToParagraphs } from './html-paragraphs.ts'
import type { Path, Problems } from '../problems.ts'
import { renderMarkdown } from './render-markdown.ts'
import { sanitise } from './sanitise.ts'
import { isText } from '../text.ts'

/**
 * A body in its one form: sanitised HTML, and the same as plain text. Null where there is none, or where the HTML holds no text
 * and no picture. More than 2 MB or more than 200 levels is a problem, found before anything is parsed; Markdown that is far more
 * work than texts of its length are is one as well, found as soon as it is.
 * `base` is the article's address: relative links are read against it, and dropped without it.
 */
export function body(
  input: BodyInput | null | undefined,
  base: string | null,
  path: Path,
  problems: Problems,
): NormalisedBody | null {
  const given = Object.entries(input ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  const [first, second] = given
  if (first === undefined) return null
  if (second !== undefined)
    return problems.add('INVALID', path, 'body must hold exactly one of html, markdown and plainText.')
  const [format, supplied] = first
  const at = [...path, format]
  if (!isText(supplied, at, problems) || !isWithinSize(supplied, at, problems)) return null
  const text = composed(supplied)
  if (format === 'plainText') return fromPlainText(text)
  const html = format === 'markdown' ? renderMarkdown(text) : text
  return html === null ? problems.add('INVALID', at, tooMuchWork) : fromHtml(html, base, at, problems)
}

/** Said of a body that takes far more work than texts do. */
export const tooMuchWork =
  'The body is too much work to read: it has too many brackets, marks, list items, cells or elements. Simplify or divide it.'

/** Letters composed (NFC), but for the attributes of tags: an address is what its server takes. */
function composed(text: string): string {
  const form = text.normalize('NFC')
  return form === text || !text.includes('<')
    ? form
    : text.replace(/[^<]+|<[^>]*>?/g, (part) => (part.startsWith('<') ? part : part.normalize('NFC')))
}

function isWithinSize(text: string, path: Path, problems: Problems): boolean {
  // three bytes are the most that a UTF-16 unit takes
  if (text.length * 3 <= limits.bodyBytes || Buffer.byteLength(text) <= limits.bodyBytes) return true
  problems.add('TOO_LONG', path, 'The body is larger than 2 MB. Shorten it.')
  return false
}

function fromHtml(html: string, base: string | null, path: Path, problems: Problems): NormalisedBody | null {
  if (!/[<&]/.test(html)) return fromPlainText(html)
  if (isPlainParagraphs(html)) return { html: html.trim(), text: htmlToParagraphs(html) }
  if (htmlDepth(html, limits.bodyDepth) > limits.bodyDepth) {
    return problems.add('INVALID', path, 'The body is nested more than 200 levels deep. Flatten it.')
  }
  const clean = sanitise(withLinkedPlayers(withOpenNoscript(html)), base)
  const text = htmlToParagraphs(clean)
  return text === '' && !clean.includes('<img') ? null : { html: clean, text }
}

/** Nothing but paragraphs of bare text needs no parser: there is nothing to drop, repair or escape. */
function isPlainParagraphs(html: string): boolean {
  // oxlint-disable-next-line no-control-regex
  return /^\s*(?:<p>\s*[^\s<>&\x00-\x1f][^<>&\x00-\x08\x0e-\x1f]*<\/p>\s*)+$/.test(html)
}

function fromPlainText(text: string): NormalisedBody | null {
  const paragraphs = text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    // oxlint-disable-next-line no-control-regex
    .replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '')
    .split(/\n[^\S\n]*(?:\n[^\S\n]*)+/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
  if (paragraphs.length === 0) return null
  return {
    html: paragraphs.map((paragraph) => `<p>${escape(paragraph).replaceAll('\n', '<br />')}</p>`).join('\n'),
    text: paragraphs.join('\n\n'),
  }
}

function escape(text: string): string {
  if (!/[&<>"]/.test(text)) return text
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
