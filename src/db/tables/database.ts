import type { Generated, GeneratedAlways, JSONColumnType, Kysely, Transaction } from 'kysely'
import type {
  ArticleType,
  AuthorKind,
  Correction,
  Image,
  PublicationStatus,
  RelatedLinkKind,
  TopicType,
} from '../../../schema/models.ts'
import type { ChangesTables } from './changes.ts'
import type { FormerTables } from './former.ts'
import type { ImportRunTables, ImportTables } from './import.ts'
import type { KeysTables } from './keys.ts'
import type { SearchTables } from './search.ts'
import type { SyncTables } from './sync.ts'

/** The tables as the migrations make them; `tests/db/tables/database.test.ts` compares both. bigint arrives as number, timestamptz as text. */
export interface DB
  extends KeysTables, ImportTables, ImportRunTables, SearchTables, SyncTables, ChangesTables, FormerTables {
  publisher: PublisherTable
  source_publisher: SourcePublisherTable
  author: AuthorTable
  topic: TopicTable
  article: ArticleTable
  article_body: ArticleBodyTable
  article_url: ArticleUrlTable
  article_author: ArticleAuthorTable
  article_topic: ArticleTopicTable
  related_link: RelatedLinkTable
  body_link: BodyLinkTable
  related_list: RelatedListTable
  gateway_secret: GatewaySecretTable
}

/** Where a statement can run: the database, or a transaction of it. */
export type Db = Kysely<DB> | Transaction<DB>

/** What is related to an article that somebody has read; see migration 0030. */
interface RelatedListTable {
  article_id: number
  /** Best first. */
  ids: number[]
  /** The transactions that it has seen. */
  made_in: string
  made_at: string
}

interface PublisherTable {
  id: GeneratedAlways<number>
  slug: string
  name: string
  /** The name folded for comparison: no case, no accents. */
  name_key: string
  url: string | null
  language: string | null
  imprint: string | null
  email: string | null
  edited: Generated<string[]>
}

/** Which publishers a source has written for, so that an input may leave the publisher out. */
interface SourcePublisherTable {
  source: string
  publisher_id: number
}

interface AuthorTable {
  id: GeneratedAlways<number>
  publisher_id: number
  slug: string
  name: string
  name_key: string
  kind: AuthorKind
  job_title: string | null
  bio: string | null
  image: JSONColumnType<Image> | null
  url: string | null
  /** Columns that an editor has set: imports leave them as they are. So in topics and publishers. */
  edited: Generated<string[]>
}

interface TopicTable {
  id: GeneratedAlways<number>
  parent_id: number | null
  /** The last part of the path. */
  segment: string
  /** Made by a trigger from the parent's path and the segment. */
  path: Generated<string>
  /** From the root down, without the topic itself; made by a trigger. */
  ancestor_ids: Generated<number[]>
  slug: string
  name: string
  name_key: string
  type: TopicType
  description: string | null
  same_as: JSONColumnType<string[]>
  edited: Generated<string[]>
}

interface ArticleTable {
  id: GeneratedAlways<number>
  publisher_id: number
  source: string
  external_id: string
  slug: string
  url: string | null
  type: ArticleType
  status: Exclude<PublicationStatus, 'SCHEDULED'>
  withdrawn_reason: string | null
  /** Of a withdrawn article: had it been out? Set by a trigger; where it arrived withdrawn, its dates decide. */
  came_out: Generated<boolean>
  headline: string
  headline_key: string
  kicker: string | null
  standfirst: string | null
  summary: string | null
  byline: string | null
  language: string
  image: JSONColumnType<Image> | null
  corrections: JSONColumnType<Correction[]>
  word_count: number
  view_count: number | null
  is_free: boolean
  published_at: string | null
  embargoed_until: string | null
  /** First import. */
  created_at: string
  modified_at: string
  /** SHA-256 of the content without its view count. */
  content_hash: Buffer
  /** The id shared by all translations of one story; null where there are none. */
  story_id: number | null
  translation_source: string | null
  translation_external_id: string | null
  /** Its place in lists: first publication, else first import. */
  placed_at: GeneratedAlways<string>
  views: GeneratedAlways<number>
  /** The later of publication and embargo; null for drafts and withdrawn articles. */
  visible_at: GeneratedAlways<string | null>
}

interface ArticleBodyTable {
  article_id: number
  /** Sanitised. */
  html: string
  /** The same as plain text, paragraphs divided by an empty line. */
  text: string
}

/** Every address of an article, its canonical one and its aliases. */
interface ArticleUrlTable {
  /** The address folded for comparison: see `urlKey`. */
  url_key: string
  url: string
  article_id: number
  is_canonical: boolean
}

/** Copies of the article's sort keys; a trigger keeps them true. */
interface SortKeys {
  placed_at: string
  modified_at: string
  views: number
  visible_at: string | null
}

interface ArticleAuthorTable extends SortKeys {
  article_id: number
  author_id: number
  position: number
}

interface ArticleTopicTable extends SortKeys {
  article_id: number
  topic_id: number
  /** The publisher's order, from 1; null where the article has the topic only through a descendant of it. */
  position: number | null
}

interface RelatedLinkTable {
  article_id: number
  position: number
  publisher_id: number
  title: string
  title_key: string
  url: string | null
  url_key: string | null
  byline: string | null
  kind: RelatedLinkKind
  target_id: number | null
}

/** The first distinct addresses that a body links to. */
interface BodyLinkTable {
  article_id: number
  /** From 1, in the body's order. */
  position: number
  url_key: string
  /** The article that has this address, once the gateway holds it. */
  target_id: number | null
}

interface GatewaySecretTable {
  name: string
  value: Buffer
}
