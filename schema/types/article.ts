import { bodyCharsPerPoint, connectionCost, listCost, slicedCost } from '../cost.ts'
import { articleListArgs } from '../inputs/article-inputs.ts'
import { ExternalIdInput } from '../inputs/article-write-inputs.ts'
import { builder } from '../builder/builder.ts'
import { keptFor } from '../cache.ts'
import { describeConnection } from '../builder/connection.ts'
import {
  ArticleTypeEnum,
  BodyFormatEnum,
  PublicationStatusEnum,
  RelatedLinkOriginEnum,
  TopicTypeEnum,
} from '../builder/enums.ts'
import { toGlobalId } from '../global-id.ts'
import { ImageRef } from '../builder/image.ts'
import { readSize } from '../list-args.ts'
import { readArticleBy } from '../look-up-args.ts'
import type { Article, Author, Correction, Publisher, RelatedLink, Topic } from '../models.ts'
import { NodeRef, registerNode } from '../builder/node.ts'
import { relationOf } from '../builder/planned.ts'
import {
  ArticleConnectionRef,
  ArticleEdgeRef,
  ArticleRef,
  AuthorRef,
  PublisherRef,
  RelatedLinkRef,
  TopicRef,
} from '../builder/refs.ts'
import { requireScope } from '../builder/scope.ts'
import { selectionBelow } from '../selection.ts'
import { cutText } from '../summary.ts'

const CorrectionRef = builder.objectRef<Correction>('Correction').implement({
  description: 'An error in an article that was corrected.',
  fields: (t) => ({
    text: t.exposeString('text', { description: 'The correction in plain text.' }),
    date: t.expose('date', { type: 'DateTime', description: 'When the key was made.' }),
  }),
})

const relation = relationOf('article')

ArticleRef.implement({
  extensions: keptFor(60),
  description: 'A piece of journalism: schema.org NewsArticle, in the words of a newsroom.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ description: 'Opaque id, unique across all types.', resolve: ({ id }) => toGlobalId('Article', id) }),
    url: t.expose('url', {
      type: 'URL',
      nullable: true,
      description: "Stable address on the publisher's site (rel=canonical); null when the source does not say it.",
    }),
    slug: t.exposeString('slug', { description: 'Readable name for use in addresses; unique in this gateway.' }),
    type: t.expose('type', { type: ArticleTypeEnum, description: 'What form it has.' }),
    headline: t.exposeString('headline', { description: 'Plain text, at most 500 characters.' }),
    kicker: t.exposeString('kicker', {
      nullable: true,
      description: 'Short label above the headline. Also: label, occhiello.',
    }),
    standfirst: t.exposeString('standfirst', {
      nullable: true,
      description: 'Paragraph under the headline. Also: dek, subtitle, sommario.',
    }),
    summary: t.string({
      nullable: true,
      description:
        'Teaser for lists and feeds, plain text. When the source has none, it is the first sentences of the body.',
      args: {
        maxLength: t.arg.int({
          defaultValue: 280,
          description:
            'The longest summary, in UTF-16 units, 1 to 1,000. A longer text is cut at the end of a sentence or word.',
        }),
      },
      resolve: ({ summary }, { maxLength }) =>
        summary === null ? null : cutText(summary, readSize('maxLength', maxLength ?? 280, 1_000)),
    }),
    byline: t.exposeString('byline', {
      nullable: true,
      description: 'Credit line as published. When the source has none, it is built from the authors.',
    }),
    body: t.string({
      nullable: true,
      extensions: { cost: { charsPerPoint: bodyCharsPerPoint } },
      description:
        'The whole body. Null when the caller may not read it (an article that is not free needs scope CONTENT_BODY), or when the source has no body. Each full 16,384 characters (UTF-16 units) of a body cost one point more. They are counted in the answer.',
      args: {
        format: t.arg({ type: BodyFormatEnum, defaultValue: 'HTML', description: 'What it is written in.' }),
      },
      resolve: async (article, args, context, info) => {
        const body = await relation<string | null>(article, args, context, info)
        return args.format === 'MARKDOWN' && body !== null ? context.articles.toMarkdown(body) : body
      },
    }),
    wordCount: t.exposeInt('wordCount', { description: 'Number of words in the body, separated by white space.' }),
    readingTimeMinutes: t.exposeInt('readingTimeMinutes', {
      description: 'Reading time in minutes, at 230 words a minute; at least 1.',
    }),
    language: t.expose('language', { type: 'LanguageTag', description: 'What it is written in.' }),
    image: t.expose('image', { type: ImageRef, nullable: true, description: 'The main picture.' }),
    authors: t.field({
      extensions: listCost(2),
      type: [AuthorRef],
      description: 'In byline order.',
      resolve: relation<Author[]>,
    }),
    section: t.field({
      type: TopicRef,
      nullable: true,
      description: 'Primary section, the first topic of type SECTION.',
      resolve: relation<Topic | null>,
    }),
    topics: t.field({
      extensions: listCost(5),
      type: [TopicRef],
      description: "In the publisher's order.",
      args: { type: t.arg({ type: TopicTypeEnum, description: 'Only topics of this type.' }) },
      resolve: relation<Topic[]>,
    }),
    relatedLinks: t.field({
      extensions: slicedCost('first', 10, 50),
      type: [RelatedLinkRef],
      description:
        "Links of editors come first, in their order. Computed links follow, until there are as many as first says. Links to articles that the caller may not see are left out and replaced by the next ones. Computed links lead to articles in the same language that share topics or authors, have words of the headline in common, and are near in time. A topic counts more when fewer articles have it. Computed links never lead to a translation, nor to the target of an editor's link. They are chosen from the first 8 topics and 3 authors of the article and, for each, the 12 articles nearest in time on either side, so the work is bounded.",
      args: {
        first: t.arg.int({ defaultValue: 10, description: 'The most links to return: 1 to 50.' }),
        origins: t.arg({
          type: [RelatedLinkOriginEnum],
          description: 'Only links of these origins; left out: links of all origins.',
        }),
      },
      resolve: (article, args, context, info) => {
        const first = readSize('first', args.first ?? 10, 50)
        return relation<RelatedLink[]>(article, { ...args, first }, context, info)
      },
    }),
    translations: t.field({
      extensions: listCost(2),
      type: [ArticleRef],
      description: 'The same story in other languages, by language.',
      resolve: relation<Article[]>,
    }),
    publisher: t.field({
      type: PublisherRef,
      description: 'The publisher of the article.',
      resolve: relation<Publisher>,
    }),
    datePublished: t.expose('datePublished', {
      type: 'DateTime',
      nullable: true,
      description:
        'First publication; null when the source does not say it. In lists, such an article has the place of its import time.',
    }),
    dateModified: t.expose('dateModified', { type: 'DateTime', description: 'Last change of any kind.' }),
    status: t.expose('status', { type: PublicationStatusEnum, description: 'Current status of the article.' }),
    embargoedUntil: t.expose('embargoedUntil', {
      type: 'DateTime',
      nullable: true,
      description: 'Nobody sees the article before this instant. Null without scope CONTENT_PREVIEW.',
    }),
    isAccessibleForFree: t.exposeBoolean('isAccessibleForFree', { description: 'May everybody read the body?' }),
    corrections: t.expose('corrections', {
      extensions: listCost(1),
      type: [CorrectionRef],
      description: 'Corrections of errors in the article, in the order of the source.',
    }),
    viewCount: t.exposeInt('viewCount', {
      nullable: true,
      description:
        "Number of views on the publisher's site; null when the source does not say it. At most 2,147,483,647.",
    }),
  }),
})

describeConnection(ArticleConnectionRef, ArticleEdgeRef, ArticleRef, 'articles')

registerNode('Article', (context, id, selection) => context.articles.load(id, selection))

const ArticleByInput = builder.inputType('ArticleBy', {
  description: 'Exactly one way to name an article.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Its id.' }),
    slug: t.string({ description: 'Its slug.' }),
    url: t.field({
      type: 'URL',
      description:
        'Its address or an alias of it. Scheme, www., tracking parameters and a trailing slash make no difference.',
    }),
    externalId: t.field({ type: ExternalIdInput, description: 'Its id in its source.' }),
  }),
})

builder.queryFields((t) => ({
  article: t.field({
    type: ArticleRef,
    nullable: true,
    description: 'One article; null when there is none, or when the caller may not see it.',
    args: { by: t.arg({ type: ArticleByInput, required: true, description: 'Which one.' }) },
    resolve: (_root, { by }, context, info) => {
      requireScope(context, 'CONTENT_READ')
      const key = readArticleBy(by)
      return key === null ? null : (context.articles.find(key, selectionBelow(info)) as Promise<Article | null>)
    },
  }),
  articles: t.field({
    extensions: connectionCost,
    type: ArticleConnectionRef,
    nullable: true,
    description: 'All articles that the caller may see. The newest come first, unless orderBy says otherwise.',
    args: articleListArgs,
    resolve: (_root, args, context, info) => {
      requireScope(context, 'CONTENT_READ')
      return context.articles.list({ of: 'gateway' }, args, selectionBelow(info))
    },
  }),
}))
