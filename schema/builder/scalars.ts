import { GraphQLError, Kind, type ValueNode } from 'graphql'
import { badInput, shorten } from '../errors.ts'
import { builder } from './builder.ts'
import { toInstant } from '../instant.ts'

defineScalar('DateTime', {
  description:
    'RFC 3339 instant, always with an offset, e.g. 2025-11-12T18:30:00Z. Years 1000 to 9999, milliseconds at most.',
  read: toInstant,
  expected: 'an RFC 3339 instant with an offset such as "2025-11-12T18:30:00Z"',
})

defineScalar('URL', {
  description: 'Absolute http or https address of at most 2,048 characters.',
  read: (text) => (isHttpUrl(text) ? text : null),
  expected: 'an absolute http or https address of at most 2,048 characters',
})

defineScalar('LanguageTag', {
  description: 'BCP 47 language tag, e.g. it, en-GB. Compared as a whole: en is not en-GB.',
  read: canonicalLanguage,
  expected: 'a BCP 47 language tag such as "it" or "en-GB"',
})

interface TextScalar {
  readonly description: string
  /** The value of a text; null where it is not one. */
  readonly read: (text: string) => string | null
  /** What is accepted, as it ends the sentence `... is not ...`. */
  readonly expected: string
}

/** A scalar that is a text of a certain form. What is refused is named, and where it stands in the document. */
function defineScalar(name: 'DateTime' | 'URL' | 'LanguageTag', { description, read, expected }: TextScalar): void {
  const parse = (value: unknown): string => {
    if (typeof value !== 'string') throw badInput(`Only a text can be ${expected}.`)
    const text = read(value)
    if (text === null) throw badInput(`"${shorten(value)}" is not ${expected}.`)
    return text
  }
  builder.scalarType(name, {
    description,
    serialize: (value) => value,
    parseValue: parse,
    parseLiteral(node: ValueNode) {
      try {
        return parse(node.kind === Kind.STRING ? node.value : undefined)
      } catch (error) {
        if (!(error instanceof GraphQLError)) throw error
        throw new GraphQLError(error.message, { nodes: node, extensions: error.extensions })
      }
    },
  })
}

function isHttpUrl(value: string): boolean {
  const url = value.length > maxUrlLength ? null : URL.parse(value)
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== ''
}

function canonicalLanguage(value: string): string | null {
  // the form that nearly all tags have is canonical already
  if (/^[a-z]{2}(-[A-Z]{2})?$/.test(value)) return value
  try {
    return Intl.getCanonicalLocales(value)[0] ?? null
  } catch {
    return null
  }
}

/** Characters. */
const maxUrlLength = 2_048
