import { createHash } from 'node:crypto'
import type { ArticleInput, ArticleType, AuthorInput, ImageInput, RelatedLinkInput } from '../../../../schema/models.ts'
import { cutText } from '../../../../schema/summary.ts'
import type { Note, ReadItem, ReadOptions } from '../../draft.ts'
import { isPixel, pictureAddress } from '../../normalise/body/picture-address.ts'
import { resolveHtml, resolveUrl } from '../shared/address.ts'
import { parseAuthors } from '../../byline/parse.ts'
import { uniqueAuthors } from '../../byline/unique.ts'
import { firstDate } from '../shared/first-date.ts'
import { guessLanguage } from '../../language/guess.ts'
import { guessedLanguage, languageTag } from '../../language/tag.ts'
import { checkedLanguage } from '../../language/declared.ts'
import { labelText, looksLikeHtml, oneLine, htmlToLine } from '../../text/one-line.ts'
import { visibilityOf } from '../shared/visibility.ts'
import { withoutBoilerplate, withoutFrame } from './boilerplate.ts'
import type { FeedAuthor, FeedEntry, FeedHead, FeedText } from './feed-entry.ts'
import { headlineOf, titleOf } from './headline.ts'
import { publisherOf } from './publisher.ts'
import { topicsOf } from './topics.ts'

/** A feed entry as an article, or why it cannot be one: it has nothing to say. */
export function toDraft(written: FeedEntry, head: FeedHead, where: string, options: ReadOptions): ReadItem {
  const notes: Note[] = []
  const feedBase =
    resolveUrl(head.base, options.url) ?? firstUrl([head.link, head.self], options.url) ?? options.url ?? null
  const base = resolveUrl(written.base, feedBase) ?? feedBase
  const link = firstUrl(written.links, base)
  // Feeds made by hand name the site where the article has no page.
  const url = link !== null && isHome(link) ? null : link
  const entry = withoutFrame(written, url)

  // what is relative in an entry is meant on its page, unless the feed says where it begins
  const isProvided = written.base !== undefined || head.base !== undefined
  const texts = articleTexts(entry, isProvided ? base : (url ?? base))
  const headline = headlineOf(entry, head, notes)
  if (headline === null)
    return { kind: 'rejected', item: where, field: 'headline', reason: 'it has no title and no text' }

  const names = entry.authors.some((author) => author.name !== undefined) ? entry.authors : head.authors
  const declared = declaredLanguage(entry, head, options)
  const published = firstDate(entry.published, declared, 'datePublished', notes)
  const updated = firstDate(entry.updated, declared, 'dateModified', notes)
  if (published === null && updated !== null) {
    notes.push({
      field: 'datePublished',
      message: 'Only a date of change is given; it is taken for the date of publication.',
    })
  }
  const type = typeOf(entry, head, texts)
  const { status, isFree } = visibilityOf([...head.visibility, ...entry.visibility], notes, published !== null)
  const input: ArticleInput = {
    externalId: idOf(entry, link, `${headline}\n${texts.standfirst ?? ''}\n${texts.plain}`, notes),
    headline,
    language: languageOf(declared, head, url, `${headline}. ${texts.standfirst ?? ''} ${texts.plain}`, notes),
    ...(url === null ? {} : { url }),
    ...publisherOf(entry, head, feedBase, options),
    ...(texts.standfirst === null ? {} : { standfirst: texts.standfirst }),
    ...(texts.summary === null ? {} : { summary: cutText(texts.summary, 1000) }),
    ...(texts.body === null ? {} : { body: texts.body }),
    ...(type === 'ARTICLE' ? {} : { type }),
    ...authorsField(names, base),
    ...listField('topics', topicsOf(entry.categories, options.topic)),
    ...listField('relatedLinks', relatedLinks(entry, base, headline)),
    ...imageField(entry, texts.teaserImage, base),
    ...((published ?? updated) === null ? {} : { datePublished: published ?? updated }),
    ...(updated === null ? {} : { dateModified: updated }),
    ...(status === null ? {} : { status }),
    ...(isFree === null ? {} : { isAccessibleForFree: isFree }),
    ...(entry.viewCount === undefined ? {} : { viewCount: entry.viewCount }),
  }
  return { kind: 'article', item: where, draft: { input, notes } }
}

/** Its id, else its address, else a hash of what it says, so that the same entry is the same article the next time. */
function idOf(entry: FeedEntry, link: string | null, content: string, notes: Note[]): string {
  const id = (entry.id === undefined ? '' : oneLine(entry.id)) || link
  if (id !== null) return id
  notes.push({
    field: 'externalId',
    message: 'It has neither an id nor a link and is known by its content; when that changes, it is a new article.',
  })
  return createHash('sha256').update(content).digest('hex').slice(0, 32)
}

interface ArticleTexts {
  readonly body: { readonly html: string } | { readonly plainText: string } | null
  readonly standfirst: string | null
  readonly summary: string | null
  /** The body, or the teaser where there is none, as plain text. */
  readonly plain: string
  /** A picture that teaser or content carry for want of a better place. */
  readonly teaserImage: ImageInput | null
}

/** A teaser beside a content is the standfirst, unless it is the beginning of that content; a long one is the content. */
function articleTexts(entry: FeedEntry, base: string | null): ArticleTexts {
  const teaser = entry.teaser === undefined ? '' : textOf(entry.teaser)
  const content = entry.content === undefined ? '' : textOf(entry.content)
  const teaserImage = entry.teaser === undefined ? null : firstImage(entry.teaser, base)
  const hasContent = content !== '' || /<(?:img|iframe|video|audio|embed)\b/i.test(entry.content?.value ?? '')
  // A message without a title is all that its author wrote.
  const isWhole =
    entry.teaser !== undefined && (isWholeArticle(entry.teaser, teaser) || (titleOf(entry) === null && teaser !== ''))
  if (!hasContent && entry.teaser !== undefined && isWhole) {
    const leading = /^(?:\s|<(?!img\b)[^<>]*>)*<img\b/i.test(entry.teaser.value) ? teaserImage : null
    return { body: bodyOf(entry.teaser, base), standfirst: null, summary: null, plain: teaser, teaserImage: leading }
  }
  const clean = withoutBoilerplate(teaser)
  const same = clean === '' || clean === content || clean === titleOf(entry)
  // Some write their teaser twice.
  if (entry.content !== undefined && clean === content && !looksLikeHtml(entry.content.value) && clean.length < 400) {
    return { body: null, standfirst: clean, summary: clean, plain: clean, teaserImage }
  }
  if (entry.content === undefined || !hasContent) {
    const standfirst = same ? null : clean
    return { body: null, standfirst, summary: standfirst, plain: clean, teaserImage }
  }
  const isExcerpt = letters(content.slice(0, 8000)).startsWith(
    letters(clean.replace(/(?:\[?(?:…|\.\.\.)\]?)\s*$/, '')).slice(0, 2000),
  )
  return {
    body: bodyOf(entry.content, base),
    standfirst: same || isExcerpt ? null : clean,
    summary: same ? null : clean,
    plain: content,
    teaserImage: featuredImage(entry.content, base),
  }
}

/** Plugins put the featured picture before the content, with a class that says so. */
function featuredImage(content: FeedText, base: string | null): ImageInput | null {
  const first = /<img\b[^<>]*>/i.exec(content.value)?.[0] ?? ''
  return /\b(?:wp-post-image|webfeedsFeaturedVisual)\b/.test(first)
    ? firstImage({ ...content, value: first }, base)
    : null
}

/** Teasers are one paragraph, and short; what has two is the text itself. */
function isWholeArticle(teaser: FeedText, plain: string): boolean {
  if (weight(plain) > 900) return true
  const paragraphs = teaser.value.split(/<\/p>|<br\s*\/?>\s*<br/i, 50)
  if (paragraphs.length <= 2) return false
  const isLong = (paragraph: string): boolean => weight(htmlToLine(paragraph)) > 20
  const first = paragraphs.findIndex(isLong)
  return first !== -1 && paragraphs.slice(first + 1).some(isLong)
}

/** Characters of a text, those of Chinese and Japanese for the two or three letters that they stand for. */
function weight(text: string): number {
  return text.length + 1.5 * (text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0)
}

function letters(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase()
}

function textOf(text: FeedText): string {
  if (text.kind === 'html' || looksLikeHtml(text.value)) return htmlToLine(text.value)
  return oneLine(text.value)
}

function bodyOf(text: FeedText, base: string | null): ArticleTexts['body'] {
  const own = resolveUrl(text.base, base) ?? base
  if (text.kind !== 'text' && looksLikeHtml(text.value)) return { html: resolveHtml(text.value.trim(), own) }
  return { plainText: text.value.trim() }
}

function isHome(url: string): boolean {
  const { pathname, search, hash } = new URL(url)
  return pathname === '/' && search === '' && hash === ''
}

function firstUrl(links: readonly (string | undefined)[], base: string | null | undefined): string | null {
  for (const link of links) {
    const url = resolveUrl(link, base)
    if (url !== null) return url
  }
  return null
}

function declaredLanguage(entry: FeedEntry, head: FeedHead, options: ReadOptions): string | null {
  const tags = [...entry.languages, head.language, options.language].map((declared) => languageTag(declared))
  return tags.find((tag) => tag !== null) ?? null
}

function languageOf(declared: string | null, head: FeedHead, url: string | null, text: string, notes: Note[]): string {
  if (declared !== null) return checkedLanguage(declared, text, head.guess, notes)
  const own = guessLanguage(text).tag
  // A few words are too little to go by, unless their address agrees (`/en/2024/`); all entries of a feed together are not.
  const isSure =
    text.length > 300 ||
    (own !== null &&
      URL.parse(url ?? '')
        ?.pathname.split('/')
        .includes(own))
  return guessedLanguage((isSure ? own : null) ?? head.guess.tag ?? own, notes)
}

/** Audio and video files make the type, unless the entry is an article that has them beside its text. */
function typeOf(entry: FeedEntry, head: FeedHead, texts: ArticleTexts): ArticleType {
  const isText = texts.body !== null && entry.content !== undefined
  const isLong = texts.plain.length > 800 || (isText && entry.media.every((file) => file.isInside === true))
  const kinds = new Set(entry.media.map((file) => mediaKind(file.type, file.url)))
  if (entry.isAudio || (kinds.has('AUDIO') && (head.isPodcast || !isLong)))
    return kinds.has('VIDEO') && !kinds.has('AUDIO') ? 'VIDEO' : 'AUDIO'
  if ((entry.isVideo || kinds.has('VIDEO')) && (head.isPodcast || !isLong)) return 'VIDEO'
  return 'ARTICLE'
}

function mediaKind(type: string | undefined, url: string | undefined): 'AUDIO' | 'VIDEO' | 'DOCUMENT' | null {
  if (/^audio/i.test(type ?? '')) return 'AUDIO'
  if (/^video|shockwave-flash/i.test(type ?? '')) return 'VIDEO'
  if (/^application\/pdf/i.test(type ?? '')) return 'DOCUMENT'
  const extension = /\.(\w{2,4})(?:[?#]|$)/.exec(url ?? '')?.[1]?.toLowerCase() ?? ''
  if (['mp3', 'm4a', 'ogg', 'oga', 'opus', 'wav', 'aac', 'flac'].includes(extension)) return 'AUDIO'
  if (['mp4', 'm4v', 'mov', 'webm', 'ogv'].includes(extension)) return 'VIDEO'
  return extension === 'pdf' ? 'DOCUMENT' : null
}

function authorsField(names: readonly FeedAuthor[], base: string | null): Pick<ArticleInput, 'authors' | 'byline'> {
  const authors = uniqueAuthors(
    names.flatMap((author): AuthorInput[] => {
      const found = parseAuthors(author.name ?? '', { keepsAgencies: true })
      const url = resolveUrl(author.url, base)
      const image = resolveUrl(author.imageUrl, base)
      // An address belongs to one person; a byline with several does not say to whom.
      if (found.length !== 1) return found
      return found.map((one) => ({
        ...one,
        ...(url === null ? {} : { url }),
        ...(image === null ? {} : { image: { url: image } }),
      }))
    }),
  )
  return listField('authors', authors)
}

function relatedLinks(entry: FeedEntry, base: string | null, headline: string): RelatedLinkInput[] {
  const links = new Map<string, RelatedLinkInput>()
  for (const link of entry.related) {
    const url = resolveUrl(link.url, base)
    if (url !== null && !links.has(url)) links.set(url, { url, title: labelText(link.title ?? '') || url })
  }
  for (const file of entry.media) {
    const url = resolveUrl(file.url, base)
    const kind = mediaKind(file.type, file.url)
    if (/shockwave/i.test(file.type ?? '')) continue
    if (url !== null && kind !== null && !links.has(url))
      links.set(url, { url, title: labelText(file.title ?? '') || headline, kind })
  }
  return [...links.values()]
}

function imageField(
  entry: FeedEntry,
  teaserImage: ImageInput | null,
  base: string | null,
): Pick<ArticleInput, 'image'> {
  const found = entry.images
    .flatMap(({ url, rank, ...rest }) => {
      const address = resolveUrl(url, base)
      return address === null ? [] : [{ rank, size: rest.width ?? 0, image: { url: address, ...cleanImage(rest) } }]
    })
    .sort((a, b) => b.rank - a.rank || b.size - a.size)[0]?.image
  const image = found ?? teaserImage
  return image === null ? {} : { image }
}

function cleanImage(image: Omit<ImageInput, 'url'>): Omit<ImageInput, 'url'> {
  const caption = labelText(image.caption ?? '')
  const credit = labelText(image.credit ?? '')
  return {
    alt: labelText(image.alt ?? ''),
    ...(image.width ? { width: image.width } : {}),
    ...(image.height ? { height: image.height } : {}),
    ...(caption === '' ? {} : { caption }),
    ...(credit === '' ? {} : { credit }),
  }
}

/** The first picture in a teaser, which is otherwise lost; counting pixels are not pictures. */
function firstImage(text: FeedText, base: string | null): ImageInput | null {
  for (const tag of text.value.match(/<img\b[^<>]*>/gi) ?? []) {
    const attribute = (name: string): string | undefined => {
      const match = new RegExp(String.raw`\s${name}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))`, 'i').exec(tag)
      return (match?.[1] ?? match?.[2] ?? match?.[3])?.replaceAll('&amp;', '&')
    }
    const written = pictureAddress(attribute)
    if (written === null || isPixel(written, attribute('width'), attribute('height'), attribute('style'))) continue
    const url = resolveUrl(written, resolveUrl(text.base, base) ?? base)
    return url === null ? null : { url, alt: labelText(attribute('alt') ?? '') }
  }
  return null
}

function listField<Name extends string, T>(name: Name, list: readonly T[]): { readonly [key in Name]?: readonly T[] } {
  return list.length === 0 ? {} : ({ [name]: list } as { readonly [key in Name]?: readonly T[] })
}
