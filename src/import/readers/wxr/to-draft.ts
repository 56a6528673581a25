import type { ArticleInput, ArticleType, AuthorInput, PublicationStatus } from '../../../../schema/models.ts'
import { cutText } from '../../../../schema/summary.ts'
import { urlKey } from '../../../text/keys.ts'
import type { Note, ReadItem, ReadOptions } from '../../draft.ts'
import { resolveUrl } from '../shared/address.ts'
import { uniqueAuthors } from '../../byline/authors.ts'
import { feedDate } from '../../dates/date.ts'
import { guessLanguage, type LanguageGuess } from '../../language/guess.ts'
import { guessedLanguage, languageTag } from '../../language/tag.ts'
import { isOrganisationName } from '../../byline/organisation.ts'
import { checkedLanguage } from '../../language/declared.ts'
import { labelText, oneLine, plainText } from '../shared/text.ts'
import type { XmlElement } from '../shared/xml.ts'
import { nameFromSegment } from '../../normalise/slug.ts'
import { postHtml } from './content.ts'
import { BodyFindings } from './post-parts.ts'
import { metaValue } from './pictures.ts'
import type { Pictures } from './picture-store.ts'
import { childText, type FirstPass } from './first-pass.ts'
import { decodedSlug, termsOf } from './terms.ts'

interface Context {
  readonly site: FirstPass
  readonly pictures: Pictures
  readonly options: ReadOptions
  /** At the language, from an earlier post. */
  readonly guess: LanguageGuess | null
}

/** A post or page as an article; null for an automatic or an empty draft, rejected where it has no id or nothing to say. */
export function toDraft(item: XmlElement, where: string, context: Context): ReadItem | null {
  const { site, options } = context
  const notes: Note[] = []
  const value = (name: string): string => oneLine(childText(item, name))
  const state = statusOf(value('wp:status'), childText(item, 'wp:post_password') !== '', notes)
  if (state === null) return null

  const base = site.site ?? options.url ?? null
  const link = resolveUrl(value('link').replace(/__trashed(?:-\d+)?(?=\/|$)/, ''), base)
  const url = state !== 'DRAFT' || (link !== null && !link.includes('?')) ? link : null
  const postId = value('wp:post_id')
  const externalId =
    value('guid') || link || (postId === '' ? '' : `${base ?? 'post:'}${base === null ? '' : '?p='}${postId}`)
  if (externalId === '')
    return { kind: 'rejected', where, field: 'externalId', reason: 'it has neither guid, link nor post id' }

  const findings = new BodyFindings()
  const parts = {
    id: postId === '' ? null : Number(postId),
    pictures: context.pictures,
    blocks: site.blocks,
    footnotes: metaValue(item, 'footnotes'),
  }
  const html = postHtml(childText(item, 'content:encoded'), url ?? base, parts, findings)
  const excerpt = plainText(childText(item, 'excerpt:encoded'))
  const headline =
    labelText(childText(item, 'title')) ||
    headlineFrom(excerpt || plainText(html.slice(0, 5000)), notes) ||
    standInHeadline(item, html, site, notes)
  if (headline === '' && state === 'DRAFT') return null
  if (headline === '')
    return {
      kind: 'rejected',
      where,
      field: 'headline',
      reason: 'it is empty: it has no title, no text and no picture',
    }

  const slug = decodedSlug(value('wp:post_name').replace(/__trashed(?:-\d+)?$/, ''))
  const main = metaValue(item, '_yoast_wpseo_primary_category') || metaValue(item, 'rank_math_primary_category')
  const terms = termsOf(item, site.terms, site.categories.get(main.trim()))
  const summary = excerpt || searchDescription(item)
  const authors = authorsOf(item, terms.authors, site, notes)
  const image = context.pictures.get(Number(metaValue(item, '_thumbnail_id')))
  const dates = datesOf(value, state, site.offsets, notes)
  const aliases = aliasesOf(value('guid'), url, base, item)
  const topics = [...(options.topic === undefined ? [] : [{ path: options.topic }]), ...terms.topics]
  const leftOut = findings.note()
  if (leftOut !== null) notes.push({ field: 'body', message: leftOut })
  const input: ArticleInput = {
    externalId,
    headline,
    language: languageOf(terms.language, `${headline}. ${excerpt} ${html}`, context, notes),
    status: state,
    ...(url === null ? {} : { url }),
    ...(aliases.length === 0 ? {} : { aliases }),
    ...publisherOf(context),
    ...(slug === '' ? {} : { slug }),
    ...(excerpt === '' ? {} : { standfirst: excerpt }),
    ...(summary === '' ? {} : { summary: cutText(summary, 1000) }),
    ...(html === '' ? {} : { body: { html } }),
    ...(terms.format === null ? {} : { type: terms.format satisfies ArticleType }),
    ...(authors.length === 0 ? {} : { authors }),
    ...(topics.length === 0 ? {} : { topics }),
    ...(image === undefined ? {} : { image: image.image }),
    ...(findings.isForMembers ? { isAccessibleForFree: false } : {}),
    ...dates,
  }
  return { kind: 'article', where, draft: { input, notes } }
}

/** What a plugin has for search engines, its variables (`%%sep%%`, `%title%`, `#post_title`) left out. */
function searchDescription(item: XmlElement): string {
  const found = ['_yoast_wpseo_metadesc', 'rank_math_description', '_aioseo_description', '_seopress_titles_desc']
    .map((key) => metaValue(item, key))
    .find((value) => value !== '')
  return plainText((found ?? '').replace(/%%\w+%%|%\w+%|(?<!\S)#(?:post|site)_\w+/g, ''))
}

function statusOf(status: string, hasPassword: boolean, notes: Note[]): PublicationStatus | null {
  const note = (message: string): void => void notes.push({ field: 'status', message })
  if (status === 'auto-draft' || status === 'inherit') return null
  if (status === 'trash') {
    note('It is in the bin and comes as withdrawn.')
    return 'WITHDRAWN'
  }
  if (hasPassword) {
    note('It is protected by a password and comes as a draft.')
    return 'DRAFT'
  }
  // WordPress publishes it when its time comes; so does the date, which is still to come.
  if (status === 'publish' || status === 'future') return 'PUBLISHED'
  if (status === 'private') note('It is private and comes as a draft.')
  else if (status !== 'draft' && status !== 'pending')
    note(`Its status "${status.slice(0, 40)}" is a plugin's; it comes as a draft.`)
  return 'DRAFT'
}

function datesOf(
  value: (name: string) => string,
  state: PublicationStatus,
  offsets: FirstPass['offsets'],
  notes: Note[],
): Pick<ArticleInput, 'datePublished' | 'dateModified'> {
  const modified = stamp(value('wp:post_modified_gmt'), 0) ?? local(value('wp:post_modified'), offsets)
  const published =
    stamp(value('wp:post_date_gmt'), 0) ?? feedDate(value('pubDate')) ?? local(value('wp:post_date'), offsets)
  if (published === null && state !== 'DRAFT') {
    notes.push({ field: 'datePublished', message: 'It has no date that can be read with certainty.' })
  }
  return {
    // A draft has the date it was begun on, which is none of publication.
    ...(published === null ||
    (state === 'DRAFT' && value('wp:status') !== 'private' && value('wp:status') !== 'publish')
      ? {}
      : { datePublished: published }),
    ...(modified === null ? {} : { dateModified: modified }),
  }
}

/** A time in the site's own zone, which only other dates of that month can tell. */
function local(written: string, offsets: FirstPass['offsets']): string | null {
  const offset =
    offsets.get(written.slice(0, 7)) ?? (new Set(offsets.values()).size === 1 ? [...offsets.values()][0] : undefined)
  return offset === undefined ? null : stamp(written, offset)
}

function stamp(written: string, offsetMinutes: number): string | null {
  const match = /^([1-9]\d{3}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)$/.exec(written)
  const date = match === null ? null : feedDate(`${match[1]}T${match[2]}Z`)
  if (date === null) return null
  return new Date(Date.parse(date) - offsetMinutes * 60_000).toISOString().replace('.000Z', 'Z')
}

function authorsOf(item: XmlElement, termAuthors: readonly string[], site: FirstPass, notes: Note[]): AuthorInput[] {
  const logins =
    termAuthors.length > 0
      ? termAuthors
      : item.children.filter((child) => child.name === 'dc:creator').map((child) => oneLine(child.text))
  return uniqueAuthors(
    logins
      .filter((login) => login !== '')
      .flatMap((login): AuthorInput[] => {
        const name = site.authors.get(login) ?? login
        // An address is nobody's name, and nobody's to be published.
        if (/^\S+@\S+$/.test(name)) {
          notes.push({ field: 'authors', message: 'Its author is an address without a name and was left out.' })
          return []
        }
        if (name === login && site.authors.size > 0 && !site.authors.has(login) && termAuthors.length === 0) {
          notes.push({ field: 'authors', message: `No author of the file has the login "${login.slice(0, 60)}".` })
        }
        return [{ name, kind: isOrganisationName(name) ? 'ORGANISATION' : 'PERSON' }]
      }),
  )
}

/** Addresses of its site that lead to the post as well: the one by number, which old links use, and those by its former slugs. */
function aliasesOf(guid: string, url: string | null, base: string | null, item: XmlElement): string[] {
  const former = item.children
    .filter((child) => child.name === 'wp:postmeta' && childText(child, 'wp:meta_key').trim() === '_wp_old_slug')
    .map((child) => withSlug(url, item, oneLine(childText(child, 'wp:meta_value'))))
  const id = oneLine(childText(item, 'wp:post_id'))
  const numbered = oneLine(childText(item, 'wp:post_type')) === 'page' ? `?page_id=${id}` : `?p=${id}`
  const byNumber = base === null || !/^\d+$/.test(id) ? null : resolveUrl(numbered, base)
  const taken = new Set(url === null ? [] : [urlKey(url)])
  return [ownGuid(guid, url ?? base, id), byNumber, ...former].flatMap((alias) => {
    if (alias === null || taken.has(urlKey(alias))) return []
    taken.add(urlKey(alias))
    return alias
  })
}

/** A guid that is an address of the post: a post that was moved keeps its guid, whose number is now another post's. */
function ownGuid(guid: string, site: string | null, id: string): string | null {
  const url = URL.parse(resolveUrl(guid, null) ?? '')
  const host = URL.parse(site ?? '')?.hostname
  if (url === null || host === undefined || withoutWww(url.hostname) !== withoutWww(host)) return null
  const number = url.searchParams.get('p') ?? url.searchParams.get('page_id')
  return number === null || id === '' || number === id ? url.href : null
}

function withoutWww(host: string): string {
  return host.replace(/^www\./, '')
}

function withSlug(url: string | null, item: XmlElement, former: string): string | null {
  const slug = oneLine(childText(item, 'wp:post_name'))
  if (url === null || slug === '' || former === '') return null
  const parts = url.split('/')
  const at = parts.lastIndexOf(slug)
  return at < 3 ? null : resolveUrl(parts.with(at, former).join('/'), null)
}

function publisherOf({ site, options }: Context): Pick<ArticleInput, 'publisher'> {
  const name = options.publisher ?? labelText(site.title)
  const language = languageTag(site.language)
  if (name === '') return {}
  return {
    publisher: { name, ...(site.site === null ? {} : { url: site.site }), ...(language === null ? {} : { language }) },
  }
}

function languageOf(own: string | null, html: string, { site, options, guess }: Context, notes: Note[]): string {
  const post = languageTag(own)
  if (post !== null) return post
  const stated = languageTag(site.language) ?? languageTag(options.language)
  const text = html.slice(0, 16_000).replace(/<[^<>]*>/g, ' ')
  if (stated !== null) return checkedLanguage(stated, text, guess ?? guessLanguage(text), notes)
  const found = (text.length > 400 ? guessLanguage(text).tag : null) ?? guess?.tag ?? guessLanguage(text).tag
  return guessedLanguage(found, notes)
}

function headlineFrom(text: string, notes: Note[]): string {
  if (text !== '')
    notes.push({ field: 'headline', message: 'There is no title; the headline is the beginning of the text.' })
  return cutText(/^.{10,}?[.!?…](?=\s|$)/u.exec(text)?.[0] ?? text, 100)
}

/** Of a post with pictures or videos alone: what one is said to show, else the words of its slug, else its site and day. */
function standInHeadline(item: XmlElement, html: string, site: FirstPass, notes: Note[]): string {
  if (!/<(?:img|iframe|video|audio|embed)\b/i.test(html) && metaValue(item, '_thumbnail_id') === '') return ''
  const alt = /<img\b[^<>]*\salt\s*=\s*(?:"([^"<>]+)"|'([^'<>]+)')/i.exec(html)?.slice(1).find(Boolean)
  const slug = decodedSlug(oneLine(childText(item, 'wp:post_name')))
  const day = oneLine(childText(item, 'wp:post_date')).slice(0, 10)
  notes.push({ field: 'headline', message: 'There is neither a title nor text; what is known of it stands in.' })
  return (
    labelText(alt ?? '') ||
    (/\p{L}{3}/u.test(slug) ? nameFromSegment(slug) : '') ||
    [labelText(site.title), day].filter(Boolean).join(', ')
  )
}
