import type { AuthorEdit, PublisherEdit, TopicEdit } from '../../../schema/models.ts'
import type { AuthorChanges, PublisherChanges, TopicChanges } from '../../db/write/normalised.ts'
import { webUrl } from './address.ts'
import { image } from './image.ts'
import { language } from './language.ts'
import { limits } from './limits.ts'
import type { Problems } from './problems.ts'
import { email } from './publisher.ts'
import { slug } from './slug.ts'
import { line, lines, requiredLine } from './text.ts'
import { sameAs, topicPath } from './topics.ts'

/** What is changed of a topic, checked and in the form in which it is stored; what is left out stays left out. */
export function topicChanges(input: TopicEdit, problems: Problems): TopicChanges {
  return given<TopicChanges>({
    name: required(input.name, (name) => requiredLine(name, ['name'], limits.nameChars, problems)),
    slug: required(input.slug, (value) => slug(value, ['slug'], problems)),
    path: required(input.path, (path) => topicPath(path, ['path'], problems)?.joined ?? null),
    type: input.type ?? undefined,
    description: optional(input.description, (text) => lines(text, ['description'], limits.textChars, problems)),
    sameAs: input.sameAs === undefined ? undefined : (sameAs(input.sameAs, ['sameAs'], problems) ?? []),
  })
}

/** As `topicChanges`, of an author. */
export function authorChanges(input: AuthorEdit, problems: Problems): AuthorChanges {
  return given<AuthorChanges>({
    name: required(input.name, (name) => requiredLine(name, ['name'], limits.nameChars, problems)),
    slug: required(input.slug, (value) => slug(value, ['slug'], problems)),
    kind: input.kind ?? undefined,
    jobTitle: optional(input.jobTitle, (text) => line(text, ['jobTitle'], limits.nameChars, problems)),
    bio: optional(input.bio, (text) => lines(text, ['bio'], limits.textChars, problems)),
    url: optional(input.url, (url) => webUrl(url, ['url'], problems)),
    image: optional(input.image, (picture) => image(picture, ['image'], problems)),
  })
}

/** As `topicChanges`, of a publisher. */
export function publisherChanges(input: PublisherEdit, problems: Problems): PublisherChanges {
  return given<PublisherChanges>({
    name: required(input.name, (name) => requiredLine(name, ['name'], limits.nameChars, problems)),
    slug: required(input.slug, (value) => slug(value, ['slug'], problems)),
    url: optional(input.url, (url) => webUrl(url, ['url'], problems)),
    language: optional(input.language, (tag) => language(tag, ['language'], problems)),
    imprint: optional(input.imprint, (text) => lines(text, ['imprint'], limits.textChars, problems)),
    email: optional(input.email, (address) => email(address, ['email'], problems)),
  })
}

/** Of what there has to be: null leaves it as it is. */
function required<T, R>(value: T | null | undefined, read: (value: T) => R | null): R | undefined {
  return value === null || value === undefined ? undefined : (read(value) ?? undefined)
}

/** Of what there need not be: null takes it away. */
function optional<T, R>(value: T | null | undefined, read: (value: T) => R | null): R | null | undefined {
  if (value === undefined) return undefined
  return value === null ? null : read(value)
}

function given<T extends object>(values: { readonly [Name in keyof T]?: T[Name] | undefined }): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T
}
