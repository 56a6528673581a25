import { connectionCost } from '../cost.ts'
import { articleListArgs, windowArgs } from '../inputs/article-inputs.ts'
import { builder } from '../builder/builder.ts'
import { keptFor } from '../cache.ts'
import { describeConnection } from '../builder/connection.ts'
import { AuthorKindEnum } from '../builder/enums.ts'
import { toGlobalId } from '../global-id.ts'
import { ImageRef } from '../builder/image.ts'
import { readAuthorListArgs } from '../list-args.ts'
import { readNamedBy } from '../look-up-args.ts'
import { NodeRef, registerNode } from '../builder/node.ts'
import { ArticleConnectionRef, AuthorConnectionRef, AuthorEdgeRef, AuthorRef } from '../builder/refs.ts'
import { requireScope } from '../builder/scope.ts'
import { selectionBelow } from '../selection.ts'

AuthorRef.implement({
  extensions: keptFor(120),
  description:
    "Who wrote an article: a person, a newsroom or an agency. A caller sees an author only when the caller may see one of the author's articles.",
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ description: 'Opaque id, unique across all types.', resolve: ({ id }) => toGlobalId('Author', id) }),
    slug: t.exposeString('slug', { description: 'Readable name for use in addresses; unique in this gateway.' }),
    name: t.exposeString('name', { description: 'Name as printed.' }),
    kind: t.expose('kind', { type: AuthorKindEnum, description: 'A person or an organisation.' }),
    jobTitle: t.exposeString('jobTitle', { nullable: true, description: 'E.g. Moscow correspondent.' }),
    bio: t.exposeString('bio', { nullable: true, description: 'A few sentences, plain text.' }),
    image: t.expose('image', { type: ImageRef, nullable: true, description: 'A portrait or a logo.' }),
    url: t.expose('url', { type: 'URL', nullable: true, description: "The author's page." }),
    articles: t.field({
      extensions: connectionCost,
      type: ArticleConnectionRef,
      description:
        'Articles of this author, alone or with others. The newest come first, unless orderBy says otherwise.',
      args: articleListArgs,
      resolve: (author, args, context, info) => {
        const scope = { of: 'author', id: author.id } as const
        const planned = author.planned?.articles
        return planned === undefined
          ? context.articles.list(scope, args, selectionBelow(info))
          : context.articles.toConnection(scope, args, planned)
      },
    }),
  }),
})

describeConnection(AuthorConnectionRef, AuthorEdgeRef, AuthorRef, 'authors')

registerNode('Author', (context, id, selection) => context.authors.load(id, selection))

const AuthorByInput = builder.inputType('AuthorBy', {
  description: 'Exactly one way to name an author.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'The id.' }),
    slug: t.string({ description: 'The slug.' }),
  }),
})

const AuthorFilterInput = builder.inputType('AuthorFilter', {
  description: 'Which authors. All given conditions hold together.',
  fields: (t) => ({
    nameStartsWith: t.string({
      description: 'Only names that start with this text; case and accents make no difference. 1 to 100 characters.',
    }),
  }),
})

builder.queryFields((t) => ({
  author: t.field({
    type: AuthorRef,
    nullable: true,
    description: 'One author; null when there is none, or when the caller may not see it.',
    args: { by: t.arg({ type: AuthorByInput, required: true, description: 'Which one.' }) },
    resolve: (_root, { by }, context, info) => {
      requireScope(context, 'CONTENT_READ')
      const key = readNamedBy('Author', by)
      return key === null ? null : context.authors.find(key, selectionBelow(info))
    },
  }),
  authors: t.field({
    extensions: connectionCost,
    type: AuthorConnectionRef,
    nullable: true,
    description:
      'All authors that the caller may see, by name. For each author that is skipped, an index is read once.',
    args: { filter: t.arg({ type: AuthorFilterInput, description: 'Which authors; left out: all.' }), ...windowArgs },
    resolve: (_root, args, context, info) => {
      requireScope(context, 'CONTENT_READ')
      const { filter, window } = readAuthorListArgs(args)
      return context.authors.list(filter, window, selectionBelow(info))
    },
  }),
}))
