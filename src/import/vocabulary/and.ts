import { type Words, wordsOf } from './phrases.ts'

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
  uk: ['та'],
  el: ['και'],
  tr: ['ve'],
  sv: ['och'],
  da: ['og'],
  no: ['og'],
  fi: ['ja'],
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
  pl: ['z'],
}

/** Words between two names. */
export const joiners: ReadonlySet<string> = new Set([...wordsOf(and), ...wordsOf(withWords)])
