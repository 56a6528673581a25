import { anyOf } from '../patterns.ts'

/** Before the path to a page: "You are here: Home › World". */
export const youAreHere = new RegExp(
  String.raw`^(?:${anyOf({
    en: ['you are here'],
    it: ['sei qui|ti trovi (?:in|qui)'],
    fr: ['vous êtes ici'],
    de: ['sie (?:befinden sich|sind) hier'],
    es: ['est[aá]s? (?:en|aquí)'],
    pt: ['você está aqui'],
    nl: ['u bent hier'],
    pl: ['jesteś tutaj'],
    ru: ['вы здесь'],
    uk: ['ви тут'],
    ja: ['現在(?:位置|地)'],
    zh: ['当前位置|您(?:的|当前)?(?:所在)?位置|您现在的位置|目前位置'],
    ko: ['현재위치'],
  })})\s*[:：]?`,
  'iu',
)
