import { isRecord } from '../shared/json/json.ts'
import { speaksOfVisibility, type VisibilityStatement } from '../shared/visibility.ts'
import type { XmlElement } from '../shared/xml.ts'

/**
 * What an entry in XML says about who may see it, whatever the prefix: `app:control/app:draft` of both namespaces, `wp:status` and
 * `blogger:status`, `media:status`, a restriction that denies, flags and passwords.
 */
export function visibilityOfXml(entry: XmlElement): VisibilityStatement[] {
  return entry.children.flatMap((child): VisibilityStatement[] => {
    const name = localName(child)
    if (name === 'control') return child.children.filter((inner) => localName(inner) === 'draft').map(statement)
    // as Feed Access Control says it; a restriction of Media RSS is to countries, and has a type
    if (name === 'restriction' && child.attributes['type'] === undefined)
      return child.attributes['relationship'] === 'deny' ? [{ name: 'private', value: 'yes' }] : []
    return speaksOfVisibility(name) ? [statement(child)] : []
  })
}

/** What a feed says for all its entries: only that it is not to be shared. */
export function visibilityOfChannel(root: XmlElement): VisibilityStatement[] {
  return [root, ...root.children.filter((child) => localName(child) === 'channel')].flatMap((element) =>
    visibilityOfXml(element).filter(({ name }) => name === 'private'),
  )
}

/** The same of an item of a JSON Feed, also in the objects of its extensions, which begin with a line. */
export function visibilityOfJson(item: unknown): VisibilityStatement[] {
  if (!isRecord(item)) return []
  const objects = [
    item,
    ...Object.entries(item).flatMap(([name, value]) => (name.startsWith('_') && isRecord(value) ? [value] : [])),
  ]
  return objects.flatMap((object) =>
    Object.entries(object).flatMap(([name, value]) =>
      speaksOfVisibility(name) && /^(?:string|number|boolean)$/.test(typeof value)
        ? [{ name, value: String(value) }]
        : [],
    ),
  )
}

/** An empty flag such as `<yt:private/>` says yes; where a word is wanted, nothing. */
function statement(element: XmlElement): VisibilityStatement {
  const name = localName(element)
  const value = element.text.trim() || element.attributes['state'] || element.attributes['value'] || ''
  return { name, value: value === '' && /^(?:private|hidden|deleted|trashed)$/.test(name) ? 'yes' : value }
}

function localName({ name }: XmlElement): string {
  return name.replace(/^.*:/, '').toLowerCase()
}
