/**
 * Paragraphs and line breaks where an author typed blank lines and line ends, as WordPress makes them when it shows a
 * classic post (`wpautop`). Block elements, `<pre>`, figures, scripts and styles stay as they are.
 */
export function autop(written: string): string {
  if (written.trim() === '') return ''
  const kept: string[] = []
  const keep = (text: string): string => `<pre data-kept="${kept.push(text) - 1}"></pre>`
  const html = written
    .replace(/\r\n?/g, '\n')
    .replace(/<(pre|script|style|svg|textarea|figure)\b[^<>]*>(?:(?!<\1\b)[\s\S])*?<\/\1>/gi, keep)
    .replace(/[ \t\u00a0]{100,}/g, ' ')
    .replace(/<[^<>]*>/g, (tag) => tag.replaceAll('\n', ' '))
    .replace(/<br\s*\/?>\s*<br\s*\/?>/gi, '\n\n')
    .replace(beforeBlock, '\n\n$&')
    .replace(afterBlock, '$&\n\n')
  const paragraphs = html
    .split(/\n\s*\n/)
    .filter((part) => part.trim() !== '')
    .map((part) => `${paragraph(part.trim())}\n`)
    .join('')
  return withBreaks(withoutWrongParagraphs(paragraphs))
    .replace(/<pre data-kept="(\d+)"><\/pre>/g, (_, index: string) => kept[Number(index)] ?? '')
    .trim()
}

const blocks =
  '(?:table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area|blockquote|address|style|p|h[1-6]|hr|fieldset|legend|section|article|aside|hgroup|header|footer|nav|figure|figcaption|details|menu|summary)'
const beforeBlock = new RegExp(`<${blocks}(?=[\\s/>])`, 'gi')
const afterBlock = new RegExp(`</${blocks}>|<hr\\b[^<>]*>`, 'gi')
const blockTag = `</?${blocks}(?=[\\s/>])[^<>]*>`
const aloneBlock = new RegExp(`<p>\\s*(${blockTag})\\s*</p>`, 'gi')
const openedBeforeBlock = new RegExp(`<p>\\s*(${blockTag})`, 'gi')
const closedAfterBlock = new RegExp(`(${blockTag})\\s*</p>`, 'gi')
const breakAfterBlock = new RegExp(`(${blockTag})\\s*<br />`, 'gi')

/** A paragraph of a part; inside the container that begins or ends in it, so that tags stay nested. */
function paragraph(part: string): string {
  const opened = openedContainer.exec(part)
  const closed = closedContainer.exec(part)
  if (opened !== null && closed === null) return `${opened[0]}<p>${part.slice(opened[0].length).trim()}</p>`
  if (closed !== null && opened === null) return `<p>${part.slice(0, closed.index).trim()}</p>${closed[0]}`
  return `<p>${part}</p>`
}

const containers = '(?:div|section|article|aside|header|footer|blockquote|li|td|th|dd|figcaption|details|form|address)'
const openedContainer = new RegExp(`^<${containers}(?=[\\s>])[^<>]*>(?!\\s*$)`, 'i')
const closedContainer = new RegExp(`(?<!^)</${containers}>$`, 'i')

function withoutWrongParagraphs(html: string): string {
  return html
    .replace(aloneBlock, '$1')
    .replace(/<p>(<li.+?)<\/p>/gi, '$1')
    .replace(/<p><blockquote([^<>]*)>/gi, '<blockquote$1><p>')
    .replaceAll('</blockquote></p>', '</p></blockquote>')
    .replace(openedBeforeBlock, '$1')
    .replace(closedAfterBlock, '$1')
    .replace(/<p>\s*<\/p>/gi, '')
}

function withBreaks(html: string): string {
  return html
    .split('\n')
    .map((line) => line.trim())
    .join('<br />\n')
    .replace(/<br\s*\/?>(?:<br \/>\n)/gi, '<br />\n')
    .replace(/<\/p><br \/>/g, '</p>')
    .replace(breakAfterBlock, '$1')
    .replace(/<br \/>(\s*<\/?(?:p|li|div|dl|dd|dt|th|pre|td|ul|ol|h[1-6]|blockquote|figure|table)\b[^<>]*>)/gi, '$1')
    .replace(/<br \/>\s*$/, '')
}
