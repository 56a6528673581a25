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
