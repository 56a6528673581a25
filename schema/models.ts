/**
 * What each noun is in TypeScript: the shape a port hands to a resolver.
 * Instants are RFC 3339 strings in UTC on every way they can come, so that a planned and a loaded answer agree to the byte.
 */
import type { Selection } from './selection.ts'

/** An RFC 3339 instant in UTC, e.g. `2025-11-12T18:30:00Z`; milliseconds only where there are any. */
export type Instant = string

export const articleTypes = ['ARTICLE', 'LIVEBLOG', 'GALLERY', 'VIDEO', 'AUDIO', 'INTERACTIVE'] as const
export type ArticleType = (typeof articleTypes)[number]

export const publicationStatuses = ['DRAFT', 'SCHEDULED', 'PUBLISHED', 'WITHDRAWN'] as const
/** SCHEDULED is computed: stored as PUBLISHED, with a publication or embargo time that is still to come. */
export type PublicationStatus = (typeof publicationStatuses)[number]

export const bodyFormats = ['HTML', 'MARKDOWN', 'PLAIN_TEXT'] as const

export const authorKinds = ['PERSON', 'ORGANISATION'] as const
export type AuthorKind = (typeof authorKinds)[number]

export const topicTypes = ['SECTION', 'KEYWORD', 'SERIES', 'PERSON', 'ORGANISATION', 'PLACE', 'EVENT'] as const
export type TopicType = (typeof topicTypes)[number]

export const relatedLinkKinds = ['ARTICLE', 'VIDEO', 'AUDIO', 'GALLERY', 'LIVEBLOG', 'DOCUMENT'] as const
export type RelatedLinkKind = (typeof relatedLinkKinds)[number]

export const relatedLinkOrigins = ['EDITORIAL', 'COMPUTED'] as const
export type RelatedLinkOrigin = (typeof relatedLinkOrigins)[number]

export const articleOrderFields = ['DATE_PUBLISHED', 'DATE_MODIFIED', 'VIEW_COUNT'] as const
export type ArticleOrderField = (typeof articleOrderFields)[number]

export const orderDirections = ['ASC', 'DESC'] as const
export type OrderDirection = (typeof orderDirections)[number]

export interface Image {
  readonly url: string
  readonly width: number | null
  readonly height: number | null
  /** What the picture shows, for those who cannot see it; empty where the source did not say. */
  readonly alt: string
  readonly caption: string | null
  readonly credit: string | null
}

export interface Correction {
  readonly text: string
  readonly date: Instant
}

/**
 * What a plan or a loader brought for the fields below an object, by field name.
 * A resolver takes the value that is here, and asks its loader where there is none.
 */
export interface Planned {
  readonly planned?: Readonly<Record<string, unknown>>
}

export interface Article extends Planned {
  readonly id: number
  readonly url: string | null
  readonly slug: string
  readonly type: ArticleType
  readonly headline: string
  readonly kicker: string | null
  readonly standfirst: string | null
  /** As supplied, else the beginning of the body; plain text of at most 1,000 characters. */
  readonly summary: string | null
  readonly byline: string | null
  readonly wordCount: number
  /** At 230 words a minute, at least 1. */
  readonly readingTimeMinutes: number
  readonly language: string
  readonly image: Image | null
  readonly datePublished: Instant | null
  readonly dateModified: Instant
  readonly status: PublicationStatus
  readonly embargoedUntil: Instant | null
  readonly isAccessibleForFree: boolean
  readonly corrections: readonly Correction[]
  /** At most 2,147,483,647, the largest Int of GraphQL. */
  readonly viewCount: number | null
}

export interface Author extends Planned {
  readonly id: number
  readonly slug: string
  readonly name: string
  readonly kind: AuthorKind
  readonly jobTitle: string | null
  readonly bio: string | null
  readonly image: Image | null
  readonly url: string | null
}

export interface Topic extends Planned {
  readonly id: number
  readonly slug: string
  readonly name: string
  readonly path: string
  readonly type: TopicType
  readonly description: string | null
  readonly sameAs: readonly string[]
}

export interface Publisher extends Planned {
  readonly id: number
  readonly slug: string
  readonly name: string
  readonly url: string | null
  readonly language: string | null
  readonly imprint: string | null
  readonly email: string | null
}

export interface RelatedLink extends Planned {
  readonly title: string
  readonly url: string | null
  readonly byline: string | null
  readonly kind: RelatedLinkKind
  readonly origin: RelatedLinkOrigin
  /** From 1. */
  readonly position: number
  /** Row number of the target, where the gateway holds it. */
  readonly articleId: number | null
}

export const urlStatuses = ['CURRENT', 'ALIAS', 'MOVED', 'GONE', 'UNKNOWN'] as const
export type UrlStatus = (typeof urlStatuses)[number]

/** What is at one address. */
export interface UrlResolution extends Planned {
  /** As the client wrote it. */
  readonly requested: string
  readonly status: UrlStatus
  readonly canonicalUrl: string | null
  /** Row number of the article, where the caller may see it. */
  readonly articleId: number | null
}

/** One page of a list. `cursor` strings are made only when somebody selects them. */
export interface Page<T> {
  readonly edges: readonly Edge<T>[]
  readonly hasNextPage: boolean
  readonly hasPreviousPage: boolean
}

export interface Edge<T> {
  readonly node: T
  /** The opaque position of this edge in its list. */
  readonly cursor: () => string
}

export interface BoundedCount {
  readonly value: number
  readonly exact: boolean
}

/** An article as a source supplies it: the input of `upsertArticles`, a line of NDJSON, and what every reader yields. */
export interface ArticleInput {
  readonly externalId: string
  readonly url?: string | null
  readonly publisher?: PublisherInput | null
  readonly slug?: string | null
  readonly status?: PublicationStatus | null
  readonly aliases?: readonly string[] | null
  readonly translationOf?: ExternalIdInput | null
  readonly corrections?: readonly CorrectionInput[] | null
  readonly dateModified?: string | null
  readonly headline: string
  readonly kicker?: string | null
  readonly standfirst?: string | null
  readonly summary?: string | null
  readonly byline?: string | null
  readonly body?: BodyInput | null
  readonly language: string
  readonly type?: ArticleType | null
  readonly authors?: readonly AuthorInput[] | null
  readonly topics?: readonly TopicInput[] | null
  readonly relatedLinks?: readonly RelatedLinkInput[] | null
  readonly image?: ImageInput | null
  readonly datePublished?: string | null
  readonly embargoedUntil?: string | null
  readonly isAccessibleForFree?: boolean | null
  readonly viewCount?: number | null
}

export interface PublisherInput {
  readonly slug?: string | null
  readonly name: string
  readonly url?: string | null
  readonly language?: string | null
  readonly imprint?: string | null
  readonly email?: string | null
}

export interface ExternalIdInput {
  readonly source: string
  readonly value: string
}

export interface CorrectionInput {
  readonly text: string
  readonly date: string
}

/** Exactly one of the three. */
export interface BodyInput {
  readonly html?: string | null
  readonly markdown?: string | null
  readonly plainText?: string | null
}

export interface AuthorInput {
  readonly name: string
  readonly kind?: AuthorKind | null
  readonly url?: string | null
  readonly jobTitle?: string | null
  readonly bio?: string | null
  readonly image?: ImageInput | null
}

export interface TopicInput {
  /** Slugs from the root, joined by `/`. */
  readonly path: string
  readonly name?: string | null
  /** From the root down, one for each level of the path; empty where the path spells it. */
  readonly names?: readonly string[] | null
  readonly type?: TopicType | null
  readonly description?: string | null
  readonly sameAs?: readonly string[] | null
}

export interface RelatedLinkInput {
  readonly url?: string | null
  readonly title: string
  readonly byline?: string | null
  readonly kind?: RelatedLinkKind | null
}

export interface ImageInput {
  readonly url: string
  readonly alt?: string | null | undefined
  readonly width?: number | null | undefined
  readonly height?: number | null | undefined
  readonly caption?: string | null | undefined
  readonly credit?: string | null | undefined
}

/** What an editor changes of a topic; left out stays, and so does null where there has to be a value. */
export interface TopicEdit {
  readonly name?: string | null | undefined
  readonly slug?: string | null | undefined
  readonly path?: string | null | undefined
  readonly type?: TopicType | null | undefined
  readonly description?: string | null | undefined
  readonly sameAs?: readonly string[] | null | undefined
}

/** As `TopicEdit`, of an author. */
export interface AuthorEdit {
  readonly name?: string | null | undefined
  readonly slug?: string | null | undefined
  readonly kind?: AuthorKind | null | undefined
  readonly jobTitle?: string | null | undefined
  readonly bio?: string | null | undefined
  readonly url?: string | null | undefined
  readonly image?: ImageInput | null | undefined
}

/** As `TopicEdit`, of a publisher. */
export interface PublisherEdit {
  readonly name?: string | null | undefined
  readonly slug?: string | null | undefined
  readonly url?: string | null | undefined
  readonly language?: string | null | undefined
  readonly imprint?: string | null | undefined
  readonly email?: string | null | undefined
}

export const upsertOutcomes = ['CREATED', 'UPDATED', 'NOOP', 'REJECTED'] as const
export type UpsertOutcome = (typeof upsertOutcomes)[number]

export const userErrorCodes = [
  'REQUIRED',
  'INVALID',
  'TOO_LONG',
  'NOT_FOUND',
  'DUPLICATE',
  'CONFLICT',
  'NOT_ALLOWED',
] as const
export type UserErrorCode = (typeof userErrorCodes)[number]

/** An expected problem with what was sent, as data: what is wrong, where, and what to do. */
export interface UserError {
  readonly code: UserErrorCode
  readonly message: string
  /** From the input's root, e.g. `['articles', '3', 'headline']`. */
  readonly path: readonly string[]
}

export const scopes = [
  'CONTENT_READ',
  'CONTENT_BODY',
  'CONTENT_PREVIEW',
  'CONTENT_WRITE',
  'CONTENT_PUBLISH',
  'KEYS_ADMIN',
] as const
/** What a caller may do. */
export type Scope = (typeof scopes)[number]

/** The closed filter of article lists, its ids already read. All given conditions hold together. */
export interface ArticleFilter {
  readonly topics?: readonly number[]
  readonly notTopics?: readonly number[]
  readonly authors?: readonly number[]
  readonly publishers?: readonly number[]
  readonly languages?: readonly string[]
  readonly types?: readonly ArticleType[]
  readonly published?: InstantRange
  readonly modified?: InstantRange
  readonly isAccessibleForFree?: boolean
  readonly status?: readonly PublicationStatus[]
}

/** `since` is inclusive, `before` is exclusive. */
export interface InstantRange {
  readonly since: Instant | null
  readonly before: Instant | null
}

export interface ArticleOrder {
  readonly field: ArticleOrderField
  readonly direction: OrderDirection
}

/** Which articles a list is about, before any filter. */
export type ArticleScope =
  | { readonly of: 'gateway' }
  | { readonly of: 'author'; readonly id: number }
  | { readonly of: 'topic'; readonly id: number; readonly includeDescendants: boolean }

/** The window of a page: forward from `after`, or backward from `before`; `size` is 1 to 100. */
export interface PageWindow {
  readonly size: number
  readonly backward: boolean
  /** The cursor to start from, as the client sent it. */
  readonly cursor: string | null
}

export interface ArticleListArgs {
  readonly filter: ArticleFilter
  readonly order: ArticleOrder
  readonly window: PageWindow
}

/** The arguments of a list of authors or topics, as they were read. */
export interface NamedListArgs<Filter> {
  readonly filter: Filter
  readonly window: PageWindow
}

export interface AuthorFilter {
  readonly nameStartsWith?: string
}

export interface TopicFilter {
  readonly types?: readonly TopicType[]
  readonly roots?: boolean
  readonly nameStartsWith?: string
}

/** A page with what the count below it needs. */
export interface Connection<T> extends Page<T>, Planned {
  /**
   * Counts the list the page is of, reading at most `limit` + 1 index rows. What is counted at the same place of the
   * document is one statement: `place` is the key of the selection there.
   */
  readonly count: (limit: number, location: object) => Promise<BoundedCount> | BoundedCount
}

/** An API key as it may be shown: everything but its secret. */
export interface ApiKey {
  readonly id: number
  readonly name: string
  /** The readable start of the current secret. */
  readonly prefix: string
  readonly scopes: readonly Scope[]
  readonly createdAt: Instant
  readonly expiresAt: Instant | null
  readonly revokedAt: Instant | null
  /** To the minute. */
  readonly lastUsedAt: Instant | null
  /** Set while a rotated-out secret still works. */
  readonly previousSecretValidUntil: Instant | null
  readonly allowedOrigins: readonly string[] | null
  readonly allowedTopicIds: readonly number[] | null
  readonly pointsPerMinute: number
  readonly persistedOnly: boolean
}

/** The state of a caller's quota, in points. */
export interface RateLimit {
  /** The price of this operation. */
  readonly cost: number
  /** Points a minute. */
  readonly limit: number
  readonly remaining: number
  readonly resetAt: Instant
}

export interface UsageDay {
  /** A UTC day, e.g. 2026-11-25. */
  readonly date: string
  readonly requests: number
  readonly points: number
  readonly errors: number
  readonly throttled: number
}

export interface OperationUsage {
  /** Null: the document gave it none. `(other)`: those beyond the hundred that are told apart. */
  readonly name: string | null
  readonly requests: number
  readonly points: number
  /** Milliseconds, to within 9 %. */
  readonly p95Ms: number
  readonly errors: number
}

/** How often something of the contract was used that is deprecated. */
export interface DeprecatedUse {
  /** E.g. `Article.summary`. */
  readonly member: string
  readonly requests: number
  /** A UTC day. */
  readonly lastUsedOn: string
}

export interface UsageReport {
  readonly requests: number
  readonly points: number
  readonly errors: number
  readonly throttled: number
  /** Oldest first; days without requests are left out. */
  readonly byDay: readonly UsageDay[]
  /** Those with the most points first; the caller cuts. */
  readonly topOperations: readonly OperationUsage[]
  /** The most used first. */
  readonly deprecatedUse: readonly DeprecatedUse[]
}

/** What an administrator asks of a new key. */
export interface CreateApiKeyInput {
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly expiresAt: Instant | null
  readonly allowedOrigins: readonly string[] | null
  readonly allowedTopicIds: readonly number[] | null
  readonly pointsPerMinute: number | null
  readonly persistedOnly: boolean
}

export const searchFields = ['HEADLINE', 'STANDFIRST', 'BODY'] as const
export type SearchField = (typeof searchFields)[number]

export const searchOrders = ['RELEVANCE', 'NEWEST'] as const
export type SearchOrder = (typeof searchOrders)[number]

/** UTF-16 units; `end` is exclusive. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

export interface Highlight {
  readonly field: SearchField
  /** Plain text. */
  readonly text: string
  readonly ranges: readonly TextRange[]
}

export interface SearchEdge extends Edge<Article> {
  readonly score: number
  /** Empty where they were not selected. */
  readonly highlights: readonly Highlight[]
}

export interface SearchConnection extends Connection<Article> {
  readonly edges: readonly SearchEdge[]
  readonly facets: SearchFacets
  /** Asks the vocabulary, and only where nothing matched. */
  readonly didYouMean: () => Promise<string | null>
}

/** Each counts when it is called; those that are called in one tick are one statement. */
export interface SearchFacets {
  readonly topics: (first: number, below: Selection) => Promise<readonly TopicFacet[]>
  readonly authors: (first: number, below: Selection) => Promise<readonly AuthorFacet[]>
  readonly languages: () => Promise<readonly LanguageFacet[]>
  readonly years: () => Promise<readonly YearFacet[]>
}

export interface TopicFacet {
  readonly topic: Topic
  readonly count: number
}

export interface AuthorFacet {
  readonly author: Author
  readonly count: number
}

export interface LanguageFacet {
  readonly language: string
  readonly count: number
}

export interface YearFacet {
  readonly year: number
  readonly count: number
}

export interface Suggestion {
  readonly text: string
  readonly type: 'Topic' | 'Author' | 'Article'
  readonly id: number
}

/** One run of an import. */
export interface ImportRun {
  readonly id: number
  readonly state: ImportRunState
  readonly source: string | null
  readonly names: readonly string[]
  readonly file: string | null
  readonly items: number
  readonly bytesRead: number
  readonly bytes: number | null
  readonly created: number
  readonly updated: number
  readonly noop: number
  readonly rejected: number
  readonly refusedFiles: number
  readonly startedAt: Instant
  readonly changedAt: Instant
  readonly endedAt: Instant | null
}

export const importRunStates = ['RUNNING', 'ENDED', 'INTERRUPTED'] as const
export type ImportRunState = (typeof importRunStates)[number]

/** An item that an import did not take; `item` null: a whole file. */
export interface ImportRejection {
  readonly file: string
  readonly item: string | null
  readonly field: string | null
  readonly reason: string
}

/** A feed that `sync` polls. */
export interface Feed {
  readonly url: string
  readonly name: string
  readonly polledAt: Instant
  readonly nextAt: Instant
  readonly failures: number
  readonly status: number | null
  readonly message: string | null
  readonly movedTo: string | null
  readonly isGone: boolean
}
