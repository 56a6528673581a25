import { nodeTypes, parseGlobalId, toGlobalId } from '../../schema/global-id.ts'
import { readArticleListArgs } from '../../schema/list-args.ts'
import type { Dependencies } from './dependencies.ts'

/**
 * The tags of one answer: those of its operation, those that its arguments say, and those of every object whose id is in it; sorted. Null:
 * the answer is for who asked alone. `text` is the answer as JSON; `argumentsOfAll` the values of `byArguments`.
 */
export function tagsOf(
  { isShared, tags: known, whenNull, listsOfAnswered }: Dependencies,
  argumentsOfAll: readonly { readonly kind: 'filtered' | 'ids'; readonly values: Readonly<Record<string, unknown>> }[],
  text: string,
): readonly string[] | null {
  if (!isShared) return null
  const tags = new Set(known)
  for (const { kind, values } of argumentsOfAll) {
    if (kind === 'ids') {
      if (namesKey(values)) return null
    } else for (const tag of filteredTags(values)) tags.add(tag)
  }
  for (const [key, own] of whenNull) if (isNullIn(text, key)) for (const tag of own) tags.add(tag)
  for (const [, id = ''] of text.matchAll(idsInText)) {
    const noun = nounOf(id)
    if (noun === null) continue
    if (noun.type === 'ApiKey') return null
    tags.add(`${noun.type.toLowerCase()}:${noun.id}`)
    if (listsOfAnswered && (noun.type === 'Topic' || noun.type === 'Author')) {
      tags.add(`articles:${noun.type.toLowerCase()}:${noun.id}`)
    }
  }
  return [...tags].toSorted()
}

/** The text holds something that is null under that key, or an item of a list that is: more than is needed at times, and never less. */
function isNullIn(text: string, key: string): boolean {
  return text.includes(`"${key}":null`) || (text.includes(`"${key}":[`) && /[[,]null/.test(text))
}

/** One of the conditions that an article has to fulfil to be in the list is enough to tell its changes. */
function filteredTags(values: Readonly<Record<string, unknown>>): string[] {
  const { topics, authors, publishers, languages } = readArticleListArgs(values).filter
  if (topics !== undefined) return topics.map((id) => `articles:topic:${id}`)
  if (authors !== undefined) return authors.map((id) => `articles:author:${id}`)
  if (publishers !== undefined) return publishers.map((id) => `articles:publisher:${id}`)
  if (languages !== undefined) return languages.map((language) => `articles:language:${language}`)
  return ['articles']
}

/** What a key is, is told to its holder, whoever else may see the same content. */
function namesKey({ id, ids }: Readonly<Record<string, unknown>>): boolean {
  const given = Array.isArray(ids) ? ids : [id]
  return given.some((one) => nounOf(String(one))?.type === 'ApiKey')
}

function nounOf(id: string): ReturnType<typeof parseGlobalId> | null {
  try {
    return parseGlobalId(id)
  } catch {
    return null
  }
}

/** Texts that begin like an id: those of a type begin with the same characters, as far as the number has no part in them. */
const idsInText = new RegExp(
  `"((?:${nodeTypes.map((type) => toGlobalId(type, 1).slice(0, Math.ceil(((type.length + 1) * 8) / 6))).join('|')})[\\w-]{1,24})"`,
  'g',
)
