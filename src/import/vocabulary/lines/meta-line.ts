import { anyOf } from '../patterns.ts'

/** Lines below a headline that say who and when, or ask to share: no standfirst begins so. */
export const metaLineStart = new RegExp(
  String.raw`^(?:${anyOf({
    en: ['by |updated|published|posted|share'],
    it: ['di '],
    fr: ['par '],
    de: ['von '],
    es: ['por '],
    nl: ['door '],
    sv: ['av '],
  })})\b`,
  'i',
)
