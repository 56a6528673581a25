import { anyOf } from '../patterns.ts'

/** Between a writer's name and what the writer is, as alternatives of a regular expression: "Jane Roe is a reporter in …". */
export const being = anyOf({
  en: ['is|are|was|has been'],
  it: ['è'],
  fr: ['est'],
  de: ['ist|ist die'],
  es: ['es'],
  pt: ['é'],
  nl: ['is een'],
  pl: ['jest'],
  el: ['είναι'],
  tr: ['yazar'],
  sv: ['är'],
  da: ['er'],
  ar: ['هو|هي'],
  he: ['הוא|היא'],
})
