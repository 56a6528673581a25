import { anyOf } from '../patterns.ts'
import { phrases } from '../phrases.ts'

/** Words of copyright lines. */
export const copyrights = phrases({
  en: ['copyright, all rights reserved, rights reserved, creative commons, no part of this'],
  it: ['tutti i diritti riservati, riproduzione riservata, diritti riservati'],
  fr: ['tous droits reserves, droits de reproduction'],
  de: ['alle rechte vorbehalten'],
  es: ['todos los derechos reservados, derechos reservados, prohibida la reproduccion'],
  pt: ['todos os direitos reservados, direitos reservados, proibida a reproducao'],
  nl: ['alle rechten voorbehouden'],
  pl: ['wszelkie prawa zastrzezone, prawa zastrzezone'],
  cs: ['publikovani nebo sireni, vsechna prava vyhrazena'],
  hu: ['minden jog fenntartva'],
  ro: ['toate drepturile rezervate, drepturi de autor'],
  ru: ['все права защищены, права защищены'],
  uk: ['всі права захищені'],
  el: ['με επιφυλαξη παντος δικαιωματος, ολα τα δικαιωματα, πνευματικα δικαιωματα'],
  tr: ['tum haklari saklidir, her hakki saklidir'],
  sv: ['alla rattigheter, upphovsratt'],
  da: ['alle rettigheder'],
  no: ['alle rettigheter'],
  fi: ['kaikki oikeudet'],
  ar: ['جميع الحقوق محفوظة, حقوق النشر, كل الحقوق محفوظة'],
  he: ['כל הזכויות שמורות'],
  ja: ['無断転載, 禁無断, 著作権'],
  zh: ['版权所有, 转载请注明, 未经授权, 版權所有'],
  ko: ['무단전재, 저작권자, 재배포 금지, 무단 전재'],
})

/** Parts of words by which a line reserves rights, in folded text. */
export const reservesRights = new RegExp(
  anyOf({
    en: ['reserv|rights'],
    it: ['riservat'],
    fr: ['droits'],
    de: ['rechte'],
    es: ['derechos'],
    pt: ['direitos'],
    nl: ['rechten'],
    pl: ['zastrzez'],
    cs: ['vyhrazen'],
    hu: ['fenntart'],
    ru: ['защищ'],
    uk: ['захищ'],
    el: ['δικαιωμ'],
    tr: ['hakki'],
    da: ['forbehold'],
    ar: ['حقوق'],
    he: ['זכויות'],
    ja: ['転載'],
    zh: ['所有'],
    ko: ['전재'],
  }),
  'u',
)

/** The owner behind the mark and the years: 1 is the name, and what follows it. */
export const ownerBehindMark = new RegExp(
  [
    String.raw`(?:©|\(c\)|${anyOf({ en: ['copyright'], ru: ['авторские права'] })})(?:[\s:,©@]|\(c\)|copyright\s)*(?:by\s+)?`,
    String.raw`(?:(?:19|20)\d\d(?:\s?[-–—/]\s?(?:(?:19|20)?\d\d|present))?)?[\s,.:–-]*(?:by\s+)?([^|•·©]{2,90})`,
  ].join(''),
  'iu',
)

/** The owner behind words alone: 1 is the name. */
export const ownerBehindWords = new RegExp(
  String.raw`^(?:${anyOf({ zh: ['版权所有|版權所有'] })})[\s:：]*(\S{2,20})`,
  'u',
)

/** Where, behind an owner's name, what is forbidden begins; in scripts without a full stop between. */
export const forbiddenNext = new RegExp(
  String.raw`\s(?=\S*(?:${anyOf({ ja: ['転載'], zh: ['未经|版权|版權'], ko: ['무단'] })}))`,
  'u',
)
