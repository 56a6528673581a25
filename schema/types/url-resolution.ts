import { builder } from '../builder/builder.ts'
import { describedEnum } from '../builder/enums.ts'
import { badInput } from '../errors.ts'
import { urlStatuses, type UrlResolution } from '../models.ts'
import { plannedOr } from '../builder/planned.ts'
import { ArticleRef } from '../builder/refs.ts'
import { requireScope } from '../builder/scope.ts'
import { selectionBelow } from '../selection.ts'

const UrlStatusEnum = describedEnum('UrlStatus', 'What is at an address.', urlStatuses, {
  CURRENT: 'The address of an article.',
  ALIAS: 'Another address of an article: redirect to the canonical one.',
  MOVED:
    'The former page of a topic, an author or a publisher: redirect to canonicalUrl. The page of a topic is its path below the front page of a publisher.',
  GONE: 'An article was here and was withdrawn: answer 410.',
  UNKNOWN: 'Nothing that the caller may see: answer 404.',
})

const UrlResolutionRef = builder.objectRef<UrlResolution>('UrlResolution').implement({
  description: 'What is at one address.',
  fields: (t) => ({
    requested: t.expose('requested', { type: 'URL', description: 'The address as it was asked for.' }),
    status: t.expose('status', { type: UrlStatusEnum, description: 'What is there.' }),
    canonicalUrl: t.expose('canonicalUrl', {
      type: 'URL',
      nullable: true,
      description:
        'The stable address of the article. With status MOVED, the new address. Null when there is none, or when the source does not say it.',
    }),
    article: t.field({
      type: ArticleRef,
      nullable: true,
      description: 'The article at the address; null when status is MOVED, GONE or UNKNOWN.',
      resolve: (resolution, _args, context, info) =>
        plannedOr(resolution, 'article', () =>
          resolution.articleId === null ? null : context.articles.load(resolution.articleId, selectionBelow(info)),
        ),
    }),
  }),
})

builder.queryFields((t) => ({
  resolveUrls: t.field({
    type: [UrlResolutionRef],
    nullable: true,
    description:
      'What is at these addresses (at most 100), in the order of the addresses. Scheme, www., tracking parameters and a trailing slash make no difference. It knows canonical addresses, aliases, withdrawn articles, and moved pages of topics, authors and publishers.',
    extensions: { cost: { listSize: { slicingArguments: ['urls'], maximumSize: 100 } } },
    args: {
      urls: t.arg({
        type: ['URL'],
        required: true,
        description: 'Addresses, at most 100; repeated ones are answered each.',
      }),
    },
    resolve: (_root, { urls }, context, info) => {
      requireScope(context, 'CONTENT_READ')
      if (urls.length > maxUrls) throw badInput(`urls takes at most ${maxUrls} addresses.`)
      return context.articles.resolveUrls(urls, selectionBelow(info)) as never
    },
  }),
}))

const maxUrls = 100
