import { oneLine } from '../../text/one-line.ts'
import { DamagedXml, parseXml, repairXml, type XmlElement } from '../shared/xml.ts'

/** The tree of a record; null where it is damaged. */
export function treeOf(text: string): XmlElement | null {
  try {
    return parseXml(repairXml(text))
  } catch (error) {
    if (error instanceof DamagedXml) return null
    throw error
  }
}

/** The text of the first child with that name, empty where there is none. */
export function childText(element: XmlElement, name: string): string {
  return element.children.find((child) => child.name === name)?.text ?? ''
}

/** The value of a post's meta field; empty where there is none. */
export function metaValue(item: XmlElement, key: string): string {
  const meta = item.children.find(
    (child) => child.name === 'wp:postmeta' && childText(child, 'wp:meta_key').trim() === key,
  )
  return meta === undefined ? '' : childText(meta, 'wp:meta_value')
}

/** The first of some meta fields that says something. */
export function firstMeta(item: XmlElement, keys: readonly string[]): string {
  return keys.map((key) => oneLine(metaValue(item, key))).find((value) => value !== '') ?? ''
}

/** The text of a simple element of an item that is not parsed; empty where there is none. */
export function rawValue(text: string, name: string): string {
  const start = text.indexOf(`<${name}`)
  if (start === -1) return ''
  const from = text.indexOf('>', start)
  const to = text.indexOf(`</${name}>`, from)
  if (from === -1 || to === -1) return ''
  const value = text.slice(from + 1, to).trim()
  return value.startsWith('<![CDATA[') ? value.slice(9, -3).trim() : value.replaceAll('&amp;', '&')
}

/** The value of a meta field of an item that is not parsed; empty where there is none. */
export function rawMeta(text: string, key: string): string {
  const at = text.indexOf(`${key}`)
  if (at === -1) return ''
  const match = new RegExp(
    String.raw`<wp:meta_key>\s*(?:<!\[CDATA\[)?\s*${key}\s*(?:\]\]>)?\s*</wp:meta_key>\s*<wp:meta_value>\s*(?:<!\[CDATA\[)?([^<\]]*)`,
  ).exec(text)
  return match?.[1]?.trim() ?? ''
}

/** A copy of its own: a slice of a string keeps all of it alive, which would be the file. */
export function own(text: string): string {
  return Buffer.from(text).toString()
}
