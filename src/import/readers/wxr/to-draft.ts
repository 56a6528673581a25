import type { ArticleInput, ArticleType, ImageInput } from '../../../../schema/models.ts'
import { cutText } from '../../../../schema/summary.ts'
import type { Note, ReadItem, ReadOptions } from '../../draft.ts'
import { resolveUrl } from '../shared/address.ts'
import { guessLanguage, type LanguageGuess } from '../../language/guess.ts'
import { guessedLanguage, languageTag } from '../../language/tag.ts'
import { checkedLanguage } from '../../language/declared.ts'
import { labelText, oneLine, htmlToLine } from '../../text/one-line.ts'
import type { XmlElement } from '../shared/xml.ts'
import { nameFromSegment } from '../../normalise/slug.ts'
import { defaultSource } from '../../normalise/publisher.ts'
import { aliasesOf } from './addresses.ts'
import { authorsOf } from './authors.ts'
import { postHtml } from './body/content.ts'
import { dateFields, datesOf } from './dates.ts'
import { childText, firstMeta, metaValue } from './fields.ts'
import type { FirstPass } from './site/first-pass.ts'
import { externalIdOf, isForeignGuid, type PostIdentity } from './identity.ts'
import { isEmptyAutoDraft, isForMembers, statusOf } from './status.ts'
import { BodyFindings } from './body/post-parts.ts'
import type { Pictures } from './site/picture-store.ts'
import { decodedSlug, termsOf } from './terms.ts'

interface Context {
  /** The language of one of several that the post has; null for its first, and where it has one. */
  readonly variant: string | null
  /** What the post is a translation of; null where nothing is known. */
  readonly original: PostIdentity | null
  readonly site: FirstPass
  readonly pictures: Pictures
  readonly options: ReadOptions
  /** At the language, from an earlier post. */
  readonly guess: LanguageGuess | null
}

/** A post or page as an article; null for an automatic or an empty draft, rejected where it has no id or nothing to say. */
export function toDraft(item: XmlElement, where: string, context: Context): ReadItem | null {
  const { site, options } = context
  if (isEmptyAutoDraft(item)) return null
  const notes: Note[] = []
  const value = (name: string): string => oneLine(childText(item, name))
  const dates = datesOf(item, site.offsets)
  const state = statusOf(item, dates.published !== null, notes)

  const base = site.site ?? options.url ?? null
  const link = resolveUrl(value('link').replace(/__trashed(?:-\d+)?(?=\/|$)/, ''), base)
  const isMain = context.variant === null
  const url = isMain && (state !== 'DRAFT' || (link !== null && !link.includes('?'))) ? link : null
  const identity = { guid: value('guid'), link, id: value('wp:post_id') }
  const shared = site.items.sharedGuids
  const ownId = externalIdOf(identity, base, shared)
  const externalId = isMain || ownId === '' ? ownId : `${ownId}#${context.variant}`
  if (externalId === '')
    return { kind: 'rejected', item: where, field: 'externalId', reason: 'it has neither guid, link nor post id' }

  const findings = new BodyFindings()
  const parts = {
    id: identity.id === '' ? null : Number(identity.id),
    pictures: context.pictures,
    blocks: site.items.blocks,
    footnotes: metaValue(item, 'footnotes'),
  }
  const html = postHtml(childText(item, 'content:encoded'), url ?? base, parts, findings)
  const excerpt = htmlToLine(childText(item, 'excerpt:encoded'))
  const headline =
    labelText(childText(item, 'title')) ||
    headlineFrom(excerpt || htmlToLine(html.slice(0, 5000)), notes) ||
    standInHeadline(item, html, site, notes)
  if (headline === '' && state === 'DRAFT') return null
  if (headline === '')
    return {
      kind: 'rejected',
      item: where,
      field: 'headline',
      reason: 'it is empty: it has no title, no text and no picture',
    }

  const slug = decodedSlug(value('wp:post_name').replace(/__trashed(?:-\d+)?$/, ''))
  const main = metaValue(item, '_yoast_wpseo_primary_category') || metaValue(item, 'rank_math_primary_category')
  const terms = termsOf(item, site.terms, site.language, site.terms.categories.get(main.trim()))
  const summary = excerpt || searchDescription(item)
  const authors = authorsOf(item, terms.authors, site.terms, notes)
  const image = featuredImage(item, context, notes)
  const wasOut = state !== 'DRAFT' || /^(?:private|publish)$/.test(value('wp:status'))
  const aliases = isMain ? aliasesOf(isForeignGuid(identity, shared) ? null : identity.guid, url, base, item) : []
  const topics = [...(options.topic === undefined ? [] : [{ path: options.topic }]), ...terms.topics]
  const publisher = publisherOf(context)
  const leftOut = findings.note()
  if (leftOut !== null) notes.push(leftOut)
  const input: ArticleInput = {
    externalId,
    headline,
    language: languageOf(
      context.variant ?? terms.language ?? languageField(item),
      `${headline}. ${excerpt} ${html}`,
      context,
      notes,
    ),
    status: state,
    ...(url === null ? {} : { url }),
    ...(aliases.length === 0 ? {} : { aliases }),
    ...publisher,
    ...translationOf(ownId, context, base, publisher),
    ...(slug === '' || !isMain ? {} : { slug }),
    ...(excerpt === '' ? {} : { standfirst: excerpt }),
    ...(summary === '' ? {} : { summary: cutText(summary, 1000) }),
    ...(html === '' ? {} : { body: { html } }),
    ...(terms.format === null ? {} : { type: terms.format satisfies ArticleType }),
    ...(authors.length === 0 ? {} : { authors }),
    ...(topics.length === 0 ? {} : { topics }),
    ...(image === null ? {} : { image }),
    ...(findings.isForMembers || isForMembers(item) ? { isAccessibleForFree: false } : {}),
    ...dateFields(dates, wasOut, state !== 'DRAFT', notes),
  }
  return { kind: 'article', item: where, draft: { input, notes } }
}

/** What a plugin has for search engines, its variables (`%%sep%%`, `%title%`, `#post_title`) left out. */
function searchDescription(item: XmlElement): string {
  const found = ['_yoast_wpseo_metadesc', 'rank_math_description', '_aioseo_description', '_seopress_titles_desc']
    .map((key) => metaValue(item, key))
    .find((value) => value !== '')
  return htmlToLine((found ?? '').replace(/%%\w+%%|%\w+%|(?<!\S)#(?:post|site)_\w+/g, ''))
}

/** The featured picture; a note where the export names one that it does not have. */
function featuredImage(item: XmlElement, { pictures }: Context, notes: Note[]): ImageInput | null {
  const id = metaValue(item, '_thumbnail_id').trim()
  const file = pictures.get(Number(id))
  if (file === undefined && /^[1-9]\d*$/.test(id))
    notes.push({ field: 'image', message: `Its featured picture, number ${id}, is not in the export.` })
  return file?.image ?? null
}

/** Where plugins keep the language of a post, if not as a term. */
function languageField(item: XmlElement): string | null {
  return firstMeta(item, ['_wpml_import_language_code', 'wpml_language', '_icl_lang', '_locale']) || null
}

/** The post that it is a translation of, by the name of the source under which that is stored. */
function translationOf(
  ownId: string,
  { site, options, original, variant }: Context,
  base: string | null,
  { publisher }: Pick<ArticleInput, 'publisher'>,
): Pick<ArticleInput, 'translationOf'> {
  const source = options.source ?? (publisher ? defaultSource(publisher) : null)
  const value = variant !== null ? ownId : original === null ? '' : externalIdOf(original, base, site.items.sharedGuids)
  if (source === null || value === '' || (variant === null && value === ownId)) return {}
  return { translationOf: { source, value } }
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
  const declared = languageTag(site.language) ?? languageTag(options.language)
  const text = html.slice(0, 16_000).replace(/<[^<>]*>/g, ' ')
  if (declared !== null) return checkedLanguage(declared, text, guess ?? guessLanguage(text), notes)
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
