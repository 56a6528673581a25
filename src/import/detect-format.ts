import { sniffEncoding } from './reading/decode.ts'

/** The name of the format that a file's first 64 KB look like; null for what is no text. The file's name does not matter. */
export function detectFormat(head: Uint8Array): string | null {
  const text = beginningOf(head)
  if (text === '') return 'text'
  if (isBinary(text)) return null
  if (/^[[{\x1e]/.test(text)) return jsonFormat(text) // oxlint-disable-line no-control-regex
  if (text.startsWith('<')) return markupFormat(text)
  return /<(?:html|head|body|article)[\s>]/i.test(text.slice(0, 4_096)) ? 'html' : 'text'
}

function beginningOf(head: Uint8Array): string {
  const { label } = sniffEncoding(head)
  const encoding = /^utf-?16/.test(label) ? label : 'utf-8'
  return new TextDecoder(encoding).decode(head).replace(/^[\ufeff\s]+/u, '')
}

function isBinary(text: string): boolean {
  // oxlint-disable-next-line no-control-regex
  const controls = text.match(/[\x00-\x08\x0e-\x1a\x1c\x1d\x1f]/g)?.length ?? 0
  return text.includes('\0') || controls > text.length / 100
}

function jsonFormat(text: string): string {
  if (/"version"\s*:\s*"https?:\\?\/\\?\/jsonfeed\.org/.test(text)) return 'feed'
  if (/"externalId"\s*:/.test(text)) return 'ndjson'
  return /"uri"\s*:/.test(text) && ninjsMembers.test(text) ? 'ninjs' : 'ndjson'
}

const ninjsMembers =
  /"(?:versioncreated|versionCreated|pubstatus|pubStatus|body_html|bodies|headlines|associations|contentcreated|contentCreated|representationtype|representationType|standard)"\s*:/

function markupFormat(text: string): string {
  if (/<wp:wxr_version|xmlns:wp\s*=/.test(text)) return 'wxr'
  const root = /<(?!\?|!)\s*([\w.-]+:)?([\w-]+)/.exec(text)?.[2]?.toLowerCase()
  if (root === 'rss' || root === 'feed' || root === 'rdf' || root === 'channel') return 'feed'
  return 'html'
}
