import type { PublisherInput } from '../../../schema/models.ts'
import { nameKey } from '../../text/keys.ts'
import { suppliedSlug } from '../../text/slug.ts'
import type { NormalisedPublisher } from '../../db/write/normalised.ts'
import { webUrl } from './address.ts'
import { language } from './language.ts'
import { limits } from './limits.ts'
import type { Path, Problems } from './problems.ts'
import { slugFrom } from './slug.ts'
import { line, lines, requiredLine } from './text.ts'

/** The publisher as supplied; null where it is left out, and the source's only publisher is meant. */
export function publisher(
  input: PublisherInput | null | undefined,
  path: Path,
  problems: Problems,
): NormalisedPublisher | null {
  if (input === null || input === undefined) return null
  const name = requiredLine(input.name, [...path, 'name'], limits.nameChars, problems)
  const slug = line(input.slug, [...path, 'slug'], limits.slugChars, problems)
  return {
    slug: slug === null ? null : suppliedSlug(slug) || null,
    slugFromName: slugFrom(name, 'publisher'),
    name,
    nameKey: nameKey(name),
    url: webUrl(input.url, [...path, 'url'], problems),
    language: language(input.language, [...path, 'language'], problems),
    imprint: lines(input.imprint, [...path, 'imprint'], limits.textChars, problems),
    email: email(input.email, [...path, 'email'], problems),
  }
}

/** An address that mail can be sent to. */
export function email(value: string | null | undefined, path: Path, problems: Problems): string | null {
  const text = line(value, path, limits.emailChars, problems)
  if (text !== null && !/^[^\s@]+@[^\s@]+$/.test(text)) {
    problems.add('INVALID', path, 'email must be an address like desk@example.org.')
  }
  return text
}

/** The source of articles for which none was named: the publisher's slug. */
export function defaultSource(input: PublisherInput): string {
  return (input.slug ? suppliedSlug(input.slug) : '') || slugFrom(input.name, 'publisher')
}
