import { builder } from '../builder/builder.ts'
import { ArticleOrderFieldEnum, ArticleTypeEnum, OrderDirectionEnum, PublicationStatusEnum } from '../builder/enums.ts'

const DateTimeRange = builder.inputType('DateTimeRange', {
  description: 'A span of time. since is inclusive, before is exclusive; either may be left out.',
  fields: (t) => ({
    since: t.field({ type: 'DateTime', description: 'From this instant on.' }),
    before: t.field({ type: 'DateTime', description: 'Earlier than this instant.' }),
  }),
})

export const ArticleFilterInput = builder.inputType('ArticleFilter', {
  description:
    'An article must match all given conditions. In a list of values, one match is enough; at most 20 values a list. Each condition has an index.',
  fields: (t) => ({
    topics: t.idList({ description: 'Any of these topics, descendants included.' }),
    notTopics: t.idList({ description: 'None of these topics, nor any descendant of them.' }),
    authors: t.idList({ description: 'By any of these authors.' }),
    publishers: t.idList({ description: 'From any of these publishers.' }),
    languages: t.field({
      type: ['LanguageTag'],
      description: 'In any of these languages. Tags are compared as a whole: en does not find en-GB.',
    }),
    types: t.field({ type: [ArticleTypeEnum], description: 'Of any of these types.' }),
    published: t.field({
      type: DateTimeRange,
      description: 'First published in this span of time. When the source does not say it, the time of import counts.',
    }),
    modified: t.field({ type: DateTimeRange, description: 'Last changed in this span.' }),
    isAccessibleForFree: t.boolean({ description: 'Free to read, or not.' }),
    status: t.field({
      type: [PublicationStatusEnum],
      description: 'With any of these statuses. Every status except PUBLISHED needs scope CONTENT_PREVIEW.',
    }),
  }),
})

export const ArticleOrderInput = builder.inputType('ArticleOrder', {
  description: 'The order of an article list. Ties are broken by the id, so pages are stable.',
  fields: (t) => ({
    field: t.field({
      type: ArticleOrderFieldEnum,
      required: true,
      defaultValue: 'DATE_PUBLISHED',
      description: 'What to order by.',
    }),
    direction: t.field({
      type: OrderDirectionEnum,
      required: true,
      defaultValue: 'DESC',
      description: 'Which end comes first.',
    }),
  }),
})

/** The window of a page, as Relay specifies it. */
export const windowArgs = builder.args((t) => ({
  first: t.int({ description: 'How many items from the start, or after the cursor: 1 to 100, default 20.' }),
  after: t.string({ description: 'Start after this cursor. Use it with first.' }),
  last: t.int({ description: 'How many items from the end, or before the cursor: 1 to 100.' }),
  before: t.string({ description: 'End before this cursor. Use it with last.' }),
}))

/** The arguments of every article list. */
export const articleListArgs = builder.args((t) => ({
  filter: t.field({ type: ArticleFilterInput, description: 'Which articles; left out: all that the caller may see.' }),
  orderBy: t.field({ type: ArticleOrderInput, description: 'In which order; left out: newest first.' }),
  ...windowArgs,
}))
