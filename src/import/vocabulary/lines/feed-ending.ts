import { anyOf } from '../patterns.ts'

/** What WordPress puts under each text of a feed. */
export const appearedFirst = new RegExp(
  String.raw`(?<!\s)\s*(?:${anyOf({ en: ['The post .{1,300} (?:first appeared on|appeared first on) .{1,120}'] })})\.?$`,
  'u',
)

/** Links to the rest of a text, and to its comments, as feeds have them at the end of a teaser. */
export const readOn = new RegExp(
  String.raw`(?<!\s)\s*(?:${anyOf({
    en: [
      String.raw`\[link\] \[comments\]|Continue reading(?: ".*"|\.\.\.|…)?(?: →)?`,
      String.raw`Read more(?: »|…|\.\.\.)?`,
    ],
    de: ['Weiterlesen(?: …| »)?'],
  })})$`,
  'iu',
)
