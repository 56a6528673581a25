import type { ArticleInput, ArticleType, AuthorInput, BodyInput, PublicationStatus } from '../../../../schema/models.ts'
import { cutText } from '../../../../schema/summary.ts'
import type { Note, ReadItem, ReadOptions } from '../../draft.ts'
import { isRecord } from '../shared/json/json.ts'
import { resolveUrl } from '../shared/address.ts'
import { parseAuthors } from '../../byline/parse.ts'
import { uniqueAuthors } from '../../byline/unique.ts'
import { firstDate } from '../shared/first-date.ts'
import { guessLanguage } from '../../language/guess.ts'
import { guessedLanguage, languageTag } from '../../language/tag.ts'
import { isOrganisationName } from '../../byline/organisation.ts'
import { labelText, looksLikeHtml, htmlToLine } from '../../text/one-line.ts'
import { speaksOfVisibility, visibilityOf, type VisibilityStatement } from '../shared/visibility.ts'
import { associated } from './associations.ts'
import { byRole, list, text, type Members } from './members.ts'
import { isAuthor, topicsOf } from './topics.ts'

/** A ninjs item as an article; rejected where it is none, or has no id, no headline or no known state. */
export function toDraft(item: Members, where: string, options: ReadOptions): ReadItem {
  const notes: Note[] = []
  const rejected = (field: string, reason: string): ReadItem => ({ kind: 'rejected', item: where, field, reason })
  const type = typeOf(item)
  if (type === null)
    return rejected('type', `it is of the type "${(text(item, 'type') ?? '').slice(0, 40)}", which is no article`)
  const externalId = idOf(item)
  if (externalId === undefined) return rejected('externalId', 'it has no uri')
  const status = statusOf(item, notes)

  const url = addressOf(item, externalId)
  const body = bodyOf(item)
  const headlines = headlinesOf(item)
  const description = htmlToLine(descriptionOf(item))
  // Whoever withdraws an item may say no more than that, and the article wants a headline nobody will see.
  const withdrawn = status === 'WITHDRAWN' ? (text(item, 'slugline') ?? 'Withdrawn') : undefined
  const headline = headlines.main ?? (description === '' ? withdrawn : cutText(description, 110))
  if (headline === undefined) return rejected('headline', 'it has no headline')
  if (headlines.main === undefined) {
    notes.push({ field: 'headline', message: `There is no headline; "${cutText(headline, 60)}" stands in for it.` })
  }

  const { image, links } = associated(item, url)
  const { authors, byline } = authorship(item, url)
  const summary =
    htmlToLine(
      text(
        byRole(
          list(item, 'descriptions').filter((one) => /summary|abstract/i.test(text(one, 'role') ?? '')),
          [],
        ) ?? {},
        'value',
      ) ?? '',
    ) || description
  const topics = topicsOf(item, options.topic)
  const input: ArticleInput = {
    externalId,
    headline,
    language: languageOf(item, `${headline}. ${description} ${body?.html ?? body?.plainText ?? ''}`, options, notes),
    status,
    ...(url === null ? {} : { url }),
    ...publisherOf(item, options, status === 'WITHDRAWN'),
    ...(headlines.kicker === undefined ? {} : { kicker: headlines.kicker }),
    ...(description === '' ? {} : { standfirst: description }),
    ...(summary === '' ? {} : { summary: cutText(summary, 1000) }),
    ...(byline === undefined ? {} : { byline }),
    ...(body === null ? {} : { body }),
    ...(type === 'ARTICLE' ? {} : { type }),
    ...(authors.length === 0 ? {} : { authors }),
    ...(topics.length === 0 ? {} : { topics }),
    ...(links.length === 0 ? {} : { relatedLinks: links }),
    ...(image === null ? {} : { image }),
    ...datesOf(item, notes),
  }
  return { kind: 'article', item: where, draft: { input, notes } }
}

/** What names an item: its `uri`, as the standard has it, or what some write in its place. */
export function idOf(item: Members): string | undefined {
  return text(item, 'uri', 'guid', 'id', '_id', 'usn') ?? altIds(item)[0]
}

function typeOf(item: Members): ArticleType | null {
  const profile = text(item, 'profile')?.toLowerCase() ?? ''
  if (/live ?blog/.test(profile)) return 'LIVEBLOG'
  switch (text(item, 'type')?.toLowerCase().replace(/^.*:/, '') ?? 'text') {
    case 'text':
    case 'article':
    case 'news':
      return 'ARTICLE'
    case 'composite':
    case 'package':
      return /gallery|slideshow/.test(profile) ? 'GALLERY' : 'ARTICLE'
    case 'video':
      return 'VIDEO'
    case 'audio':
      return 'AUDIO'
    case 'gallery':
      return 'GALLERY'
    case 'interactive':
      return 'INTERACTIVE'
    default:
      return null
  }
}

/**
 * By `pubStatus`, written as a word, a code or an object; by what the systems behind ninjs add (`state`, `visibility`); and by an
 * embargo, which holds also where its end cannot be read. ninjs knows usable, withheld and canceled.
 */
function statusOf(item: Members, notes: Note[]): PublicationStatus | null {
  const statements = Object.entries(item).flatMap(([name, value]): VisibilityStatement[] => {
    if (!speaksOfVisibility(name)) return []
    const one = isRecord(value) ? (text(value, 'uri', 'code', 'qcode', 'name', 'value', 'literal') ?? 'object') : value
    return one === null || one === undefined ? [] : [{ name, value: String(one) }]
  })
  const isDated = instantOf(item, published) !== null || instantOf(item, embargoes) !== null
  const { status } = visibilityOf(statements, notes, isDated)
  const embargo = embargoes
    .map((name) => item[name])
    .find((value) => value !== undefined && value !== null && value !== '')
  if (status === 'WITHDRAWN' || status === 'DRAFT' || embargo === undefined || embargo === false) return status
  if (instantOf(item, embargoes) !== null) return status
  notes.push({ field: 'status', message: 'It is under an embargo whose end cannot be read; it comes as a draft.' })
  return 'DRAFT'
}

function headlinesOf(item: Members): { readonly main: string | undefined; readonly kicker: string | undefined } {
  const all = list(item, 'headlines')
  const chosen = byRole(all, ['main', 'headline', ''])
  const kicker = all.find((one) => /kicker|overline|strap|deckline|topline/i.test(text(one, 'role') ?? ''))
  const main = labelText(
    text(chosen === kicker ? {} : (chosen ?? {}), 'value', 'text', 'name') ??
      text(item, 'headline', 'title', 'name') ??
      '',
  )
  const over = labelText(text(kicker ?? {}, 'value', 'text') ?? text(item, 'headline_extended_kicker', 'kicker') ?? '')
  return { main: main === '' ? undefined : main, kicker: over === '' ? undefined : over }
}

function descriptionOf(item: Members): string {
  const chosen = list(item, 'descriptions').filter(
    (one) => !/summary|abstract|caption|alt/i.test(text(one, 'role') ?? ''),
  )
  return (
    text(byRole(chosen, ['main', 'standfirst', 'lede', 'lead', '', 'short']) ?? {}, 'value', 'text') ??
    text(item, 'description_text', 'description_html', 'description_usage', 'description', 'abstract') ??
    text(list(item, 'descriptions')[0] ?? {}, 'value') ??
    ''
  )
}

function bodyOf(item: Members): BodyInput | null {
  const bodies = list(item, 'bodies')
  const isHtml = (body: Members): boolean =>
    /html/i.test(text(body, 'contentType', 'contenttype', 'mimetype', 'mimeType') ?? '')
  const isText = (body: Members): boolean =>
    /^text\/plain/i.test(text(body, 'contentType', 'contenttype', 'mimetype', 'mimeType') ?? '')
  const main = bodies.filter((body) => /^(?:|main|body|full)$/i.test(text(body, 'role') ?? ''))
  const pool = main.length > 0 ? main : bodies
  const chosen = pool.find(isHtml) ?? pool.find((body) => !isText(body)) ?? pool[0]
  const value = text(chosen ?? {}, 'value', 'text')
  if (chosen !== undefined && value !== undefined) {
    return isHtml(chosen) || (!isText(chosen) && looksLikeHtml(value))
      ? { html: innerHtml(value) }
      : { plainText: value }
  }
  const html = text(item, 'body_html', 'body_xhtml')
  if (html !== undefined) return { html: innerHtml(html) }
  const plain = text(item, 'body_text')
  if (plain !== undefined) return { plainText: plain }
  const other = Object.entries(item).find(
    ([name, body]) => name.startsWith('body_') && typeof body === 'string' && body.trim() !== '',
  )
  const rest = typeof other?.[1] === 'string' ? other[1].trim() : undefined
  return rest === undefined ? null : looksLikeHtml(rest) ? { html: innerHtml(rest) } : { plainText: rest }
}

/** Some put a whole document into the body. */
function innerHtml(html: string): string {
  const open = /<body\b[^<>]*>/i.exec(html)
  const end = html.toLowerCase().lastIndexOf('</body>')
  return open === null || end < open.index ? html.trim() : html.slice(open.index + open[0].length, end).trim()
}

function authorship(
  item: Members,
  base: string | null,
): { readonly authors: readonly AuthorInput[]; readonly byline: string | undefined } {
  const written =
    text(item, 'byline') ?? text(byRole(list(item, 'by', 'bylines'), ['', 'main']) ?? {}, 'value', 'byline', 'name')
  const line = labelText(written ?? '')
  const sources = list(item, 'infosources', 'infosource', 'infoSources').filter(
    (one) => !/distributor|aggregator|publisher|copyright/i.test(text(one, 'role', 'rel') ?? ''),
  )
  const writers = [
    ...list(item, 'authors', 'author', 'creators', 'creator'),
    ...[...list(item, 'people', 'person', 'persons'), ...sources].filter(isAuthor),
  ]
  const isSources = writers.length === 0
  const named = isSources ? sources : writers
  const given = named.flatMap((one): AuthorInput[] => {
    const name = labelText(text(one, 'name', 'value') ?? '')
    if (name === '') return []
    const url = resolveUrl(text(one, 'href', 'url', 'uri'), base)
    const jobTitle = text(one, 'jobtitle', 'jobTitle') ?? text(list(one, 'jobtitle')[0] ?? {}, 'name')
    const bio = labelText(text(one, 'biography', 'bio') ?? '')
    const avatar = resolveUrl(text(one, 'avatar_url', 'avatar'), base)
    return [
      {
        name,
        kind: isSources || isOrganisationName(name) ? 'ORGANISATION' : 'PERSON',
        ...(url === null ? {} : { url }),
        ...(jobTitle === undefined ? {} : { jobTitle }),
        ...(bio === '' ? {} : { bio }),
        ...(avatar === null ? {} : { image: { url: avatar } }),
      },
    ]
  })
  const fromLine = parseAuthors(line, { keepsAgencies: true })
  return {
    authors: uniqueAuthors(isSources && fromLine.length > 0 ? fromLine : [...given]),
    byline: line === '' ? undefined : line,
  }
}

function publisherOf(item: Members, options: ReadOptions, isWithdrawal: boolean): Pick<ArticleInput, 'publisher'> {
  const source = list(item, 'infosources', 'infosource', 'infoSources').find(
    (one) => text(one, 'name') !== undefined && !isAuthor(one),
  )
  const name =
    options.publisher ??
    text(item, 'publisher', 'provider') ??
    text(list(item, 'publisher')[0] ?? {}, 'name') ??
    text(item, 'copyrightholder', 'copyrightHolder', 'source') ??
    text(source ?? {}, 'name') ??
    // a withdrawal has to reach the article it means, which may stand under a name that is not here
    (isWithdrawal ? undefined : hostOf(text(item, 'uri') ?? ''))
  return name === undefined ? {} : { publisher: { name: labelText(name) } }
}

/** The host of an address, which owns the names below it; undefined for another kind of name. */
function hostOf(uri: string): string | undefined {
  const url = URL.parse(uri)
  return url !== null && /^https?:$/.test(url.protocol) ? url.hostname.replace(/^www\./, '') : undefined
}

function addressOf(item: Members, externalId: string): string | null {
  const link = list(item, 'links').find((one) => /alternate|canonical/i.test(text(one, 'rel', 'role') ?? 'alternate'))
  const rendition = list(item, 'renditions').find((one) =>
    /html/i.test(text(one, 'mimetype', 'contentType', 'contenttype') ?? ''),
  )
  for (const url of [
    text(item, 'webUrl', 'weburl', 'canonical', 'url', 'link'),
    text(link ?? {}, 'href', 'url'),
    text(rendition ?? {}, 'href'),
    text(item, 'href'),
  ]) {
    const resolved = resolveUrl(url, null)
    if (resolved !== null) return resolved
  }
  // A uri names the item; one that is a web address, and no API's, may also show it.
  return /^https?:/i.test(externalId) && !/\/api\/|\.json\b/i.test(externalId) ? resolveUrl(externalId, null) : null
}

function altIds(item: Members): string[] {
  const value = item['altids'] ?? item['altIds']
  if (isRecord(value)) return Object.values(value).flatMap((id) => (typeof id === 'string' ? id : []))
  return list(item, 'altids', 'altIds').flatMap((one) => text(one, 'value', 'id') ?? [])
}

const published = [
  'datePublished',
  'published',
  'firstpublished',
  'firstPublished',
  'firstCreated',
  'firstcreated',
  'contentCreated',
  'contentcreated',
  'versionCreated',
  'versioncreated',
]
const modified = ['contentModified', 'contentmodified', 'versionCreated', 'versioncreated']
const embargoes = ['embargoedUntil', 'embargoeduntil', 'embargoed', 'embargo']

function datesOf(
  item: Members,
  notes: Note[],
): Pick<ArticleInput, 'datePublished' | 'dateModified' | 'embargoedUntil'> {
  const dates = {
    datePublished: instantOf(item, published, notes, 'datePublished'),
    dateModified: instantOf(item, modified, notes, 'dateModified'),
    embargoedUntil: instantOf(item, embargoes, notes, 'embargoedUntil'),
  }
  return Object.fromEntries(Object.entries(dates).filter(([, date]) => date !== null))
}

/** The first of these members that is a date, as an instant; what had to be assumed is noted. */
function instantOf(item: Members, names: readonly string[], notes: Note[] = [], field = ''): string | null {
  const written = names.map((name) => text(item, name))
  return firstDate(written, null, field, notes)
}

function languageOf(item: Members, html: string, options: ReadOptions, notes: Note[]): string {
  for (const declared of [
    text(item, 'language'),
    text(list(item, 'languages')[0] ?? {}, 'name', 'tag'),
    options.language,
  ]) {
    const tag = languageTag(declared)
    if (tag !== null) return tag
  }
  return guessedLanguage(guessLanguage(html).tag, notes)
}
