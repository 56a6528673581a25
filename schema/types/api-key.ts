import { builder } from '../builder/builder.ts'
import { privateToCaller } from '../cache.ts'
import type { Context, SecretKey } from '../context.ts'
import { listCost } from '../cost.ts'
import { ScopeEnum } from '../builder/enums.ts'
import { idOf, toGlobalId } from '../global-id.ts'
import type { ApiKey, CreateApiKeyInput, UserError } from '../models.ts'
import { NodeRef, registerNode } from '../builder/node.ts'
import { ApiKeyRef, TopicRef, UsageReportRef, UserErrorRef } from '../builder/refs.ts'
import { requireCurrentSecret, requireScope } from '../builder/scope.ts'
import { selectionBelow } from '../selection.ts'

ApiKeyRef.implement({
  description: 'The key of a partner or an app. Its secret is shown once, when it is made.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ description: 'Opaque id, unique across all types.', resolve: ({ id }) => toGlobalId('ApiKey', id) }),
    name: t.exposeString('name', {
      description: 'Name of the app or partner that uses the key; at most 100 characters.',
    }),
    prefix: t.exposeString('prefix', {
      description: 'The readable start of the key, e.g. mh_live_7F3kQ2. The secret is shown once, at creation.',
    }),
    scopes: t.expose('scopes', { type: [ScopeEnum], description: 'What it may do.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the key was made.' }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the key expires; null: never.',
    }),
    revokedAt: t.expose('revokedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the key was revoked; null: it is not revoked.',
    }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the key was last used, to the minute; null: never.',
    }),
    previousSecretValidUntil: t.expose('previousSecretValidUntil', {
      type: 'DateTime',
      nullable: true,
      description: 'Until when the former secret still works; null: there is no former secret that works.',
    }),
    allowedOrigins: t.exposeStringList('allowedOrigins', {
      nullable: true,
      description: 'Browser origins that may use the key; null: any.',
    }),
    allowedTopics: t.field({
      type: [TopicRef],
      nullable: true,
      description:
        'Topics whose articles the key may see, descendants included; null: all topics. Topics without an article that the caller may see are left out. Needs scope CONTENT_READ.',
      extensions: { cost: { listSize: { assumedSize: 10 } } },
      resolve: async ({ allowedTopicIds }, _args, context, info) => {
        if (allowedTopicIds === null) return null
        requireScope(context, 'CONTENT_READ')
        const selection = selectionBelow(info)
        const topics = await Promise.all(allowedTopicIds.map((id) => context.topics.load(id, selection)))
        return topics.filter((topic) => topic !== null)
      },
    }),
    pointsPerMinute: t.exposeInt('pointsPerMinute', { description: 'Quota of the key, in points per minute.' }),
    persistedOnly: t.exposeBoolean('persistedOnly', {
      description: 'True: the key runs only registered documents.',
    }),
    usage: t.field({
      type: UsageReportRef,
      nullable: true,
      description:
        'What the key has used, by day, oldest first; at most 92 days. Needs scope KEYS_ADMIN; a key may also ask for its own usage.',
      args: {
        since: t.arg({
          type: 'DateTime',
          description: 'Usage from the UTC day of this instant on; left out: all that is kept.',
        }),
        before: t.arg({ type: 'DateTime', description: 'Usage before this instant; left out: until now.' }),
      },
      resolve: ({ id }, { since, before }, context) => {
        if (!mayAdminister(context, id)) requireScope(context, 'KEYS_ADMIN')
        return context.keys.usage(id, since ?? null, before ?? null)
      },
    }),
  }),
})

registerNode('ApiKey', async (context, id) => (mayAdminister(context, id) ? context.keys.load(id) : null))

function mayAdminister(context: Context, id: number): boolean {
  return context.scopes.has('KEYS_ADMIN') || context.viewer.keyId === id
}

const ApiKeyPayloadRef = builder.objectRef<Pick<SecretKey, 'apiKey' | 'userErrors'>>('ApiKeyPayload').implement({
  description: 'Result of a change to a key.',
  fields: (t) => ({
    apiKey: t.expose('apiKey', { type: ApiKeyRef, nullable: true, description: 'As it is now.' }),
    userErrors: t.expose('userErrors', {
      type: [UserErrorRef],
      description: 'Why nothing was changed; empty when the change was made.',
      extensions: { cost: { listSize: { assumedSize: 1 } } },
    }),
  }),
})

const ApiKeySecretPayloadRef = builder.objectRef<SecretKey>('ApiKeySecretPayload').implement({
  description: 'A key with its secret.',
  fields: (t) => ({
    apiKey: t.expose('apiKey', { type: ApiKeyRef, nullable: true, description: 'As it is now.' }),
    secret: t.exposeString('secret', {
      nullable: true,
      description: 'The whole key, to send as "Authorization: Bearer KEY". It is shown in this answer only.',
    }),
    userErrors: t.expose('userErrors', {
      type: [UserErrorRef],
      description: 'Why nothing was changed; empty when the change was made.',
      extensions: { cost: { listSize: { assumedSize: 1 } } },
    }),
  }),
})

const CreateApiKeyInputRef = builder.inputType('CreateApiKeyInput', {
  description: 'Properties of a new key.',
  fields: (t) => ({
    name: t.string({
      required: true,
      description: 'Name of the app or partner that uses the key; 1 to 100 characters.',
    }),
    scopes: t.field({ type: [ScopeEnum], required: true, description: 'What it may do; at least one.' }),
    expiresAt: t.field({ type: 'DateTime', description: 'When the key expires; left out: never.' }),
    allowedOrigins: t.stringList({
      description: 'Browser origins that may use it, e.g. https://www.example.org; left out: any. At most 100.',
    }),
    allowedTopics: t.idList({
      description:
        'Topics whose articles the key may see, descendants included; left out: all topics. Topics without articles are allowed. At most 100.',
    }),
    pointsPerMinute: t.int({ description: 'Its quota; left out: 60,000.' }),
    persistedOnly: t.boolean({ defaultValue: false, description: 'Run registered documents only.' }),
  }),
})

const RotateApiKeyInputRef = builder.inputType('RotateApiKeyInput', {
  description: 'Which key gets a new secret.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The id of the key.' }),
    overlapSeconds: t.int({
      defaultValue: 604_800,
      description:
        'How many seconds the old secret keeps working: 0 to 7,776,000 (90 days), default one week. Still older secrets work no longer than that. With 0, all former secrets end at once.',
    }),
  }),
})

const UpdateApiKeyInputRef = builder.inputType('UpdateApiKeyInput', {
  description: 'Which key to change, and how. A field that is left out stays as it is.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The id of the key.' }),
    name: t.string({ description: 'Name of the app or partner that uses the key; 1 to 100 characters.' }),
    scopes: t.field({ type: [ScopeEnum], description: 'What it may do from now on: some of what it may do now.' }),
    expiresAt: t.field({ type: 'DateTime', description: 'When the key expires; null: never.' }),
    allowedOrigins: t.stringList({ description: 'Browser origins that may use it; null: any. At most 100.' }),
    allowedTopics: t.idList({
      description: 'Topics whose articles it may see, descendants included; null: all. At most 100.',
    }),
    pointsPerMinute: t.int({ description: 'Its quota, 1 to 1,000,000,000.' }),
    persistedOnly: t.boolean({ description: 'Run registered documents only.' }),
  }),
})

const RevokeApiKeyInputRef = builder.inputType('RevokeApiKeyInput', {
  description: 'Which key to revoke.',
  fields: (t) => ({ id: t.id({ required: true, description: 'The id of the key.' }) }),
})

builder.queryFields((t) => ({
  apiKeys: t.field({
    type: [ApiKeyRef],
    nullable: true,
    description: 'All keys, the newest first, at most 1,000. Needs scope KEYS_ADMIN.',
    args: {
      includeRevoked: t.arg.boolean({ defaultValue: false, description: 'True: also revoked keys.' }),
    },
    extensions: { ...listCost(50), ...privateToCaller },
    resolve: (_root, { includeRevoked }, context) => {
      requireScope(context, 'KEYS_ADMIN')
      return context.keys.list(includeRevoked === true)
    },
  }),
}))

builder.mutationFields((t) => ({
  createApiKey: t.field({
    type: ApiKeySecretPayloadRef,
    nullable: true,
    description: 'Makes a key. The secret is shown in this answer only. Needs scope KEYS_ADMIN.',
    args: { input: t.arg({ type: CreateApiKeyInputRef, required: true, description: 'What it is to be.' }) },
    resolve: (_root, { input }, context) => {
      requireScope(context, 'KEYS_ADMIN')
      return context.keys.create({
        name: input.name,
        scopes: input.scopes,
        expiresAt: input.expiresAt ?? null,
        allowedOrigins: input.allowedOrigins ?? null,
        allowedTopicIds: topicIdsOf(input.allowedTopics),
        pointsPerMinute: input.pointsPerMinute ?? null,
        persistedOnly: input.persistedOnly === true,
      })
    },
  }),
  rotateApiKey: t.field({
    type: ApiKeySecretPayloadRef,
    nullable: true,
    description:
      'Makes a new secret for a key. The old secret works for overlapSeconds more, for content only: it cannot change keys. Needs scope KEYS_ADMIN; a key may also rotate itself.',
    args: { input: t.arg({ type: RotateApiKeyInputRef, required: true, description: 'Which key.' }) },
    resolve: (_root, { input }, context) => {
      const id = idOf('ApiKey', input.id)
      if (id === null || !mayAdminister(context, id)) requireScope(context, 'KEYS_ADMIN')
      requireCurrentSecret(context)
      return id === null ? noSuchKey() : context.keys.rotate(id, input.overlapSeconds ?? 604_800)
    },
  }),
  updateApiKey: t.field({
    type: ApiKeyPayloadRef,
    nullable: true,
    description:
      'Changes a key, on every gateway within half a second. Its secrets stay valid. A key can only lose scopes; for more scopes, make a new key. Needs scope KEYS_ADMIN.',
    args: { input: t.arg({ type: UpdateApiKeyInputRef, required: true, description: 'Which key, and how.' }) },
    resolve: (_root, { input }, context) => {
      requireScope(context, 'KEYS_ADMIN')
      const id = idOf('ApiKey', input.id)
      return id === null ? noSuchKey() : context.keys.update(id, changesOf(input))
    },
  }),
  revokeApiKey: t.field({
    type: ApiKeyPayloadRef,
    nullable: true,
    description: 'Revokes a key for good, on every gateway within half a second. Needs scope KEYS_ADMIN.',
    args: { input: t.arg({ type: RevokeApiKeyInputRef, required: true, description: 'Which key.' }) },
    resolve: (_root, { input }, context) => {
      requireScope(context, 'KEYS_ADMIN')
      const id = idOf('ApiKey', input.id)
      return id === null ? noSuchKey() : context.keys.revoke(id)
    },
  }),
}))

/** What is named: null takes a limit away, and where there has to be a value it leaves that as it is. */
function changesOf(input: typeof UpdateApiKeyInputRef.$inferInput): Partial<CreateApiKeyInput> {
  const { name, scopes, expiresAt, allowedOrigins, allowedTopics, pointsPerMinute, persistedOnly } = input
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(scopes ? { scopes } : {}),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(allowedOrigins === undefined ? {} : { allowedOrigins }),
    ...(allowedTopics === undefined ? {} : { allowedTopicIds: topicIdsOf(allowedTopics) }),
    ...(typeof pointsPerMinute === 'number' ? { pointsPerMinute } : {}),
    ...(typeof persistedOnly === 'boolean' ? { persistedOnly } : {}),
  }
}

/** An id of another type is no topic, and there is no row 0: the answer says it is not known. */
function topicIdsOf(topics: readonly string[] | null | undefined): readonly number[] | null {
  return topics?.map((id) => idOf('Topic', id) ?? 0) ?? null
}

function noSuchKey(): { apiKey: ApiKey | null; secret: null; userErrors: readonly UserError[] } {
  const message = 'There is no such API key.'
  return { apiKey: null, secret: null, userErrors: [{ code: 'NOT_FOUND', message, path: ['id'] }] }
}
