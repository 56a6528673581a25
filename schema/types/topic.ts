import { connectionCost, listCost } from '../cost.ts'
import { articleListArgs, windowArgs } from '../inputs/article-inputs.ts'
import { builder } from '../builder/builder.ts'
import { keptFor } from '../cache.ts'
import { describeConnection } from '../builder/connection.ts'
import { TopicTypeEnum } from '../builder/enums.ts'
import { toGlobalId } from '../global-id.ts'
import { readTopicListArgs } from '../list-args.ts'
import { readTopicBy } from '../look-up-args.ts'
import type { Topic } from '../models.ts'
import { NodeRef, registerNode } from '../builder/node.ts'
import { relationOf } from '../builder/planned.ts'
import { ArticleConnectionRef, TopicConnectionRef, TopicEdgeRef, TopicRef } from '../builder/refs.ts'
import { requireScope } from '../builder/scope.ts'
import { selectionBelow } from '../selection.ts'

const relation = relationOf('topic')

TopicRef.implement({
  extensions: keptFor(120),
  description:
    'A section, keyword, series, person or place: one tree for all of them. A caller sees a topic only when the caller may see an article with this topic or a topic below it.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ description: 'Opaque id, unique across all types.', resolve: ({ id }) => toGlobalId('Topic', id) }),
    slug: t.exposeString('slug', { description: 'Readable name for use in addresses; unique in this gateway.' }),
    name: t.exposeString('name', { description: 'Name as readers see it.' }),
    path: t.exposeString('path', {
      description: 'Names in addresses from the root, e.g. world/asia/kazakhstan. Unique across the gateway.',
    }),
    type: t.expose('type', { type: TopicTypeEnum, description: 'What it stands for.' }),
    description: t.exposeString('description', { nullable: true, description: 'A sentence or two, plain text.' }),
    sameAs: t.expose('sameAs', {
      type: ['URL'],
      description: 'The same concept elsewhere, e.g. IPTC Media Topics or Wikidata.',
    }),
    parent: t.field({
      type: TopicRef,
      nullable: true,
      description: 'The topic one level above; null for a root.',
      resolve: relation<Topic | null>,
    }),
    ancestors: t.field({
      extensions: listCost(3),
      type: [TopicRef],
      description: 'From the root down, without the topic itself.',
      resolve: relation<Topic[]>,
    }),
    children: t.field({
      extensions: listCost(10),
      type: [TopicRef],
      description: 'The topics one level below that the caller may see, by path.',
      resolve: relation<Topic[]>,
    }),
    articles: t.field({
      extensions: connectionCost,
      type: ArticleConnectionRef,
      description: 'Articles about this topic. The newest come first, unless orderBy says otherwise.',
      args: {
        ...articleListArgs,
        includeDescendants: t.arg.boolean({
          defaultValue: true,
          description: 'True: also articles about topics below it. The price is the same.',
        }),
      },
      resolve: (topic, args, context, info) => {
        const scope = { of: 'topic', id: topic.id, includeDescendants: args.includeDescendants !== false } as const
        const planned = topic.planned?.articles
        return planned === undefined
          ? context.articles.list(scope, args, selectionBelow(info))
          : context.articles.toConnection(scope, args, planned)
      },
    }),
  }),
})

describeConnection(TopicConnectionRef, TopicEdgeRef, TopicRef, 'topics')

registerNode('Topic', (context, id, selection) => context.topics.load(id, selection))

const TopicByInput = builder.inputType('TopicBy', {
  description: 'Exactly one way to name a topic.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Its id.' }),
    slug: t.string({ description: 'Its slug.' }),
    path: t.string({ description: 'Its path from the root, e.g. world/asia.' }),
  }),
})

const TopicFilterInput = builder.inputType('TopicFilter', {
  description: 'Which topics. All given conditions hold together.',
  fields: (t) => ({
    types: t.field({ type: [TopicTypeEnum], description: 'Of any of these types; at most 20.' }),
    roots: t.boolean({ description: 'True: only topics without a parent. False: only topics that have one.' }),
    nameStartsWith: t.string({
      description: 'Only names that start with this text; case and accents make no difference. 1 to 100 characters.',
    }),
  }),
})

builder.queryFields((t) => ({
  topic: t.field({
    type: TopicRef,
    nullable: true,
    description: 'One topic; null when there is none, or when the caller may not see it.',
    args: { by: t.arg({ type: TopicByInput, required: true, description: 'Which one.' }) },
    resolve: (_root, { by }, context, info) => {
      requireScope(context, 'CONTENT_READ')
      const key = readTopicBy(by)
      return key === null ? null : context.topics.find(key, selectionBelow(info))
    },
  }),
  topics: t.field({
    extensions: connectionCost,
    type: TopicConnectionRef,
    nullable: true,
    description:
      'All topics that the caller may see, by path, so a parent comes before the topics below it. For each topic that is skipped, an index is read once.',
    args: { filter: t.arg({ type: TopicFilterInput, description: 'Which topics; left out: all.' }), ...windowArgs },
    resolve: (_root, args, context, info) => {
      requireScope(context, 'CONTENT_READ')
      const { filter, window } = readTopicListArgs(args)
      return context.topics.list(filter, window, selectionBelow(info))
    },
  }),
}))
