import { badInput, shorten } from './errors.ts'
import { builder } from './builder.ts'
import { toInstant } from './instant.ts'

builder.scalarType('DateTime', {
  description:
    'RFC 3339 instant, always with an offset, e.g. 2025-11-12T18:30:00Z. Years 1000 to 9999, milliseconds at most.',
  serialize: (value) => value,
  parseValue: (value) => {
    const instant = typeof value === 'string' ? toInstant(value) : null
    if (instant === null) {
      throw badInput('A DateTime is an RFC 3339 instant with an offset, e.g. "2025-11-12T18:30:00Z".')
    }
    return instant
  },
})

builder.scalarType('URL', {
  description: 'Absolute http or https address of at most 2,048 characters.',
  serialize: (value) => value,
  parseValue: (value) => {
    if (typeof value !== 'string' || !isHttpUrl(value)) {
      throw badInput('A URL is an absolute http or https address of at most 2,048 characters.')
    }
    return value
  },
})

builder.scalarType('LanguageTag', {
  description: 'BCP 47 language tag, e.g. it, en-GB. Compared as a whole: en is not en-GB.',
  serialize: (value) => value,
  parseValue: (value) => {
    const tag = typeof value === 'string' ? canonicalLanguage(value) : null
    if (tag === null) {
      throw badInput(`"${shorten(String(value), 40)}" is not a BCP 47 language tag such as "it" or "en-GB".`)
    }
    return tag
  },
})

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
