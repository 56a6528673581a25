import { builder } from '../builder/builder.ts'
import { privateToCaller } from '../cache.ts'
import { listCost, slicedCost } from '../cost.ts'
import { readSize } from '../list-args.ts'
import { type Feed, type ImportRejection, type ImportRun, importRunStates } from '../models.ts'
import { requireScope } from '../builder/scope.ts'

const ImportRunStateEnum = builder.enumType('ImportRunState', {
  description: 'Status of an import.',
  values: {
    RUNNING: { description: 'The import is running.' },
    ENDED: { description: 'The import is complete.' },
    INTERRUPTED: { description: 'The import was stopped or killed. Run the same command again to continue.' },
  } satisfies Record<(typeof importRunStates)[number], { description: string }>,
})

const ImportRejectionRef = builder.objectRef<ImportRejection>('ImportRejection').implement({
  description: 'An item that an import did not accept.',
  fields: (t) => ({
    file: t.exposeString('file', { description: 'In which file.' }),
    item: t.exposeString('item', { nullable: true, description: 'Where in the file; null: all of it.' }),
    field: t.exposeString('field', { nullable: true, description: 'Which field of it was wrong, where it was one.' }),
    reason: t.exposeString('reason', { description: 'Why, in a sentence.' }),
  }),
})

const ImportRunRef = builder.objectRef<ImportRun>('ImportRun').implement({
  description: 'One run of the command that imports files. Written every two seconds, and kept for thirty days.',
  fields: (t) => ({
    state: t.expose('state', { type: ImportRunStateEnum, description: 'Where it stands.' }),
    source: t.exposeString('source', {
      nullable: true,
      description: "The source of all its articles; null: each has its publisher's.",
    }),
    names: t.exposeStringList('names', {
      description: 'Files, folders and patterns as they were given, the first twenty.',
    }),
    file: t.exposeString('file', { nullable: true, description: 'The file at hand, or the last one.' }),
    items: t.exposeInt('items', { description: 'Items that were read so far.' }),
    progress: t.float({
      nullable: true,
      description: 'How much of all files was read, from 0 to 1; null while it is not known how large they are.',
      resolve: ({ bytesRead, bytes }) => (bytes === null || bytes === 0 ? null : Math.min(1, bytesRead / bytes)),
    }),
    created: t.exposeInt('created', { description: 'Articles that were new. 0 until it ends.' }),
    updated: t.exposeInt('updated', { description: 'Articles that have changed. 0 until it ends.' }),
    noop: t.exposeInt('noop', { description: 'Articles that were there, just so. 0 until it ends.' }),
    rejected: t.exposeInt('rejected', { description: 'Number of items that were not accepted.' }),
    refusedFiles: t.exposeInt('refusedFiles', { description: 'Number of files that were not accepted.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it began.' }),
    changedAt: t.expose('changedAt', { type: 'DateTime', description: 'When the import last reported its progress.' }),
    endedAt: t.expose('endedAt', { type: 'DateTime', nullable: true, description: 'When it ended; null: it did not.' }),
    rejections: t.field({
      type: [ImportRejectionRef],
      description: 'Items and files that were not accepted, in their order. The first thousand are kept.',
      args: { first: t.arg.int({ defaultValue: 20, description: 'At most so many: 1 to 100.' }) },
      extensions: slicedCost('first', 20, 100),
      resolve: ({ id }, { first }, { imports }) => imports.rejections(id, readSize('first', first ?? 20)),
    }),
  }),
})

const FeedRef = builder.objectRef<Feed>('Feed').implement({
  description: 'A feed that is polled on a schedule.',
  fields: (t) => ({
    url: t.expose('url', { type: 'URL', description: 'Its address.' }),
    name: t.exposeString('name', { description: 'As the list of feeds names it.' }),
    polledAt: t.expose('polledAt', { type: 'DateTime', description: 'When it was last asked.' }),
    nextAt: t.expose('nextAt', { type: 'DateTime', description: 'Not asked before.' }),
    failures: t.exposeInt('failures', { description: 'Number of failed polls in a row.' }),
    status: t.exposeInt('status', { nullable: true, description: 'HTTP status of the last answer; null: none came.' }),
    message: t.exposeString('message', {
      nullable: true,
      description: 'Result of the last poll, in a sentence; null when there was nothing unusual.',
    }),
    movedTo: t.expose('movedTo', {
      type: 'URL',
      nullable: true,
      description: 'Where a permanent redirect leads; null: nowhere.',
    }),
    isGone: t.exposeBoolean('isGone', { description: 'True: the server said that the feed is gone for good.' }),
  }),
})

builder.queryFields((t) => ({
  imports: t.field({
    type: [ImportRunRef],
    nullable: true,
    description: 'Imports of the last thirty days, the newest first. Needs scope CONTENT_WRITE.',
    args: { first: t.arg.int({ defaultValue: 20, description: 'At most so many: 1 to 100.' }) },
    extensions: { ...slicedCost('first', 20, 100), ...privateToCaller },
    resolve: (_root, { first }, context) => {
      requireScope(context, 'CONTENT_WRITE')
      return context.imports.list(readSize('first', first ?? 20))
    },
  }),
  feeds: t.field({
    type: [FeedRef],
    nullable: true,
    description: 'All feeds that were polled at least once, by name; at most 1,000. Needs scope CONTENT_WRITE.',
    extensions: { ...listCost(20), ...privateToCaller },
    resolve: (_root, _args, context) => {
      requireScope(context, 'CONTENT_WRITE')
      return context.imports.feeds()
    },
  }),
}))
