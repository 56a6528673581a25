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

const nounText = 'As it is now; null where id is, and where it is not visible to the caller.'
const errorsText = 'Why nothing was changed; empty where it was. Paths begin at the input.'

const TopicPayloadRef = builder.objectRef<EditedNoun>('TopicPayload').implement({
  description: 'What became of an edit of a topic.',
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
  description: 'What became of an edit of an author.',
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
  description: 'What became of an edit of a publisher.',
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
  description: 'Which topic to change, and how. What is left out stays as it is.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The id of the topic.' }),
    name: t.string({ description: 'As readers see it; at most 200 characters.' }),
    slug: t.string({ description: 'Readable name in addresses, unique across the gateway.' }),
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
  description: 'Which author to change, and how. What is left out stays as it is.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The id of the author.' }),
    name: t.string({ description: 'As printed; at most 200 characters.' }),
    slug: t.string({ description: 'Readable name in addresses, unique across the gateway.' }),
    kind: t.field({ type: AuthorKindEnum, description: 'A person or an organisation.' }),
    jobTitle: t.string({ description: 'E.g. Moscow correspondent; null: none.' }),
    bio: t.string({ description: 'A few sentences, plain text; null: none.' }),
    url: t.field({ type: 'URL', description: "The author's page; null: none." }),
    image: t.field({ type: ImageInput, description: 'A portrait or a logo; null: none.' }),
  }),
})

const UpdatePublisherInput = builder.inputType('UpdatePublisherInput', {
  description: 'Which publisher to change, and how. What is left out stays as it is.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The id of the publisher.' }),
    name: t.string({ description: 'As printed; at most 200 characters.' }),
    slug: t.string({ description: 'Readable name in addresses, unique across the gateway.' }),
    url: t.field({ type: 'URL', description: 'The front page; null: none.' }),
    language: t.field({ type: 'LanguageTag', description: 'What most of it is written in; null: not said.' }),
    imprint: t.string({ description: 'The imprint as the law asks for it, plain text; null: none.' }),
    email: t.string({ description: 'Where to write to; null: nowhere.' }),
  }),
})

const MergeTopicsInput = builder.inputType('MergeTopicsInput', {
  description: 'Which topics are one.',
  fields: (t) => ({
    from: t.idList({ required: true, description: 'Ids of the topics that are given up, at most 50.' }),
    into: t.id({ required: true, description: 'The id of the topic that stays; none of the others is above it.' }),
  }),
})

const MergeAuthorsInput = builder.inputType('MergeAuthorsInput', {
  description: 'Which authors are one.',
  fields: (t) => ({
    from: t.idList({ required: true, description: 'Ids of the authors that are given up, at most 50.' }),
    into: t.id({ required: true, description: 'The id of the author who stays.' }),
  }),
})

builder.mutationFields((t) => ({
  updateTopic: t.field({
    type: TopicPayloadRef,
    nullable: true,
    description:
      'Changes a topic: imports leave alone what was set here. Former slugs and paths still lead to it. Idempotent. Scope CONTENT_PUBLISH.',
    args: { input: t.arg({ type: UpdateTopicInput, required: true, description: 'Which one, and how.' }) },
    resolve: (_root, { input: { id, ...changes } }, context) =>
      edited(context, 'Topic', id, (row) => context.edit.updateTopic(row, changes)),
  }),
  updateAuthor: t.field({
    type: AuthorPayloadRef,
    nullable: true,
    description:
      'Changes an author: imports leave alone what was set here, and take the former name for this author. Former slugs and pages still lead there. Idempotent. Scope CONTENT_PUBLISH.',
    args: { input: t.arg({ type: UpdateAuthorInput, required: true, description: 'Which one, and how.' }) },
    resolve: (_root, { input: { id, ...changes } }, context) =>
      edited(context, 'Author', id, (row) => context.edit.updateAuthor(row, changes)),
  }),
  updatePublisher: t.field({
    type: PublisherPayloadRef,
    nullable: true,
    description:
      'Changes a publisher: imports leave alone what was set here, and take the former name for this publisher. Former slugs and front pages still lead there. Idempotent. Scope CONTENT_PUBLISH.',
    args: { input: t.arg({ type: UpdatePublisherInput, required: true, description: 'Which one, and how.' }) },
    resolve: (_root, { input: { id, ...changes } }, context) =>
      edited(context, 'Publisher', id, (row) => context.edit.updatePublisher(row, changes)),
  }),
  mergeTopics: t.field({
    type: TopicPayloadRef,
    nullable: true,
    description:
      'Makes several topics one: it gets their articles and what is below them, keys that are limited to them are limited to it, and their slugs and paths lead there, in imports too. Idempotent. Scope CONTENT_PUBLISH.',
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
      'Makes several authors one, who gets their articles and what is known of them alone; their slugs, pages and names lead there, in imports too. Idempotent. Scope CONTENT_PUBLISH.',
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
