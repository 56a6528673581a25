import type { Words } from './phrases.ts'

/** Before a name, beside it, and over a box about the writer. */
export const author: Words = {
  en: ['author'],
}

/** Before a name and, as what somebody does, beside it. */
export const writers: Words = {
  en: ['reporter'],
  de: ['autor, autorin'],
  es: ['autor'],
  pt: ['reporter'],
  tr: ['muhabir'],
  sv: ['skribent, reporter'],
  he: ['כתב'],
  ja: ['記者'],
  zh: ['记者'],
}

/** Before a name and over a box about the writer. */
export const writtenBy: Words = {
  en: ['written by'],
}

/** Before a writer's name and before a publisher's. */
export const publishedBy: Words = {
  en: ['published by'],
}

/** Newsrooms and, beside a name, what somebody does. */
export const desks: Words = {
  en: ['correspondents'],
}
