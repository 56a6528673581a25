import { builder } from './builder.ts'
import {
  articleOrderFields,
  articleTypes,
  authorKinds,
  bodyFormats,
  orderDirections,
  publicationStatuses,
  relatedLinkKinds,
  relatedLinkOrigins,
  scopes,
  topicTypes,
  upsertOutcomes,
  userErrorCodes,
} from '../models.ts'

/** An enum whose every value says what it means; the compiler asks for the description of a new one. */
export function describedEnum<const Values extends readonly string[]>(
  name: string,
  description: string,
  values: Values,
  descriptions: Readonly<Record<Values[number], string>>,
) {
  const entries = values.map((value) => [value, { value, description: descriptions[value as Values[number]] }])
  return builder.enumType(name, {
    description,
    values: Object.fromEntries(entries) as { [Value in Values[number]]: { value: Value; description: string } },
  })
}

export const ArticleTypeEnum = describedEnum('ArticleType', 'What form an article has.', articleTypes, {
  ARTICLE: 'Text, with or without pictures.',
  LIVEBLOG: 'Text that grows while something happens.',
  GALLERY: 'A series of pictures.',
  VIDEO: 'Moving pictures come first.',
  AUDIO: 'Sound comes first, e.g. a podcast episode.',
  INTERACTIVE: 'Something to use: a map, a calculator, a quiz.',
})

export const PublicationStatusEnum = describedEnum(
  'PublicationStatus',
  'Status of an article, from draft to withdrawn.',
  publicationStatuses,
  {
    DRAFT: 'Not finished. Visible only with scope CONTENT_PREVIEW.',
    SCHEDULED:
      'Finished, but its publication or the end of its embargo is in the future. Visible only with scope CONTENT_PREVIEW.',
    PUBLISHED: 'Published: everybody may see it.',
    WITHDRAWN: 'Withdrawn by the publisher. Visible only with scope CONTENT_PREVIEW.',
  },
)

export const ArticleOrderFieldEnum = describedEnum(
  'ArticleOrderField',
  'What articles are ordered by.',
  articleOrderFields,
  {
    DATE_PUBLISHED: 'First publication. When the source does not say it, the time of import counts.',
    DATE_MODIFIED: 'Last change of any kind.',
    VIEW_COUNT: 'Number of views. When the source does not say it, it counts as 0.',
  },
)

export const OrderDirectionEnum = describedEnum('OrderDirection', 'Which end comes first.', orderDirections, {
  ASC: 'Smallest or earliest first.',
  DESC: 'Largest or latest first.',
})

export const BodyFormatEnum = describedEnum('BodyFormat', 'What a body is written in.', bodyFormats, {
  HTML: 'Sanitised HTML, safe to place in a page.',
  MARKDOWN: 'CommonMark, made from the same tree.',
  PLAIN_TEXT: 'Text alone, paragraphs divided by an empty line.',
})

export const AuthorKindEnum = describedEnum('AuthorKind', 'Who an author is.', authorKinds, {
  PERSON: 'A human being.',
  ORGANISATION: 'A newsroom or an agency.',
})

export const TopicTypeEnum = describedEnum('TopicType', 'What a topic stands for.', topicTypes, {
  SECTION: 'A part of the publication, e.g. World.',
  KEYWORD: 'A subject.',
  SERIES: 'Articles that belong together by plan.',
  PERSON: 'A human being that is written about.',
  ORGANISATION: 'A company, party, club or body that is written about.',
  PLACE: 'Somewhere.',
  EVENT: 'Something that takes place.',
})

export const RelatedLinkKindEnum = describedEnum('RelatedLinkKind', 'What a link leads to.', relatedLinkKinds, {
  ARTICLE: 'An article.',
  VIDEO: 'A video.',
  AUDIO: 'Something to listen to.',
  GALLERY: 'A series of pictures.',
  LIVEBLOG: 'A liveblog.',
  DOCUMENT: 'A document, e.g. a PDF.',
})

export const RelatedLinkOriginEnum = describedEnum(
  'RelatedLinkOrigin',
  'Who chose a related link.',
  relatedLinkOrigins,
  {
    EDITORIAL: 'The editors.',
    COMPUTED:
      'The gateway chose it. Links in the text come first, then articles with shared topics, similar text, the same language and a similar age.',
  },
)

export const UpsertOutcomeEnum = describedEnum(
  'UpsertOutcome',
  'Result of an upsert for one article.',
  upsertOutcomes,
  {
    CREATED: 'The article is new.',
    UPDATED: 'The article has changed.',
    NOOP: 'The article is unchanged.',
    REJECTED: 'The article was rejected; userErrors says why. An earlier version stays as it was.',
  },
)

export const UserErrorCodeEnum = describedEnum('UserErrorCode', 'What is wrong with an input.', userErrorCodes, {
  REQUIRED: 'A required value is missing.',
  INVALID: 'The value does not have the required form.',
  TOO_LONG: 'The value is longer than the limit in the message.',
  NOT_FOUND: 'The object that it names does not exist.',
  DUPLICATE: 'The value is there twice.',
  CONFLICT: 'Another object already has this value, e.g. the address.',
  NOT_ALLOWED: 'The caller may not make this change.',
})

export const ScopeEnum = describedEnum('Scope', 'What a caller may do.', scopes, {
  CONTENT_READ: 'See published content, and the bodies of free articles.',
  CONTENT_BODY: 'Read the bodies of articles that are not free.',
  CONTENT_PREVIEW: 'See drafts, scheduled, embargoed and withdrawn articles. Needs CONTENT_READ beside it.',
  CONTENT_WRITE: 'Create and replace articles and their links, in any status.',
  CONTENT_PUBLISH: 'Publish and withdraw articles; change and merge topics, authors and publishers.',
  KEYS_ADMIN: 'Make, see, rotate and revoke API keys.',
})
