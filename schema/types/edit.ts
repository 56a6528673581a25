import { listCost } from '../cost.ts'
import { ImageInput } from '../inputs/article-write-inputs.ts'
import { builder } from '../builder/builder.ts'
import type { Context, EditedNoun, Merge } from '../context.ts'
import { AuthorKindEnum, TopicTypeEnum } from '../builder/enums.ts'
import { badInput } from '../errors.ts'
import { idOf, toGlobalId } from '../global-id.ts'
import { AuthorRef, PublisherRef, TopicRef, UserErrorRef } from '../builder/refs.ts'
import { requireScope } from '../builder/scope.ts'
import { selectionBelow } from '../selection.ts'

const maxMerged = 50

const nounText = 'The object after the change. Null when id is null, or when the caller may not see it.'
const errorsText = 'Why nothing was changed; empty when the change was made. Paths begin at the input.'

const TopicPayloadRef = builder.objectRef<EditedNoun>('TopicPayload').implement({
  description: 'Result of a change to a topic.',
  fields: (t) => ({
    id: t.id({ nullable: true, description: idText('topic'), resolve: ({ id }) => nullableId('Topic', id) }),
    topic: t.field({
      type: TopicRef,
      nullable: true,
      description: nounText,
      resolve: ({ id }, _args, context, info) => (id === null ? null : context.topics.load(id, selectionBelow(info))),
    }),
    userErrors: t.expose('userErrors', { extensions: listCost(1), type: [UserErrorRef], description: errorsText }),
  }),
})

const AuthorPayloadRef = builder.objectRef<EditedNoun>('AuthorPayload').implement({
  description: 'Result of a change to an author.',
  fields: (t) => ({
    id: t.id({ nullable: true, description: idText('author'), resolve: ({ id }) => nullableId('Author', id) }),
    author: t.field({
      type: AuthorRef,
      nullable: true,
      description: nounText,
      resolve: ({ id }, _args, context, info) => (id === null ? null : context.authors.load(id, selectionBelow(info))),
    }),
    userErrors: t.expose('userErrors', { extensions: listCost(1), type: [UserErrorRef], description: errorsText }),
  }),
})

const PublisherPayloadRef = builder.objectRef<EditedNoun>('PublisherPayload').implement({
  description: 'Result of a change to a publisher.',
  fields: (t) => ({
    id: t.id({ nullable: true, description: idText('publisher'), resolve: ({ id }) => nullableId('Publisher', id) }),
    publisher: t.field({
      type: PublisherRef,
      nullable: true,
      description: nounText,
      resolve: ({ id }, _args, context, info) =>
        id === null ? null : context.publishers.load(id, selectionBelow(info)),
    }),
    userErrors: t.expose('userErrors', { extensions: listCost(1), type: [UserErrorRef], description: errorsText }),
  }),
})

const UpdateTopicInput = builder.inputType('UpdateTopicInput', {
  description: 'Which topic to change, and how. A field that is left out stays as it is.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The id of the topic.' }),
    name: t.string({ description: 'As readers see it; at most 200 characters.' }),
    slug: t.string({ description: 'Readable name for use in addresses; unique in this gateway.' }),
    path: t.string({
      description:
        'From the root, e.g. world/asia: moves the topic with all that is below it. The topic above has to exist.',
    }),
    type: t.field({ type: TopicTypeEnum, description: 'What it stands for.' }),
    description: t.string({ description: 'A sentence or two, plain text; null: none.' }),
    sameAs: t.field({ type: ['URL'], description: 'The same concept elsewhere, at most 20; null: nowhere.' }),
  }),
})

const UpdateAuthorInput = builder.inputType('UpdateAuthorInput', {
  description: 'Which author to change, and how. A field that is left out stays as it is.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The id of the author.' }),
    name: t.string({ description: 'As printed; at most 200 characters.' }),
    slug: t.string({ description: 'Readable name for use in addresses; unique in this gateway.' }),
    kind: t.field({ type: AuthorKindEnum, description: 'A person or an organisation.' }),
    jobTitle: t.string({ description: 'E.g. Moscow correspondent; null: none.' }),
    bio: t.string({ description: 'A few sentences, plain text; null: none.' }),
    url: t.field({ type: 'URL', description: "The author's page; null: none." }),
    image: t.field({ type: ImageInput, description: 'A portrait or a logo; null: none.' }),
  }),
})

const UpdatePublisherInput = builder.inputType('UpdatePublisherInput', {
  description: 'Which publisher to change, and how. A field that is left out stays as it is.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The id of the publisher.' }),
    name: t.string({ description: 'As printed; at most 200 characters.' }),
    slug: t.string({ description: 'Readable name for use in addresses; unique in this gateway.' }),
    url: t.field({ type: 'URL', description: 'The front page; null: none.' }),
    language: t.field({ type: 'LanguageTag', description: 'What most of it is written in; null: not said.' }),
    imprint: t.string({ description: 'The imprint as the law asks for it, plain text; null: none.' }),
    email: t.string({ description: 'Where to write to; null: nowhere.' }),
  }),
})

const MergeTopicsInput = builder.inputType('MergeTopicsInput', {
  description: 'Topics to merge.',
  fields: (t) => ({
    from: t.idList({
      required: true,
      description: 'Ids of the topics that are merged into it and then removed, at most 50.',
    }),
    into: t.id({ required: true, description: 'The id of the topic that stays; none of the others is above it.' }),
  }),
})

const MergeAuthorsInput = builder.inputType('MergeAuthorsInput', {
  description: 'Authors to merge.',
  fields: (t) => ({
    from: t.idList({
      required: true,
      description: 'Ids of the authors that are merged into it and then removed, at most 50.',
    }),
    into: t.id({ required: true, description: 'The id of the author who stays.' }),
  }),
})

builder.mutationFields((t) => ({
  updateTopic: t.field({
    type: TopicPayloadRef,
    nullable: true,
    description:
      'Changes a topic. Later imports do not change what was set here. Former slugs and paths still lead to the topic. Idempotent. Needs scope CONTENT_PUBLISH.',
    args: { input: t.arg({ type: UpdateTopicInput, required: true, description: 'Which one, and how.' }) },
    resolve: (_root, { input: { id, ...changes } }, context) =>
      edited(context, 'Topic', id, (row) => context.edit.updateTopic(row, changes)),
  }),
  updateAuthor: t.field({
    type: AuthorPayloadRef,
    nullable: true,
    description:
      'Changes an author. Later imports do not change what was set here, and recognise the former name. Former slugs and pages still lead to the author. Idempotent. Needs scope CONTENT_PUBLISH.',
    args: { input: t.arg({ type: UpdateAuthorInput, required: true, description: 'Which one, and how.' }) },
    resolve: (_root, { input: { id, ...changes } }, context) =>
      edited(context, 'Author', id, (row) => context.edit.updateAuthor(row, changes)),
  }),
  updatePublisher: t.field({
    type: PublisherPayloadRef,
    nullable: true,
    description:
      'Changes a publisher. Later imports do not change what was set here, and recognise the former name. Former slugs and front pages still lead to the publisher. Idempotent. Needs scope CONTENT_PUBLISH.',
    args: { input: t.arg({ type: UpdatePublisherInput, required: true, description: 'Which one, and how.' }) },
    resolve: (_root, { input: { id, ...changes } }, context) =>
      edited(context, 'Publisher', id, (row) => context.edit.updatePublisher(row, changes)),
  }),
  mergeTopics: t.field({
    type: TopicPayloadRef,
    nullable: true,
    description:
      'Merges several topics into one. This topic gets their articles and the topics below them. Keys that were limited to them are limited to this topic. Their slugs and paths then lead to this topic, in imports too. Idempotent. Needs scope CONTENT_PUBLISH.',
    args: { input: t.arg({ type: MergeTopicsInput, required: true, description: 'Which ones.' }) },
    resolve: (_root, { input }, context) =>
      edited(
        context,
        'Topic',
        input.into,
        (into) => context.edit.mergeTopics(mergeOf('Topic', input.from, into)),
        'into',
      ),
  }),
  mergeAuthors: t.field({
    type: AuthorPayloadRef,
    nullable: true,
    description:
      'Merges several authors into one. This author gets their articles, and the data that only they have. Their slugs, pages and names then lead to this author, in imports too. Idempotent. Needs scope CONTENT_PUBLISH.',
    args: { input: t.arg({ type: MergeAuthorsInput, required: true, description: 'Which ones.' }) },
    resolve: (_root, { input }, context) =>
      edited(
        context,
        'Author',
        input.into,
        (into) => context.edit.mergeAuthors(mergeOf('Author', input.from, into)),
        'into',
      ),
  }),
}))

type EditedType = 'Topic' | 'Author' | 'Publisher'

async function edited(
  context: Context,
  type: EditedType,
  globalId: string,
  apply: (id: number) => Promise<EditedNoun>,
  field = 'id',
): Promise<EditedNoun> {
  requireScope(context, 'CONTENT_PUBLISH')
  const id = idOf(type, globalId)
  if (id !== null) return await apply(id)
  const message = `This id is not that of ${type === 'Author' ? 'an' : 'a'} ${type.toLowerCase()}.`
  return { id: null, userErrors: [{ code: 'NOT_FOUND', message, path: [field] }] }
}

/** An id of another type is no row, and there is no row 0: the answer says that it is not known. Throws BAD_USER_INPUT. */
function mergeOf(type: EditedType, from: readonly string[], into: number): Merge {
  if (from.length > maxMerged) throw badInput(`input.from takes at most ${maxMerged} ids.`)
  return { from: from.map((id) => idOf(type, id) ?? 0), into }
}

function nullableId(type: EditedType, id: number | null): string | null {
  return id === null ? null : toGlobalId(type, id)
}

function idText(noun: string): string {
  return `The id of the ${noun}, also where the caller may not see it; null where userErrors say why not.`
}
