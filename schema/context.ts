import type {
  ApiKey,
  Article,
  ArticleInput,
  ArticleScope,
  Author,
  AuthorEdit,
  AuthorFilter,
  Connection,
  CreateApiKeyInput,
  ExternalIdInput,
  Feed,
  ImportRejection,
  ImportRun,
  PageWindow,
  Publisher,
  PublisherEdit,
  RateLimit,
  RelatedLinkInput,
  Scope,
  SearchConnection,
  Suggestion,
  Topic,
  TopicEdit,
  TopicFilter,
  UpsertOutcome,
  UrlResolution,
  UsageReport,
  UserError,
} from './models.ts'
import type { Selection } from './selection.ts'

/** The ports: all that a resolver may ask of the engine. New for each request, answered at one instant, for one caller. */
export interface Context {
  /** What the caller may do. */
  readonly scopes: ReadonlySet<Scope>
  readonly articles: ArticlePort
  readonly authors: AuthorPort
  readonly topics: TopicPort
  readonly publishers: PublisherPort
  readonly search: SearchPort
  readonly relations: RelationPort
  readonly write: WritePort
  readonly edit: EditPort
  readonly viewer: ViewerPort
  readonly keys: KeysPort
  readonly imports: ImportsPort
}

export type ArticleKey =
  | { readonly id: number }
  | { readonly slug: string }
  | { readonly url: string }
  | { readonly externalId: ExternalIdInput }

export interface ArticlePort {
  /** The article, where there is one that the caller may see. Source: one statement, with all that is selected below. */
  find(key: ArticleKey, selection: Selection): Promise<Article | null>
  /** One of many: batched, one statement for all that are asked for at the same place of the document. */
  load(id: number, selection: Selection): Promise<Article | null>
  /** A page of a list and its count. `args` as GraphQL gave them. Throws BAD_USER_INPUT, BAD_CURSOR, FORBIDDEN. */
  list(scope: ArticleScope, args: Args, selection: Selection): Promise<Connection<Article>>
  /** The page that a plan brought with its parent, in the form that `list` gives. */
  toConnection(scope: ArticleScope, args: Args, planned: unknown): Connection<Article>
  /** What is at each of these addresses, in their order. Source: one statement, articles included. */
  resolveUrls(urls: readonly string[], selection: Selection): Promise<readonly UrlResolution[]>
  /** A sanitised HTML body as CommonMark, made beside the event loop. Throws TIMEOUT where that takes too long, UNAVAILABLE. */
  toMarkdown(html: string): Promise<string>
}

export interface AuthorPort {
  find(key: { readonly id: number } | { readonly slug: string }, selection: Selection): Promise<Author | null>
  load(id: number, selection: Selection): Promise<Author | null>
  list(filter: AuthorFilter, window: PageWindow, selection: Selection): Promise<Connection<Author>>
}

export type TopicKey = { readonly id: number } | { readonly slug: string } | { readonly path: string }

export interface TopicPort {
  find(key: TopicKey, selection: Selection): Promise<Topic | null>
  load(id: number, selection: Selection): Promise<Topic | null>
  list(filter: TopicFilter, window: PageWindow, selection: Selection): Promise<Connection<Topic>>
}

export interface PublisherPort {
  find(key: { readonly id: number } | { readonly slug: string }, selection: Selection): Promise<Publisher | null>
  load(id: number, selection: Selection): Promise<Publisher | null>
  /** All of them, by name. A gateway serves a handful. */
  list(selection: Selection): Promise<readonly Publisher[]>
}

export interface RelationPort {
  /**
   * What hangs on one object, where no plan brought it: batched, one statement a field, whatever the number of objects.
   * The same value as a plan brings.
   */
  load(
    noun: 'article' | 'author' | 'topic',
    id: number,
    field: string,
    args: Args,
    selection: Selection,
  ): Promise<unknown>
}

export interface SearchPort {
  /** A page of results. `args` as GraphQL gave them. Throws BAD_USER_INPUT, BAD_CURSOR, FORBIDDEN. */
  search(args: Args, selection: Selection): Promise<SearchConnection>
  /** Completes a prefix; `first` is 1 to 20. One statement. Throws BAD_USER_INPUT. */
  suggest(prefix: string, first: number): Promise<readonly Suggestion[]>
}

export type Args = Readonly<Record<string, unknown>>

/** What became of one article of an upsert; paths begin at the input. */
export interface UpsertedArticle {
  readonly externalId: string
  readonly outcome: UpsertOutcome
  /** Null where it was rejected, or only tried. */
  readonly articleId: number | null
  readonly userErrors: readonly UserError[]
}

/** What became of a change to one article; paths begin at the input. */
export interface ChangedArticle {
  readonly articleId: number | null
  readonly userErrors: readonly UserError[]
}

/** All that a resolver may change. After a write the request sees what it wrote. */
export interface WritePort {
  /** Creates or replaces by (source, externalId), in one transaction; results in the order of the articles. */
  upsertArticles(
    source: string,
    articles: readonly ArticleInput[],
    dryRun: boolean,
  ): Promise<readonly UpsertedArticle[]>
  publishArticle(id: number, at: string | null): Promise<ChangedArticle>
  withdrawArticle(id: number, reason: string): Promise<ChangedArticle>
  setRelatedLinks(id: number, links: readonly RelatedLinkInput[]): Promise<ChangedArticle>
}

/** What became of an edit of a topic, an author or a publisher; paths begin at the input. */
export interface EditedNoun {
  /** Null where nothing was changed. */
  readonly id: number | null
  readonly userErrors: readonly UserError[]
}

/** Which rows are made one. */
export interface Merge {
  readonly from: readonly number[]
  readonly into: number
}

/** All that a resolver may edit of what articles refer to. After an edit the request sees it. */
export interface EditPort {
  updateTopic(id: number, changes: TopicEdit): Promise<EditedNoun>
  updateAuthor(id: number, changes: AuthorEdit): Promise<EditedNoun>
  updatePublisher(id: number, changes: PublisherEdit): Promise<EditedNoun>
  mergeTopics(merge: Merge): Promise<EditedNoun>
  mergeAuthors(merge: Merge): Promise<EditedNoun>
}

/** Who is asking. */
export interface ViewerPort {
  /** The key of the request; null: an anonymous caller. */
  readonly keyId: number | null
  /** Whether the key was sent by a secret that has been replaced, which may change no key. */
  readonly isRotatedOut: boolean
  /** The numbers that the headers of this answer tell as well. */
  rateLimit(): RateLimit
  /** What the key has used, by whole UTC days; empty for anonymous callers. */
  usage(since: string | null, before: string | null): Promise<UsageReport>
}

/** A key and its secret, which is shown this once; or what was wrong. */
export interface SecretKey {
  readonly apiKey: ApiKey | null
  readonly secret: string | null
  readonly userErrors: readonly UserError[]
}

/** API keys. Each change holds on every instance within half a second. */
export interface KeysPort {
  load(id: number): Promise<ApiKey | null>
  /** The newest, at most 1,000, newest first. */
  list(includeRevoked: boolean): Promise<readonly ApiKey[]>
  /** What a key has used, by whole UTC days. Source: three statements for all keys that are asked about in one request. */
  usage(id: number, since: string | null, before: string | null): Promise<UsageReport>
  create(input: CreateApiKeyInput): Promise<SecretKey>
  rotate(id: number, overlapSeconds: number): Promise<SecretKey>
  /** Changes what is named; the rest stays as it is. */
  update(id: number, changes: Partial<CreateApiKeyInput>): Promise<Pick<SecretKey, 'apiKey' | 'userErrors'>>
  revoke(id: number): Promise<Pick<SecretKey, 'apiKey' | 'userErrors'>>
}

/** What imports and `sync` do, for who writes content. Throws FORBIDDEN for a key that is limited to topics. */
export interface ImportsPort {
  /** The newest runs, newest first. */
  list(first: number): Promise<readonly ImportRun[]>
  /** What a run rejected first, at most `first`. Source: one statement for all runs of one request. */
  rejections(runId: number, first: number): Promise<readonly ImportRejection[]>
  /** The feeds that were ever polled, by name. */
  feeds(): Promise<readonly Feed[]>
}
