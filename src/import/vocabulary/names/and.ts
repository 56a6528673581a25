import { type Words, wordsOf } from '../phrases.ts'

const and: Words = {
  en: ['and, and/or'],
  it: ['e, ed'],
  fr: ['et'],
  de: ['und'],
  es: ['y'],
  pt: ['e'],
  ca: ['i'],
  nl: ['en'],
  pl: ['i, oraz'],
  cs: ['a'],
  hu: ['és'],
  ro: ['și, si'],
  ru: ['и'],
  uk: ['та, і'],
  el: ['και'],
  tr: ['ve'],
  sv: ['och'],
  da: ['og'],
  no: ['og'],
  fi: ['ja'],
  id: ['dan'],
  vi: ['và'],
  ar: ['و'],
  he: ['ו'],
  mul: ['&'],
}

const withWords: Words = {
  en: ['with'],
  it: ['con'],
  fr: ['avec'],
  de: ['mit'],
  es: ['con'],
  pt: ['com'],
  nl: ['met'],
  sv: ['med'],
  da: ['med'],
  no: ['med'],
}

// say "from" as well
const withOrFrom: Words = { pl: ['z'] }

/** "And", as alternatives of a regular expression. */
export const andPattern = alternatives(and)

/** "With", as alternatives of a regular expression. */
export const withPattern = alternatives(withWords)

/** "With" and what says "from" as well. */
export const withOrFromPattern = alternatives(withWords, withOrFrom)

function alternatives(...lists: readonly Words[]): string {
  return [...new Set(lists.flatMap(wordsOf))].join('|')
}
