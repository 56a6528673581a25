import type { RelatedLinkInput } from '../../../schema/models.ts'
import { titleKey } from '../../text/keys.ts'
import type { NormalisedLink } from '../../db/write/normalised.ts'
import { address } from './address.ts'
import { limits } from './limits.ts'
import { within } from './lists.ts'
import type { Path, Problems } from './problems.ts'
import { line, requiredLine } from './text.ts'

/** Related links in their order; a link that stands twice (same address, or same title without one) is kept once. */
export function relatedLinks(
  inputs: readonly RelatedLinkInput[] | null | undefined,
  path: Path,
  problems: Problems,
): readonly NormalisedLink[] {
  const byKey = new Map<string, NormalisedLink>()
  for (const [index, input] of within(inputs, limits.relatedLinks, path, problems).entries()) {
    const link = read(input, [...path, index], problems)
    const key = link.urlKey ?? `title ${link.titleKey}`
    if (!byKey.has(key)) byKey.set(key, link)
  }
  return [...byKey.values()]
}

function read(input: RelatedLinkInput, path: Path, problems: Problems): NormalisedLink {
  const title = requiredLine(input.title, [...path, 'title'], limits.headlineChars, problems)
  const url = address(input.url, [...path, 'url'], problems)
  return {
    title,
    titleKey: titleKey(title),
    url: url?.url ?? null,
    urlKey: url?.key ?? null,
    byline: line(input.byline, [...path, 'byline'], limits.bylineChars, problems),
    kind: input.kind ?? 'ARTICLE',
  }
}
