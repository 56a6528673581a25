import { listCost } from '../cost.ts'
import { ArticleInput, RelatedLinkInput } from '../inputs/article-write-inputs.ts'
import { builder } from '../builder/builder.ts'
import type { ChangedArticle, Context } from '../context.ts'
import { UpsertOutcomeEnum } from '../builder/enums.ts'
import { badInput } from '../errors.ts'
import { idOf, toGlobalId } from '../global-id.ts'
import { ArticleRef, UserErrorRef } from '../builder/refs.ts'
import { requireScope } from '../builder/scope.ts'
import { selectionBelow } from '../selection.ts'
import type { UpsertedArticle } from '../context.ts'

const maxArticles = 100

const UpsertResultRef = builder.objectRef<UpsertedArticle>('UpsertResult').implement({
  description: 'Result of an upsert for one article.',
  fields: (t) => ({
    externalId: t.exposeString('externalId', { description: 'The externalId from the input.' }),
    outcome: t.expose('outcome', {
      type: UpsertOutcomeEnum,
      description: 'Whether the article is new, changed, unchanged or rejected.',
    }),
    id: t.id({
      nullable: true,
      description:
        'The id of the article, to publish or withdraw it. It is there also when the caller may not see the article. Null when the article was rejected, or when dryRun is true and the article does not exist yet.',
      resolve: ({ articleId }) => (articleId === null ? null : toGlobalId('Article', articleId)),
    }),
    article: t.field({
      type: ArticleRef,
      nullable: true,
      description:
        'The article after the change. Null when id is null, or when the caller may not see the article (for example a draft, without scope CONTENT_PREVIEW).',
      resolve: (result, _args, context, info) =>
        result.articleId === null ? null : context.articles.load(result.articleId, selectionBelow(info)),
    }),
    userErrors: t.expose('userErrors', {
      extensions: listCost(1),
      type: [UserErrorRef],
      description: 'Why the article was rejected; empty when it was accepted. Paths begin at the input.',
    }),
  }),
})

const UpsertArticlesPayloadRef = builder.objectRef<readonly UpsertedArticle[]>('UpsertArticlesPayload').implement({
  description: 'Results of an upsert.',
  fields: (t) => ({
    results: t.field({
      type: [UpsertResultRef],
      description: 'One for each article, in the order of the input.',
      resolve: (results) => results,
    }),
  }),
})

const ArticlePayloadRef = builder.objectRef<ChangedArticle>('ArticlePayload').implement({
  description: 'Result of a change to one article.',
  fields: (t) => ({
    id: t.id({
      nullable: true,
      description: 'The id of the article, also when the caller may not see it; null when userErrors is not empty.',
      resolve: ({ articleId }) => (articleId === null ? null : toGlobalId('Article', articleId)),
    }),
    article: t.field({
      type: ArticleRef,
      nullable: true,
      description:
        'The article after the change. Null when id is null, or when the caller may not see the article (for example a withdrawn one).',
      resolve: (changed, _args, context, info) =>
        changed.articleId === null ? null : context.articles.load(changed.articleId, selectionBelow(info)),
    }),
    userErrors: t.expose('userErrors', {
      extensions: listCost(1),
      type: [UserErrorRef],
      description: 'Why nothing was changed; empty when the change was made. Paths begin at the input.',
    }),
  }),
})

const UpsertArticlesInput = builder.inputType('UpsertArticlesInput', {
  description: 'Articles of one source.',
  fields: (t) => ({
    source: t.string({ required: true, description: 'Name of the source, e.g. the CMS; 1 to 200 characters.' }),
    articles: t.field({ type: [ArticleInput], required: true, description: 'At most 100 articles.' }),
    dryRun: t.boolean({ defaultValue: false, description: 'True: report what would happen, and change nothing.' }),
  }),
})

const PublishArticleInput = builder.inputType('PublishArticleInput', {
  description: 'Which article to publish, and when.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The id of the article.' }),
    at: t.field({ type: 'DateTime', description: 'Left out: now. In the future: it is scheduled.' }),
  }),
})

const WithdrawArticleInput = builder.inputType('WithdrawArticleInput', {
  description: 'Which article to withdraw, and why.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The id of the article.' }),
    reason: t.string({ required: true, description: 'For the record; 1 to 1,000 characters. Not shown to readers.' }),
  }),
})

const SetRelatedLinksInput = builder.inputType('SetRelatedLinksInput', {
  description: 'The editorial links of one article.',
  fields: (t) => ({
    articleId: t.id({ required: true, description: 'The id of the article.' }),
    links: t.field({
      type: [RelatedLinkInput],
      required: true,
      description: 'All of them in their order, at most 100; an empty list removes them.',
    }),
  }),
})

builder.mutationFields((t) => ({
  upsertArticles: t.field({
    extensions: {
      cost: {
        listSize: { slicingArguments: ['input.articles'], assumedSize: 1, sizedFields: ['results'], maximumSize: 100 },
      },
    },
    type: UpsertArticlesPayloadRef,
    nullable: true,
    description:
      'Creates or replaces articles by source and externalId. Idempotent: an unchanged article is NOOP. At most 100 articles, in one transaction. When one is rejected, the others are still saved. Needs scope CONTENT_WRITE.',
    args: { input: t.arg({ type: UpsertArticlesInput, required: true, description: 'What to write.' }) },
    resolve: async (_root, { input }, context) => {
      requireScope(context, 'CONTENT_WRITE')
      if (input.articles.length > maxArticles) throw badInput(`input.articles takes at most ${maxArticles} articles.`)
      return await context.write.upsertArticles(
        input.source,
        input.articles as Parameters<Context['write']['upsertArticles']>[1],
        input.dryRun === true,
      )
    },
  }),
  publishArticle: t.field({
    type: ArticlePayloadRef,
    nullable: true,
    description: 'Publishes an article, or schedules it. Needs scope CONTENT_PUBLISH.',
    args: { input: t.arg({ type: PublishArticleInput, required: true, description: 'Which one, and when.' }) },
    resolve: (_root, { input }, context) => {
      requireScope(context, 'CONTENT_PUBLISH')
      return withArticle(input.id, 'id', (id) => context.write.publishArticle(id, input.at ?? null))
    },
  }),
  withdrawArticle: t.field({
    type: ArticlePayloadRef,
    nullable: true,
    description:
      'Withdraws an article. It disappears everywhere, and resolveUrls answers GONE for its address. Needs scope CONTENT_PUBLISH.',
    args: { input: t.arg({ type: WithdrawArticleInput, required: true, description: 'Which one, and why.' }) },
    resolve: (_root, { input }, context) => {
      requireScope(context, 'CONTENT_PUBLISH')
      return withArticle(input.id, 'id', (id) => context.write.withdrawArticle(id, input.reason))
    },
  }),
  setRelatedLinks: t.field({
    type: ArticlePayloadRef,
    nullable: true,
    description: 'Replaces the links of the editors under one article. Needs scope CONTENT_WRITE.',
    args: {
      input: t.arg({ type: SetRelatedLinksInput, required: true, description: 'Which article, and its links.' }),
    },
    resolve: (_root, { input }, context) => {
      requireScope(context, 'CONTENT_WRITE')
      return withArticle(input.articleId, 'articleId', (id) => context.write.setRelatedLinks(id, input.links as never))
    },
  }),
}))

async function withArticle(
  globalId: string,
  field: string,
  change: (id: number) => Promise<ChangedArticle>,
): Promise<ChangedArticle> {
  const id = idOf('Article', globalId)
  if (id !== null) return change(id)
  return {
    articleId: null,
    userErrors: [{ code: 'NOT_FOUND', message: 'This id is not that of an article.', path: [field] }],
  }
}
