import type { ImageInput, TopicType } from '../../../../schema/models.ts'
import type { LanguageGuess } from '../../language/guess.ts'
import type { VisibilityStatement } from '../shared/visibility.ts'

/** An entry of a feed in any of its formats, before it is judged: strings as written, entities resolved once. */
export interface FeedEntry {
  readonly id: string | undefined
  /** Addresses of the entry, best first; may be relative. */
  readonly links: readonly (string | undefined)[]
  readonly title: FeedText | undefined
  readonly teaser: FeedText | undefined
  /** What is to be read where the teaser turns out to be a link or a counting pixel alone. */
  readonly otherTeaser?: FeedText | undefined
  readonly content: FeedText | undefined
  /** Bylines and names, as written. */
  readonly authors: readonly FeedAuthor[]
  readonly categories: readonly FeedCategory[]
  /** Dates of first publication as written, best first. */
  readonly published: readonly (string | undefined)[]
  readonly updated: readonly (string | undefined)[]
  readonly languages: readonly (string | undefined)[]
  readonly images: readonly FeedImage[]
  readonly media: readonly FeedMedia[]
  readonly related: readonly { readonly url: string | undefined; readonly title: string | undefined }[]
  /** The publication it comes from, where the feed collects from several. */
  readonly source: { readonly name: string | undefined; readonly url: string | undefined } | undefined
  /** `xml:base` of the entry. */
  readonly base: string | undefined
  readonly viewCount: number | undefined
  /** What says that this is a podcast's episode or a video, apart from its files. */
  readonly isAudio: boolean
  readonly isVideo: boolean
  /** All that is said about who may see it. */
  readonly visibility: readonly VisibilityStatement[]
}

/** What feedsmith leaves out of an entry: who may see it, FeedBurner's link, and the whole text as Yandex has it. */
export interface Extras {
  readonly visibility: readonly VisibilityStatement[]
  readonly origLink: string | undefined
  readonly fullText: string | undefined
}

/** `label`: plain text by its format, but often written as HTML. `base` is its own `xml:base`. */
export interface FeedText {
  readonly kind: 'html' | 'text' | 'label'
  readonly value: string
  readonly base?: string | undefined
}

export interface FeedAuthor {
  readonly name: string | undefined
  readonly url?: string | undefined
  readonly imageUrl?: string | undefined
}

export interface FeedCategory {
  readonly name: string
  readonly scheme?: string | undefined
  readonly type?: TopicType
}

export interface FeedImage extends Omit<ImageInput, 'url'> {
  readonly url: string | undefined
  /** Higher is better: a picture of the article before a thumbnail before a cover. */
  readonly rank: number
}

export interface FeedMedia {
  readonly url: string | undefined
  readonly type: string | undefined
  readonly title?: string | undefined
  /** By Media RSS, which articles have for the videos in them too; enclosures are the thing itself. */
  readonly isInside?: boolean
}

/** What holds for all entries of a feed. */
export interface FeedHead extends FeedChannel {
  /** From the text of several entries. */
  readonly guess: LanguageGuess
  /** Entries that are no articles, by what they are: how many of each. */
  readonly others: ReadonlyMap<string, number>
}

/** What a feed says of itself. */
export interface FeedChannel {
  readonly title: string | undefined
  /** The site, not the feed. */
  readonly link: string | undefined
  readonly self: string | undefined
  readonly language: string | undefined
  readonly publisher: string | undefined
  readonly base: string | undefined
  /** Used where an entry names nobody. */
  readonly authors: readonly FeedAuthor[]
  readonly isPodcast: boolean
  /** What is said about who may see all entries. */
  readonly visibility: readonly VisibilityStatement[]
}
