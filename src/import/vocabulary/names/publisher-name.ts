import { anyOf } from '../patterns.ts'

const is = anyOf({
  en: ['is '],
  it: ['è '],
  fr: ['est '],
  de: ['ist '],
  es: ['es |está '],
  pt: ['é '],
  nl: ['zijn |is een '],
  pl: ['jest '],
  ru: ['это '],
  sv: ['är '],
})
const articles = anyOf({
  en: ['a |an |the '],
  it: ['una |un '],
  fr: ['une '],
  de: ['eine |ein '],
  pt: ['uma |um '],
  nl: ['en '],
})
const publication = anyOf({
  en: ['registered|newspaper|journal'],
  it: ['testata|registrat[oa]|quotidiano|periodico|giornale'],
  fr: ['service de presse|site d'],
  de: ['zeitung|online-zeitung'],
  es: ['registrad[oa]|diario|medio|publicación'],
  pt: ['registad[oa]|jornal|publicação'],
  pl: ['dziennik'],
  ru: ['сетевое издание'],
  sv: ['tidning'],
})

/** "X è una testata registrata", "X is a registered newspaper": 1 is the name. */
export const nameInStatement = new RegExp(
  String.raw`^["“«]?(\p{Lu}[^.:;,!?()]{1,60}?)["”»]?,? (?:${is})?(?:${articles}|)(?:${publication})(?![\p{L}])`,
  'iu',
)

/** The name in quotes behind the word for what it is: 1 is the name. */
export const nameInQuotes = new RegExp(
  String.raw`(?:${anyOf({ it: ['testata'], ru: ['сетево[ей] издани[ея]|СМИ|издание'] })})\s+["«“]([^"»”]{2,60})["»”]`,
  'iu',
)

/** The publisher behind its label: 1 is the name, and what follows it. */
export const nameBehindLabel = new RegExp(
  String.raw`(?:^|[\s;,.|])(?:${anyOf({
    en: ['published by|publisher'],
    it: ['editore|edita'],
    fr: ['éditeur'],
    de: ['herausgeber|verlag'],
    es: ['editor[ai]?'],
    pt: ['propriedade'],
    nl: ['uitgever'],
    pl: ['wydawca'],
    el: ['ιδιοκτησία'],
    ja: ['発行所'],
    zh: ['发行人'],
    ko: ['발행처'],
  })})\s?[:：]\s?([^;,|:。]{2,60})`,
  'iu',
)

/** "La Redazione de l'AntiDiplomatico": 1 is the paper. */
export const paperOfNewsroom = new RegExp(
  String.raw`(?:${anyOf({
    en: ['staff|newsroom'],
    it: ['redazione'],
    fr: ['rédaction'],
    de: ['redaktion'],
    es: ['redacción'],
    pt: ['redação'],
    nl: ['redactie'],
    pl: ['redakcja'],
  })})\s(?:(?:${anyOf({
    en: ['of|at|the'],
    it: ['di|del|della'],
    fr: ['de'],
    pt: ['do|da'],
    nl: ['van|der'],
  })})\s)?(?:${anyOf({ en: ['the '], it: ['la '], de: ['der |von '] })})?(\S.{2,50})$`,
  'iu',
)

/** "The Courier staff": 1 is the paper. */
export const paperBeforeNewsroom = new RegExp(
  String.raw`^(.{2,50}?)\s(?:${anyOf({
    en: ['staff|newsroom|editorial board|news desk|web desk'],
    de: ['redaktion'],
    nl: ['redactie'],
    tr: ['haber merkezi'],
  })})$`,
  'iu',
)

/** What follows an owner's name, and is no part of it. */
export const affiliates = new RegExp(
  String.raw`\s(?:${anyOf({ en: ['or its affiliates|or its affiliated .*|and/or its .*|& its .*'] })})$`,
  'iu',
)

/** What stands between the mark of a copyright and its owner. */
export const ownedBy = new RegExp(String.raw`^(?:${anyOf({ en: ['all rights reserved(?: by)?|by'] })})\s`, 'iu')

/** The court where a publication is registered: 1 is court and town. */
export const registeringCourt = new RegExp(
  String.raw`\b((?:${anyOf({
    it: ['Tribunale'],
    fr: ['Tribunal'],
    de: ['Amtsgericht|Registergericht'],
    pl: ['Sąd Okręgowy|Sądu Okręgowego'],
  })})(?:\s(?:${anyOf({
    it: ['civile|ordinario|penale'],
    fr: ['civil|judiciaire|de commerce'],
    pl: [String.raw`w|w\.`],
  })}))?\s(?:(?:${anyOf({
    it: ['di|del'],
    fr: ['de'],
    de: ['von|in'],
    pt: ['do|da'],
    pl: ['w'],
  })})\s)?\p{Lu}[\p{L}\p{M}'’-]+(?:\s\p{Lu}[\p{L}\p{M}'’-]+)?)`,
  'u',
)

/** The number of a registration, with its year: 1 is both. */
export const registrationNumber = new RegExp(
  String.raw`(?:${anyOf({
    mul: ['n(?:[.°ºr]|um|umero|umber)?|no'],
    de: ['nr'],
    pl: ['numer'],
    ru: ['№'],
  })})\s?[.°º]{0,2}\s?(\d{1,6}\s?[/-]\s?\d{2,4})(?![\d/])`,
  'iu',
)
