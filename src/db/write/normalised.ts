import type {
  ArticleType,
  AuthorKind,
  Correction,
  Image,
  Instant,
  PublicationStatus,
  RelatedLinkKind,
  TopicType,
  UserError,
} from '../../../schema/models.ts'

/**
 * An article that has been checked and brought into its one form, ready to be written: strings trimmed and bounded,
 * the body sanitised, instants in UTC, addresses, names and titles with their folded keys.
 */
export interface NormalisedArticle {
  readonly externalId: string
  readonly publisher: NormalisedPublisher | null
  readonly url: Address | null
  /** Other addresses, the canonical one not among them. */
  readonly aliases: readonly Address[]
  /** As supplied; null: made from the headline. */
  readonly slug: string | null
  readonly slugFromHeadline: string
  /** SCHEDULED arrives as PUBLISHED with a time that is still to come. */
  readonly status: Exclude<PublicationStatus, 'SCHEDULED'>
  /** Whether the input said the status itself. */
  readonly saysStatus: boolean
  readonly type: ArticleType
  readonly headline: string
  readonly headlineKey: string
  readonly kicker: string | null
  readonly standfirst: string | null
  readonly summary: string | null
  readonly byline: string | null
  readonly body: NormalisedBody | null
  readonly wordCount: number
  readonly language: string
  readonly image: Image | null
  readonly corrections: readonly Correction[]
  readonly authors: readonly NormalisedAuthor[]
  readonly topics: readonly NormalisedTopic[]
  readonly relatedLinks: readonly NormalisedLink[]
  /** Keys of the addresses that the body links to, each once, in its order. */
  readonly bodyLinks: readonly string[]
  readonly translationOf: { readonly source: string; readonly externalId: string } | null
  readonly datePublished: Instant | null
  /** Null where the source did not say: the instant of the write. */
  readonly dateModified: Instant | null
  readonly embargoedUntil: Instant | null
  readonly isAccessibleForFree: boolean
  /** Not part of the content: it changes neither the hash nor the date of modification. */
  readonly viewCount: number | null
  /** SHA-256 of all of the above but the view count. */
  readonly contentHash: Buffer
}

export interface NormalisedPublisher {
  /** As supplied; null: found by name, or made from it. */
  readonly slug: string | null
  readonly slugFromName: string
  readonly name: string
  readonly nameKey: string
  readonly url: string | null
  readonly language: string | null
  readonly imprint: string | null
  readonly email: string | null
}

/** An absolute http(s) address with its key: see `urlKey`. */
export interface Address {
  readonly url: string
  readonly key: string
}

export interface NormalisedBody {
  readonly html: string
  /** Paragraphs divided by an empty line. */
  readonly text: string
}

export interface NormalisedAuthor {
  readonly name: string
  readonly nameKey: string
  readonly slugFromName: string
  readonly kind: AuthorKind
  readonly jobTitle: string | null
  readonly bio: string | null
  readonly url: string | null
  readonly image: Image | null
}

export interface NormalisedTopic {
  readonly path: string
  /** One name a segment as far as the path spells it, for topics that are created without a better one. */
  readonly names: readonly string[]
  /** Names of the topics above, from the root down; null: not said. */
  readonly namesAbove: readonly (string | null)[]
  /** As supplied, for the last segment; null changes nothing about a topic that exists. */
  readonly name: string | null
  readonly type: TopicType | null
  readonly description: string | null
  readonly sameAs: readonly string[] | null
}

export interface NormalisedLink {
  readonly title: string
  readonly titleKey: string
  /** Null for a link of which only the title is known. */
  readonly url: string | null
  readonly urlKey: string | null
  readonly byline: string | null
  readonly kind: RelatedLinkKind
}

/** What becomes of one article of a batch, in the batch's order. */
export type WriteResult =
  | { readonly outcome: 'CREATED' | 'UPDATED'; readonly articleId: number; readonly slug: string }
  | { readonly outcome: 'NOOP'; readonly articleId: number; readonly slug: string }
  | { readonly outcome: 'REJECTED'; readonly userErrors: readonly UserError[] }

/** What is changed of a topic; what is left out stays. */
export interface TopicChanges {
  readonly name?: string
  readonly slug?: string
  /** From the root; another one moves it with all that is below it. */
  readonly path?: string
  readonly type?: TopicType
  readonly description?: string | null
  readonly sameAs?: readonly string[]
}

/** What is changed of an author; what is left out stays. */
export interface AuthorChanges {
  readonly name?: string
  readonly slug?: string
  readonly kind?: AuthorKind
  readonly jobTitle?: string | null
  readonly bio?: string | null
  readonly url?: string | null
  readonly image?: Image | null
}

/** What is changed of a publisher; what is left out stays. */
export interface PublisherChanges {
  readonly name?: string
  readonly slug?: string
  readonly url?: string | null
  readonly language?: string | null
  readonly imprint?: string | null
  readonly email?: string | null
}
