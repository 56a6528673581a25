import type { TopicInput, TopicType } from '../../../../schema/models.ts'
import { resolveUrl } from '../shared/address.ts'
import { labelText } from '../../text/one-line.ts'
import { topicOf, uniqueTopics } from '../shared/topic.ts'
import { list, text, type Members } from './members.ts'

/**
 * Everything an item says it is about. Subjects are keywords, people, organisations, places and events of their type,
 * each under the slug of its name; below its broader ones where those are given. The address of a concept, or its code
 * in a scheme that is an address, is `sameAs`. A subject in a scheme of sections is a SECTION.
 */
export function topicsOf(item: Members, everywhere: string | undefined): TopicInput[] {
  const typed: readonly (readonly [readonly string[], TopicType])[] = [
    [['subjects', 'subject'], 'KEYWORD'],
    [['people', 'person', 'persons'], 'PERSON'],
    [['organisations', 'organisation', 'organizations', 'organization'], 'ORGANISATION'],
    [['places', 'place'], 'PLACE'],
    [['events', 'event'], 'EVENT'],
  ]
  const language = text(item, 'language')
  return uniqueTopics([
    ...(everywhere === undefined ? [] : [{ path: everywhere }]),
    ...[...list(item, 'sections', 'section', 'categories', 'category'), ...list(item, 'services', 'service')].map(
      (concept) => toTopic(inLanguage(concept, language), 'SECTION'),
    ),
    ...typed.flatMap(([names, type]) =>
      list(item, ...names)
        .filter((concept) => !isAuthor(concept))
        .map((concept) => toTopic(inLanguage(concept, language), type)),
    ),
    ...keywords(item).map((name) => topicOf([name], 'KEYWORD')),
  ])
}

/** Whether a person or an organisation wrote the item, rather than being its subject. */
export function isAuthor(concept: Members): boolean {
  return /(?:^|[:/])(?:author|creator|byline|writer|reporter)$/i.test(text(concept, 'rel', 'role') ?? '')
}

/** A concept with names in several languages, under the one of its item where there is one. */
function inLanguage(concept: Members, language: string | undefined): Members {
  const tagged = list(concept, 'names', 'labels')
  const written = (one: Members): string => (text(one, 'language', 'lang', 'xml:lang') ?? '').toLowerCase()
  const wanted = language?.toLowerCase() ?? ''
  const found =
    tagged.find((one) => wanted !== '' && written(one) === wanted) ??
    tagged.find((one) => wanted !== '' && written(one).split('-')[0] === wanted.split('-')[0])
  return found === undefined ? concept : { ...concept, name: text(found, 'value', 'name') ?? concept['name'] }
}

function toTopic(concept: Members, type: TopicType): TopicInput | null {
  const name = nameOf(concept)
  // What a text is (a feature, an analysis) and who sees it are no subjects.
  const scheme = schemeOf(concept)
  if (name === undefined || /^(?:genre|urgency|priority|audience|product|rating)s?$/.test(scheme)) return null
  const address = addressOf(concept)
  const path = [...broaderNames(concept), name]
  const own = type === 'KEYWORD' ? (schemeTypes[scheme] ?? type) : type
  return topicOf(path, own, address === null ? {} : { sameAs: [address] })
}

function nameOf(concept: Members): string | undefined {
  const own = text(concept, 'name', 'fullname', 'full_name')
  // A code where the name belongs ("medtop:20000210") names nothing.
  const isCode = own !== undefined && /^[a-z]\w*:[\w.-]+$/.test(own)
  const name = (isCode ? undefined : own) ?? text(list(concept, 'names', 'labels')[0] ?? {}, 'value', 'name')
  const label = labelText(name ?? '')
  if (label !== '') return label
  const literal = text(concept, 'literal', 'qcode', 'code')
  return literal === undefined || /^https?:|^\d+$|:/.test(literal) ? undefined : literal
}

/** From the root down: `broader` is one concept or a list that goes up, each perhaps with a broader one of its own. */
function broaderNames(concept: Members): string[] {
  const names: string[] = []
  let current: Members | undefined = list(concept, 'broader', 'parent', 'parents')[0]
  const flat = list(concept, 'broader', 'parents')
  if (flat.length > 1)
    return flat
      .flatMap((one) => nameOf(one) ?? [])
      .slice(0, 8)
      .toReversed()
  while (current !== undefined && names.length < 8) {
    const name = nameOf(current)
    if (name !== undefined) names.unshift(name)
    current = list(current, 'broader', 'parent')[0]
  }
  return names
}

function addressOf(concept: Members): string | null {
  const uri = resolveUrl(text(concept, 'uri', 'href'), null)
  if (uri !== null) return uri
  const code = text(concept, 'code', 'qcode', 'literal')?.replace(/^[\w-]+:/, '')
  const scheme = resolveUrl(text(concept, 'scheme'), null)
  const media = text(concept, 'qcode', 'code', 'uri')
  if (media !== undefined && /^medtop:\d{8}$/.test(media))
    return `http://cv.iptc.org/newscodes/mediatopic/${media.slice(7)}`
  return scheme === null || code === undefined
    ? null
    : resolveUrl(encodeURIComponent(code), scheme.endsWith('/') ? scheme : `${scheme}/`)
}

function schemeOf(concept: Members): string {
  const scheme = text(concept, 'scheme') ?? ''
  return (
    scheme
      .toLowerCase()
      .replace(/[/#]+$/, '')
      .split(/[/#:]/)
      .at(-1) ?? ''
  )
}

const schemeTypes: Readonly<Record<string, TopicType>> = {
  section: 'SECTION',
  sections: 'SECTION',
  desk: 'SECTION',
  ressort: 'SECTION',
  rubrik: 'SECTION',
  category: 'SECTION',
  series: 'SERIES',
  person: 'PERSON',
  people: 'PERSON',
  organisation: 'ORGANISATION',
  organization: 'ORGANISATION',
  company: 'ORGANISATION',
  position: 'PLACE',
  location: 'PLACE',
  country: 'PLACE',
  event: 'EVENT',
}

function keywords(item: Members): string[] {
  const value = item['keywords'] ?? item['keyword']
  const found = typeof value === 'string' ? value.split(/[,;]/) : Array.isArray(value) ? value : []
  return found.flatMap((one: unknown) => (typeof one === 'string' ? labelText(one) : [])).filter((name) => name !== '')
}
