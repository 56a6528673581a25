import { type Words, wordsOf } from '../phrases.ts'

const inPlace: Words = {
  en: ['in'],
  it: ['a'],
  fr: ['à'],
  es: ['en'],
  pt: ['em'],
  pl: ['w'],
  ru: ['из'],
}
const atOrFrom: Words = { en: ['at, from'], de: ['aus'], el: ['στην, στο'] }
// stands before a place without a space
const glued: Words = { he: ['ב'] }

/** Before the place that a report was sent from, where it stands alone: "in Berlin". Alternatives of a regular expression. */
export const inPlaceWords = alternatives(inPlace, glued)

/** Between a name and a place: "Jane Roe, from Berlin". */
export const fromPlaceWords = alternatives(inPlace, atOrFrom)

function alternatives(...lists: readonly Words[]): string {
  return lists.flatMap(wordsOf).join('|')
}
