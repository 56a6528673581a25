import type { TopicInput } from '../../../schema/models.ts'
import type { NormalisedTopic } from '../../db/write/normalised.ts'
import { webUrl } from './address.ts'
import { limits } from './limits.ts'
import { within } from './lists.ts'
import type { Path, Problems } from './problems.ts'
import { nameFromSegment, topicSegment } from './slug.ts'
import { line, lines } from './text.ts'

/** Topics in the publisher's order, each path once; segments that are no slugs are made into some. */
export function topics(
  inputs: readonly TopicInput[] | null | undefined,
  path: Path,
  problems: Problems,
): readonly NormalisedTopic[] {
  const byPath = new Map<string, NormalisedTopic>()
  for (const [index, input] of within(inputs, limits.topics, path, problems).entries()) {
    const topic = read(input, [...path, index], problems)
    if (topic !== null && !byPath.has(topic.path)) byPath.set(topic.path, topic)
  }
  return [...byPath.values()]
}

/** The path of a topic as it is stored, and its parts as they were supplied; null with a problem where it is none. */
export function topicPath(
  value: string,
  at: Path,
  problems: Problems,
): { readonly joined: string; readonly segments: readonly string[]; readonly parts: readonly string[] } | null {
  const before = problems.found.length
  const text = line(value, at, limits.topicPathChars, problems)
  const parts = (text ?? '')
    .split('/')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const segments = parts.map(topicSegment)
  if (segments.length === 0 || segments.includes('')) {
    if (problems.found.length > before) return null
    return problems.add('INVALID', at, 'path must be slugs from the root joined by "/", like world/asia.')
  }
  if (segments.length > limits.topicDepth) {
    return problems.add(
      'TOO_LONG',
      at,
      `path has ${segments.length} levels; at most ${limits.topicDepth} are accepted.`,
    )
  }
  const joined = segments.join('/')
  if (joined.length > limits.topicPathChars) {
    return problems.add(
      'TOO_LONG',
      at,
      `path has ${joined.length} characters; at most ${limits.topicPathChars} are accepted.`,
    )
  }
  return { joined, segments, parts }
}

function read(input: TopicInput, path: Path, problems: Problems): NormalisedTopic | null {
  const found = topicPath(input.path, [...path, 'path'], problems)
  if (found === null) return null
  const { joined, segments, parts } = found
  const provided = names(input.names, parts.length, [...path, 'names'], problems)
  const name = line(input.name, [...path, 'name'], limits.nameChars, problems) ?? provided.at(parts.length - 1) ?? null
  return {
    path: joined,
    names: parts.map((part, level) => nameOf(part, segments[level] ?? part, level === parts.length - 1 ? name : null)),
    name,
    namesAbove: parts.slice(0, -1).map((_, level) => provided[level] ?? null),
    type: input.type ?? null,
    description: lines(input.description, [...path, 'description'], limits.textChars, problems),
    sameAs: sameAs(input.sameAs, [...path, 'sameAs'], problems),
  }
}

function names(
  values: readonly string[] | null | undefined,
  levels: number,
  path: Path,
  problems: Problems,
): readonly (string | null)[] {
  return within(values, levels, path, problems).map((value, level) =>
    line(value, [...path, level], limits.nameChars, problems),
  )
}

function nameOf(part: string, segment: string, supplied: string | null): string {
  return supplied ?? (part === segment ? nameFromSegment(segment) : part.slice(0, limits.nameChars).toWellFormed())
}

/** Addresses of the same concept elsewhere, each once; null where they are left out. */
export function sameAs(
  values: readonly string[] | null | undefined,
  path: Path,
  problems: Problems,
): readonly string[] | null {
  if (values === null || values === undefined) return null
  const urls = within(values, limits.sameAs, path, problems).map((value, index) =>
    webUrl(value, [...path, index], problems),
  )
  return [...new Set(urls.filter((url) => url !== null))]
}
