import type { AuthorInput } from '../../../schema/models.ts'
import { nameKey } from '../../text/keys.ts'
import type { NormalisedAuthor } from '../../db/write/normalised.ts'
import { webUrl } from './address.ts'
import { image } from './image.ts'
import { limits } from './limits.ts'
import { within } from './lists.ts'
import type { Path, Problems } from './problems.ts'
import { slugFrom } from './slug.ts'
import { line, lines, requiredLine } from './text.ts'

/** Authors in byline order; one who is named twice stands once, with what either mention knew. */
export function authors(
  inputs: readonly AuthorInput[] | null | undefined,
  path: Path,
  problems: Problems,
): readonly NormalisedAuthor[] {
  const byKey = new Map<string, NormalisedAuthor>()
  for (const [index, input] of within(inputs, limits.authors, path, problems).entries()) {
    const author = read(input, [...path, index], problems)
    const known = byKey.get(author.nameKey)
    byKey.set(author.nameKey, known === undefined ? author : merge(known, author))
  }
  return [...byKey.values()]
}

function read(input: AuthorInput, path: Path, problems: Problems): NormalisedAuthor {
  const name = requiredLine(input.name, [...path, 'name'], limits.nameChars, problems)
  return {
    name,
    nameKey: nameKey(name),
    slugFromName: slugFrom(name, 'author'),
    kind: input.kind ?? 'PERSON',
    jobTitle: line(input.jobTitle, [...path, 'jobTitle'], limits.nameChars, problems),
    bio: lines(input.bio, [...path, 'bio'], limits.textChars, problems),
    url: webUrl(input.url, [...path, 'url'], problems),
    image: image(input.image, [...path, 'image'], problems),
  }
}

/** One author from two mentions: the earlier value of each field, else the later one. */
function merge(earlier: NormalisedAuthor, later: NormalisedAuthor): NormalisedAuthor {
  return {
    ...earlier,
    jobTitle: earlier.jobTitle ?? later.jobTitle,
    bio: earlier.bio ?? later.bio,
    url: earlier.url ?? later.url,
    image: earlier.image ?? later.image,
  }
}
