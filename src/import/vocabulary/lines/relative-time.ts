import { anyOf } from '../patterns.ts'

const one = anyOf({ en: ['an?|one'] })
const behind = anyOf({
  en: ['ago'],
  it: ['fa'],
  nl: ['geleden'],
  pl: ['temu'],
  ru: ['назад'],
  uk: ['тому'],
  tr: ['önce'],
  sv: ['sedan'],
  da: ['siden'],
  fi: ['sitten'],
})
const before = anyOf({
  fr: ['il y a'],
  de: ['vor'],
  es: ['hace'],
  pt: ['há'],
  el: ['πριν(?: από)?'],
  ar: ['قبل|منذ'],
  he: ['לפני'],
})
const units = anyOf({ ja: ['分|時間|日'], zh: ['小时|天|分钟|小時|分鐘'] })

/** "4 hours ago" is a time, but none that a saved page keeps the meaning of. */
export const relativeTime = new RegExp(
  [
    String.raw`^(?:\d{1,3}|${one})\s\p{L}{1,8}\s(?:${behind})$`,
    String.raw`^(?:${before})\s\d{1,3}\s\p{L}{1,9}$`,
    String.raw`^\d{1,3}\s?(?:${units})前$`,
  ].join('|'),
  'iu',
)
