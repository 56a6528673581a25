import sax from 'sax'

/** An element of a record: text is all of its own, CDATA and entities resolved; names are as written. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  text: string
  readonly children: XmlElement[]
}

/** One record of a file is damaged; the message says how, in words for the report. */
export class DamagedXml extends Error {
  override readonly name = 'DamagedXml'
}

const maxDepth = 200
const maxAttributes = 500

/**
 * Mends what producers get wrong most and what has one meaning only: control characters, ampersands and "<" that are
 * not escaped, and entities nobody knows. CDATA and comments keep their text.
 */
export function repairXml(text: string): string {
  const clean = text.replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '')
  const section = /<!--|<!\[CDATA\[/g
  const parts: string[] = []
  let from = 0
  for (let match = section.exec(clean); match !== null; match = section.exec(clean)) {
    const closer = match[0] === '<!--' ? '-->' : ']]>'
    const end = clean.indexOf(closer, section.lastIndex)
    // One that does not end is damage, which parsing will find.
    if (end === -1) break
    parts.push(mended(clean.slice(from, match.index)), clean.slice(match.index, end + closer.length))
    from = end + closer.length
    section.lastIndex = from
  }
  parts.push(mended(clean.slice(from)))
  return parts.join('')
}

function mended(text: string): string {
  return text.replace(
    /<(?=[\s\d=])|&(?:#(\d{1,9});|#x([\da-f]{1,8});|([a-z][a-z\d]{0,40});)?/gi,
    (found: string, decimal?: string, hex?: string, name?: string) => {
      if (found === '&') return '&amp;'
      if (found === '<') return '&lt;'
      if (name !== undefined) return Object.hasOwn(htmlEntities, name) ? found : `&amp;${name};`
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number.parseInt(decimal, 10)
      // "&#146;" is meant as HTML reads it: the apostrophe that Windows-1252 has there.
      if (code >= 0x80 && code <= 0x9f) return new TextDecoder('windows-1252').decode(Uint8Array.of(code))
      return isXmlChar(code) ? found : ''
    },
  )
}

/**
 * The tree of one repaired record. Throws DamagedXml where tags do not match, elements nest deeper than 200,
 * or a tag has over 500 attributes. Entities that a DTD would declare do not exist.
 */
export function parseXml(text: string): XmlElement {
  const top: XmlElement = { name: '', attributes: {}, text: '', children: [] }
  const path: XmlElement[] = [top]
  walkXml(text, {
    open(tag) {
      const element: XmlElement = { name: tag.name, attributes: tag.attributes, text: '', children: [] }
      path.at(-1)?.children.push(element)
      path.push(element)
    },
    text(part) {
      const current = path.at(-1)
      if (current !== undefined) current.text += part
    },
    close() {
      path.pop()
    },
  })
  const root = top.children[0]
  if (root === undefined) throw new DamagedXml('it has no element')
  return root
}

interface Visitor {
  readonly open: (tag: { readonly name: string; readonly attributes: Record<string, string> }) => void
  readonly text: (part: string) => void
  readonly close: () => void
}

function walkXml(text: string, visitor: Visitor): void {
  const parser = sax.parser(true, { trim: false, normalize: false })
  let depth = 0
  let attributes = 0
  parser.onerror = (error) => {
    throw new DamagedXml(`its XML is damaged (${error.message.split('\n')[0]?.toLowerCase() ?? 'unreadable'})`)
  }
  parser.ondoctype = () => {
    throw new DamagedXml('it declares a document type')
  }
  parser.onopentagstart = () => {
    attributes = 0
    if (++depth > maxDepth) throw new DamagedXml(`its elements nest deeper than ${maxDepth}`)
  }
  parser.onattribute = () => {
    if (++attributes > maxAttributes) throw new DamagedXml(`one of its tags has over ${maxAttributes} attributes`)
  }
  parser.onopentag = (tag) => visitor.open({ name: tag.name, attributes: tag.attributes as Record<string, string> })
  parser.onclosetag = () => {
    depth--
    visitor.close()
  }
  parser.ontext = visitor.text
  parser.oncdata = visitor.text
  parser.write(text).close()
}

// The types of sax leave its table of entities out; it has the five of XML and those of HTML 4.
const htmlEntities = (sax as unknown as { readonly ENTITIES: Readonly<Record<string, unknown>> }).ENTITIES

function isXmlChar(code: number): boolean {
  return (
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff)
  )
}
