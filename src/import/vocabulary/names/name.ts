import { bag } from '../phrases.ts'

/** Small words inside names. */
export const isParticle = bag({
  it: ['di da del della dello dei degli delle la le lo li e i san santa'],
  fr: ['de du des d l la le st'],
  de: ['von der den dem zu zur'],
  es: ['de del la el y san santa'],
  pt: ['do da dos das e'],
  nl: ['van der den ten ter te'],
  en: ['st saint mc mac o'],
  sv: ['af av'],
  no: ['av'],
  da: ['af'],
  ca: ['i'],
  ar: ['al el bin bint ibn ben abu ul ud ur'],
  mul: ['of'],
})

/** Towns of two words, where correspondents sit; towns of one word are told from names by having one. */
export const isPlace = bag({
  en: [
    'new york city washington dc d c los angeles san francisco hong kong tel aviv buenos aires',
    'new delhi kuala lumpur cape town st petersburg addis abeba ababa phnom penh el cairo abu dhabi',
  ],
  de: ['sankt petersburg frankfurt am main'],
  es: ['mexico ciudad santa cruz nueva san jose salvador juan'],
  pt: ['rio de janeiro sao paulo nova iorque cidade do'],
})
