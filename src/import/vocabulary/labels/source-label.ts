import { anyOf } from '../patterns.ts'

/** Where a report comes from, which is not who wrote it. */
export const sourceLabel = new RegExp(
  String.raw`^(?:${anyOf({
    en: ['sources?'],
    it: ['fonti?'],
    de: ['quellen?'],
    es: ['fuentes?'],
    pt: ['fonte'],
    nl: ['bron'],
    pl: ['źródło'],
    cs: ['zdroj|zdroje'],
    hu: ['forrás'],
    ro: ['sursa'],
    ru: ['источник'],
    uk: ['джерело'],
    el: ['πηγή'],
    tr: ['kaynak'],
    sv: ['källa'],
    da: ['kilde'],
    fi: ['lähde'],
    ar: ['المصدر'],
    fa: ['منبع'],
    he: ['מקור'],
    hi: ['स्रोत'],
    id: ['sumber'],
    vi: ['nguồn'],
  })})\s?[:：]`,
  'iu',
)
