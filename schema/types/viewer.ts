import { builder } from '../builder/builder.ts'
import { privateToCaller } from '../cache.ts'
import type { Context } from '../context.ts'
import { deprecationsOf } from '../deprecation.ts'
import { ScopeEnum } from '../builder/enums.ts'
import { readSize } from '../list-args.ts'
import type { DeprecatedUse, OperationUsage, RateLimit, UsageDay } from '../models.ts'
import { ApiKeyRef, UsageReportRef } from '../builder/refs.ts'

const RateLimitRef = builder.objectRef<RateLimit>('RateLimit').implement({
  description: 'The state of the quota, in points. One point is one object that an operation may return.',
  fields: (t) => ({
    cost: t.exposeInt('cost', { description: 'The price of this operation.' }),
    limit: t.exposeInt('limit', { description: 'Points a minute; 2,147,483,647 where there is no limit.' }),
    remaining: t.exposeInt('remaining', { description: 'Points left just now.' }),
    resetAt: t.expose('resetAt', {
      type: 'DateTime',
      description: 'When the full quota is available again, if the caller asks nothing else.',
    }),
  }),
})

const UsageDayRef = builder.objectRef<UsageDay>('UsageDay').implement({
  description: 'Usage on one UTC day.',
  fields: (t) => ({
    date: t.exposeString('date', { description: 'The day, e.g. 2026-11-25.' }),
    requests: t.exposeInt('requests', { description: 'Number of requests.' }),
    points: t.exposeInt('points', { description: 'Cost in points, after unused points were given back.' }),
    errors: t.exposeInt('errors', { description: 'Answers with errors.' }),
    throttled: t.exposeInt('throttled', { description: 'Requests that were refused because the quota was used up.' }),
  }),
})

const OperationUsageRef = builder.objectRef<OperationUsage>('OperationUsage').implement({
  description: 'Usage of one operation.',
  fields: (t) => ({
    name: t.exposeString('name', {
      nullable: true,
      description: 'As the document names it; null: it has no name. (other): those beyond a hundred names.',
    }),
    requests: t.exposeInt('requests', { description: 'How often it was asked.' }),
    points: t.exposeInt('points', { description: 'Cost in points, after unused points were given back.' }),
    p95Ms: t.exposeFloat('p95Ms', {
      description: '95th percentile of the time to answer, in milliseconds, to within 9 %.',
    }),
    errors: t.exposeInt('errors', { description: 'Answers with errors.' }),
  }),
})

const DeprecatedUseRef = builder.objectRef<DeprecatedUse>('DeprecatedUse').implement({
  description: 'A deprecated member of the schema, and how often it was used.',
  fields: (t) => ({
    member: t.exposeString('member', {
      description: 'A field as Article.summary, an argument as Article.summary.maxLength, a value as ArticleType.NEWS.',
    }),
    requests: t.exposeInt('requests', { description: 'Number of requests that used it.' }),
    lastUsedOn: t.exposeString('lastUsedOn', { description: 'The last day, in UTC, e.g. 2026-11-25.' }),
    reason: t.string({
      nullable: true,
      description: 'What to use instead; null when the member is already removed.',
      resolve: ({ member }, _args, _context, { schema }) => deprecationsOf(schema).get(member)?.reason ?? null,
    }),
    removedOn: t.string({
      nullable: true,
      description: 'The day, in UTC, from which on it does not work; null when the member is already removed.',
      resolve: ({ member }, _args, _context, { schema }) => deprecationsOf(schema).get(member)?.removedOn ?? null,
    }),
  }),
})

UsageReportRef.implement({
  description:
    'What a key has used. Each gateway counts it and writes it once a minute, so the last minute may be missing.',
  fields: (t) => ({
    requests: t.exposeInt('requests', { description: 'Number of requests.' }),
    points: t.exposeInt('points', { description: 'Cost in points, after unused points were given back.' }),
    errors: t.exposeInt('errors', { description: 'Answers with errors.' }),
    throttled: t.exposeInt('throttled', { description: 'Requests that were refused because the quota was used up.' }),
    byDay: t.expose('byDay', {
      type: [UsageDayRef],
      description: 'By UTC day, oldest first; days without requests are left out. At most 92 days are kept.',
      extensions: { cost: { weight: 0, listSize: { assumedSize: 92 } } },
    }),
    topOperations: t.field({
      type: [OperationUsageRef],
      description: 'The operations that cost most, most expensive first.',
      args: { first: t.arg.int({ defaultValue: 10, description: 'At most so many: 1 to 100.' }) },
      extensions: { cost: { weight: 0, listSize: { slicingArguments: ['first'], assumedSize: 10, maximumSize: 100 } } },
      resolve: ({ topOperations }, { first }) => topOperations.slice(0, readSize('first', first ?? 10)),
    }),
    deprecatedUse: t.expose('deprecatedUse', {
      type: [DeprecatedUseRef],
      description:
        'Deprecated members of the schema that the key has used, the most used first. Change these before they are removed. Values of variables are not counted.',
      extensions: { cost: { weight: 0, listSize: { assumedSize: 10 } } },
    }),
  }),
})

const ViewerRef = builder.objectRef<Context>('Viewer').implement({
  description: 'Who is asking.',
  fields: (t) => ({
    isAnonymous: t.boolean({
      description: 'True: no key was sent.',
      resolve: ({ viewer }) => viewer.keyId === null,
    }),
    apiKey: t.field({
      type: ApiKeyRef,
      nullable: true,
      description: 'The key that was sent; null for an anonymous caller.',
      resolve: ({ viewer, keys }) => (viewer.keyId === null ? null : keys.load(viewer.keyId)),
    }),
    scopes: t.field({
      type: [ScopeEnum],
      description: 'What the caller may do.',
      resolve: ({ scopes }) => [...scopes],
    }),
    rateLimit: t.field({
      type: RateLimitRef,
      description: 'The state of the quota after this operation was charged.',
      resolve: ({ viewer }) => viewer.rateLimit(),
    }),
    usage: t.field({
      type: UsageReportRef,
      description: 'By day, oldest first; at most 92 days. Empty for anonymous callers.',
      args: {
        since: t.arg({
          type: 'DateTime',
          description: 'Usage from the UTC day of this instant on; left out: all that is kept.',
        }),
        before: t.arg({ type: 'DateTime', description: 'Usage before this instant; left out: until now.' }),
      },
      resolve: ({ viewer }, { since, before }) => viewer.usage(since ?? null, before ?? null),
    }),
  }),
})

builder.queryFields((t) => ({
  viewer: t.field({
    type: ViewerRef,
    nullable: true,
    description: 'Who is asking: the key, its scopes, what is left of its quota, what it has used.',
    extensions: privateToCaller,
    resolve: (_root, _args, context) => context,
  }),
  rateLimit: t.field({
    type: RateLimitRef,
    nullable: true,
    description:
      'The price of this operation, and the state of the quota. With dryRun, nothing else runs and nothing is charged.',
    args: {
      dryRun: t.arg.boolean({ defaultValue: false, description: 'True: compute the price, and run nothing else.' }),
    },
    extensions: privateToCaller,
    resolve: (_root, _args, { viewer }) => viewer.rateLimit(),
  }),
}))
