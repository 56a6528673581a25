import { listCost } from '../cost.ts'
import { builder } from '../builder/builder.ts'
import { keptFor } from '../cache.ts'
import { toGlobalId } from '../global-id.ts'
import { readNamedBy } from '../look-up-args.ts'
import { NodeRef, registerNode } from '../builder/node.ts'
import { PublisherRef } from '../builder/refs.ts'
import { requireScope } from '../builder/scope.ts'
import { selectionBelow } from '../selection.ts'

PublisherRef.implement({
  extensions: keptFor(300),
  description: 'A publisher of articles: a newspaper, a magazine, a site.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ description: 'Opaque id, unique across all types.', resolve: ({ id }) => toGlobalId('Publisher', id) }),
    slug: t.exposeString('slug', { description: 'Readable name for use in addresses; unique in this gateway.' }),
    name: t.exposeString('name', { description: 'Name as printed.' }),
    url: t.expose('url', { type: 'URL', nullable: true, description: 'The front page.' }),
    language: t.expose('language', {
      type: 'LanguageTag',
      nullable: true,
      description: 'What most of it is written in; null where it was not said.',
    }),
    imprint: t.exposeString('imprint', {
      nullable: true,
      description:
        'The imprint as the law asks for it, e.g. court, number and date of a press registration. Plain text.',
    }),
    email: t.exposeString('email', { nullable: true, description: 'Where to write to.' }),
  }),
})

registerNode('Publisher', (context, id, selection) => context.publishers.load(id, selection))

const PublisherByInput = builder.inputType('PublisherBy', {
  description: 'Exactly one way to name a publisher.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'The id.' }),
    slug: t.string({ description: 'The slug.' }),
  }),
})

builder.queryFields((t) => ({
  publisher: t.field({
    type: PublisherRef,
    nullable: true,
    description: 'One publisher; null where there is none.',
    args: { by: t.arg({ type: PublisherByInput, required: true, description: 'Which one.' }) },
    resolve: (_root, { by }, context, info) => {
      requireScope(context, 'CONTENT_READ')
      const key = readNamedBy('Publisher', by)
      return key === null ? null : context.publishers.find(key, selectionBelow(info))
    },
  }),
  publishers: t.field({
    extensions: listCost(5),
    type: [PublisherRef],
    nullable: true,
    description:
      'All publishers of this gateway, by name, whether or not the caller may see an article of theirs; at most 1,000.',
    resolve: (_root, _args, context, info) => {
      requireScope(context, 'CONTENT_READ')
      return context.publishers.list(selectionBelow(info)) as never
    },
  }),
}))
