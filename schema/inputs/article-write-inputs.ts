import { builder } from '../builder/builder.ts'
import {
  ArticleTypeEnum,
  AuthorKindEnum,
  PublicationStatusEnum,
  RelatedLinkKindEnum,
  TopicTypeEnum,
} from '../builder/enums.ts'

/** What a source calls an article, in another source or its own. */
export const ExternalIdInput = builder.inputType('ExternalIdInput', {
  description: 'The id of an article in its source.',
  fields: (t) => ({
    source: t.string({ required: true, description: 'Name of the source, as it was given at import.' }),
    value: t.string({ required: true, description: 'The id within that source.' }),
  }),
})

const PublisherInput = builder.inputType('PublisherInput', {
  description: 'The publisher of an article. It is found by slug, else by name, and created when it is unknown.',
  fields: (t) => ({
    slug: t.string({ description: 'Made from the name where left out.' }),
    name: t.string({ required: true, description: 'As printed; at most 200 characters.' }),
    url: t.field({ type: 'URL', description: 'The front page.' }),
    language: t.field({ type: 'LanguageTag', description: 'What most of it is written in.' }),
    imprint: t.string({ description: 'The imprint as the law asks for it, plain text.' }),
    email: t.string({ description: 'Where to write to.' }),
  }),
})

/** A picture at an address. */
export const ImageInput = builder.inputType('ImageInput', {
  description: 'A picture at an address.',
  fields: (t) => ({
    url: t.field({ type: 'URL', required: true, description: 'Where the picture is.' }),
    alt: t.string({ defaultValue: '', description: 'What it shows, for those who cannot see it.' }),
    width: t.int({ description: 'In pixels.' }),
    height: t.int({ description: 'In pixels.' }),
    caption: t.string({ description: 'The text under the picture.' }),
    credit: t.string({ description: 'Who made it or owns it.' }),
  }),
})

const CorrectionInput = builder.inputType('CorrectionInput', {
  description: 'An error in the article that was corrected.',
  fields: (t) => ({
    text: t.string({ required: true, description: 'The correction in plain text.' }),
    date: t.field({ type: 'DateTime', required: true, description: 'When the key was made.' }),
  }),
})

const BodyInput = builder.inputType('BodyInput', {
  description: 'The whole body in exactly one form. At most 2 MB. It is sanitised before it is stored.',
  isOneOf: true,
  fields: (t) => ({
    html: t.string({ description: 'HTML; scripts, forms, frames and styles are dropped.' }),
    markdown: t.string({ description: 'CommonMark.' }),
    plainText: t.string({ description: 'Text alone, paragraphs divided by an empty line.' }),
  }),
})

const AuthorInput = builder.inputType('AuthorInput', {
  description: 'An author, found by name within the publisher; created if unknown.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'As printed; at most 200 characters.' }),
    kind: t.field({ type: AuthorKindEnum, defaultValue: 'PERSON', description: 'A person or an organisation.' }),
    url: t.field({ type: 'URL', description: "The author's page." }),
    jobTitle: t.string({ description: 'E.g. Moscow correspondent. Left out: stays as it is.' }),
    bio: t.string({ description: 'A few sentences, plain text. Left out: stays as it is.' }),
    image: t.field({ type: ImageInput, description: 'A portrait or a logo. Left out: stays as it is.' }),
  }),
})

const TopicInput = builder.inputType('TopicInput', {
  description: 'A topic, found by path; missing ones are created, their parents too.',
  fields: (t) => ({
    path: t.string({ required: true, description: 'From the root, e.g. world/asia/kazakhstan; at most 10 levels.' }),
    name: t.string({ description: 'As readers see it; made from the path where left out.' }),
    names: t.stringList({
      description:
        'Names for the levels of the path, from the root down, one for each level. Only needed where a name differs from its part of the path.',
    }),
    type: t.field({ type: TopicTypeEnum, defaultValue: 'KEYWORD', description: 'What it stands for.' }),
    description: t.string({ description: 'A sentence or two, plain text. Left out: stays as it is.' }),
    sameAs: t.field({ type: ['URL'], description: 'The same concept elsewhere. Left out: stays as it is.' }),
  }),
})

/** One editorial link. */
export const RelatedLinkInput = builder.inputType('RelatedLinkInput', {
  description: 'A link under an article. It is connected to its target as soon as the gateway has that article.',
  fields: (t) => ({
    url: t.field({ type: 'URL', description: 'Left out: found by its title within the same publisher.' }),
    title: t.string({ required: true, description: 'Name as printed.' }),
    byline: t.string({ description: 'Who made the target, as printed.' }),
    kind: t.field({ type: RelatedLinkKindEnum, defaultValue: 'ARTICLE', description: 'What it leads to.' }),
  }),
})

/** One article as a source supplies it; the importers' NDJSON lines and the JSON Schema are made from it as well. */
export const ArticleInput = builder.inputType('ArticleInput', {
  description:
    'An article as its source has it. The input replaces the whole article: a field that is left out becomes empty.',
  fields: (t) => ({
    externalId: t.string({
      required: true,
      description:
        'Id of the article in its source, 1 to 512 characters. The article is recognised by it at the next import.',
    }),
    url: t.field({ type: 'URL', description: "Stable address on the publisher's site." }),
    publisher: t.field({
      type: PublisherInput,
      description: 'The publisher of the article. Left out: the only publisher of the source.',
    }),
    slug: t.string({
      description: 'Left out: made from the headline. When another article has the same slug, -2 is added.',
    }),
    status: t.field({
      type: PublicationStatusEnum,
      description:
        'Left out: PUBLISHED, but a WITHDRAWN article stays WITHDRAWN. SCHEDULED means the same as PUBLISHED with a datePublished in the future.',
    }),
    aliases: t.field({ type: ['URL'], description: 'Other addresses of the same article, at most 50.' }),
    translationOf: t.field({ type: ExternalIdInput, description: 'The same story in another language.' }),
    corrections: t.field({ type: [CorrectionInput], description: 'Corrections of errors in the article, at most 50.' }),
    dateModified: t.field({
      type: 'DateTime',
      description: 'Last change in the source. Left out: the time of this change.',
    }),
    headline: t.string({ required: true, description: 'Plain text, 1 to 500 characters.' }),
    kicker: t.string({ description: 'Short label above the headline, at most 200 characters.' }),
    standfirst: t.string({ description: 'Paragraph under the headline, at most 2,000 characters.' }),
    summary: t.string({ description: 'Teaser, at most 1,000 characters. Left out: made from the body.' }),
    byline: t.string({ description: 'Credit line as published. Left out: it is built from the authors.' }),
    body: t.field({ type: BodyInput, description: 'The whole body.' }),
    language: t.field({ type: 'LanguageTag', required: true, description: 'What it is written in.' }),
    type: t.field({ type: ArticleTypeEnum, defaultValue: 'ARTICLE', description: 'What form it has.' }),
    authors: t.field({ type: [AuthorInput], description: 'In byline order, at most 50.' }),
    topics: t.field({ type: [TopicInput], description: "In the publisher's order, at most 50." }),
    relatedLinks: t.field({ type: [RelatedLinkInput], description: "Editors' links in their order, at most 100." }),
    image: t.field({ type: ImageInput, description: 'The main picture.' }),
    datePublished: t.field({
      type: 'DateTime',
      description: 'First publication. An instant in the future schedules the article.',
    }),
    embargoedUntil: t.field({ type: 'DateTime', description: 'Nobody sees the article before this instant.' }),
    isAccessibleForFree: t.boolean({ defaultValue: true, description: 'May everybody read the body?' }),
    viewCount: t.int({ description: 'Number of views. A new number changes neither dateModified nor the outcome.' }),
  }),
})
