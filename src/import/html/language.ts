import { francAll } from 'franc-min'
import type { Candidate, Evidence } from './evidence.ts'
import { ldText } from './json-ld.ts'

/** The language of a page, and a note where the text is written in another than the page says. */
export interface FoundLanguage extends Candidate {
  readonly note: string | null
}

// franc speaks ISO 639-3; pages speak the two letters of BCP 47
const shortCodes: Readonly<Record<string, string>> = {
  cmn: 'zh',
  spa: 'es',
  eng: 'en',
  rus: 'ru',
  arb: 'ar',
  ben: 'bn',
  hin: 'hi',
  por: 'pt',
  ind: 'id',
  jpn: 'ja',
  fra: 'fr',
  deu: 'de',
  jav: 'jv',
  kor: 'ko',
  tel: 'te',
  vie: 'vi',
  mar: 'mr',
  ita: 'it',
  tam: 'ta',
  tur: 'tr',
  urd: 'ur',
  guj: 'gu',
  pol: 'pl',
  ukr: 'uk',
  kan: 'kn',
  mal: 'ml',
  pes: 'fa',
  fas: 'fa',
  swh: 'sw',
  sun: 'su',
  ron: 'ro',
  pan: 'pa',
  bho: 'bho',
  hau: 'ha',
  fuv: 'ff',
  bos: 'bs',
  hrv: 'hr',
  nld: 'nl',
  srp: 'sr',
  tha: 'th',
  ckb: 'ckb',
  yor: 'yo',
  uzn: 'uz',
  zlm: 'ms',
  ibo: 'ig',
  npi: 'ne',
  ceb: 'ceb',
  skr: 'skr',
  tgl: 'tl',
  hun: 'hu',
  azj: 'az',
  sin: 'si',
  koi: 'koi',
  ell: 'el',
  ces: 'cs',
  mag: 'mag',
  run: 'rn',
  bel: 'be',
  plt: 'mg',
  qug: 'qug',
  mad: 'mad',
  nya: 'ny',
  zyb: 'za',
  kin: 'rw',
  zul: 'zu',
  bul: 'bg',
  swe: 'sv',
  lin: 'ln',
  som: 'so',
  hms: 'hms',
  hnj: 'hnj',
  ilo: 'ilo',
  kaz: 'kk',
  heb: 'he',
  nob: 'nb',
  nno: 'nn',
  dan: 'da',
  fin: 'fi',
  slk: 'sk',
  slv: 'sl',
  cat: 'ca',
  lit: 'lt',
  lav: 'lv',
  est: 'et',
  amh: 'am',
  kat: 'ka',
  hye: 'hy',
  mya: 'my',
  khm: 'km',
  lao: 'lo',
  ydd: 'yi',
}
// told apart by a guess only, or written alike: the page's own word stands
const alike = [
  'bs hr sr',
  'id ms jv su',
  'da nb nn no',
  'es gl ca an ast',
  'pt gl',
  'cs sk',
  'zh yue',
  'fa ps ur',
  'az tr',
  'hi mr ne bho mag',
  'ru be uk bg',
  'fr oc',
  'it co sc',
  'nl af fy',
  'de lb gsw',
].map((group) => group.split(' '))

/**
 * The language as the page states it, unless its text is plainly another: systems left at `en-US` are common.
 * `fallback` is what the importer said. Without any of these, the guess from the text; `und` where there is too little.
 */
export function findLanguage(evidence: Evidence, text: string, fallback: string | undefined): FoundLanguage {
  const stated = statedLanguages(evidence)
  const sample = text.slice(0, 4000)
  // scripts that write a word in a character or two tell themselves sooner
  const dense =
    (sample.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu) ?? []).length >= 30
  const guesses = dense || [...sample].length >= 120 ? francAll(sample, { minLength: dense ? 20 : 60 }) : []
  const [top] = guesses
  const guess = top === undefined || top[0] === 'und' ? null : (shortCodes[top[0]] ?? null)
  for (const candidate of stated) {
    if (guess === null || fits(candidate.value, guess, guesses)) return { ...candidate, note: null }
  }
  const [first] = stated
  if (first === undefined) {
    const only = normalTag(fallback ?? '') ?? guess
    return {
      value: only ?? 'und',
      source: fallback === undefined ? 'text' : 'option',
      note: only === null ? 'The page does not say its language, and its text is too short to tell.' : null,
    }
  }
  if (guess === null || [...sample].length < 300) return { ...first, note: null }
  return {
    value: guess,
    source: 'text',
    note: `${first.source} says ${first.value}, but the text is written in ${guess}.`,
  }
}

/** A BCP 47 tag in its usual spelling; null for what is none. `en_US` is read as `en-US`. */
export function normalTag(text: string): string | null {
  const tag =
    text
      .trim()
      .split(/[,;\s]/)[0]
      ?.replaceAll('_', '-') ?? ''
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(tag) || /^(?:und|mul|zxx|xx)/i.test(tag)) return null
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null
  } catch {
    return null
  }
}

function statedLanguages({ page, ld }: Evidence): Candidate[] {
  const node = ld.article?.['inLanguage']
  const language =
    typeof node === 'object' && node !== null && 'alternateName' in node ? ldText(node.alternateName) : ldText(node)
  return [
    { value: page.root.getAttribute('lang') ?? page.root.getAttribute('xml:lang') ?? '', source: 'html lang' },
    { value: language, source: 'json-ld inLanguage' },
    {
      value: page.byTag('body')[0]?.getAttribute('lang') ?? page.byTag('article')[0]?.getAttribute('lang') ?? '',
      source: 'lang',
    },
    ...['og:locale', 'content-language', 'language', 'dc.language', 'dcterms.language', 'inlanguage'].map((name) => ({
      value: page.metas.get(name)?.[0] ?? '',
      source: `meta ${name}`,
    })),
  ].flatMap(({ value, source }) => {
    const tag = normalTag(value)
    return tag === null ? [] : [{ value: tag, source }]
  })
}

function fits(tag: string, guess: string, guesses: readonly (readonly [string, number])[]): boolean {
  const primary = (tag.split('-')[0] ?? '').toLowerCase()
  if (primary === guess || alike.some((group) => group.includes(primary) && group.includes(guess))) return true
  if (primary === 'no' && guess === 'nb') return true
  const own = guesses.find(([code]) => shortCodes[code] === primary)
  // a language the guesser doesn't know is not refuted by it, unless it is written in another script
  if (own === undefined) return !Object.values(shortCodes).includes(primary) && guesses.length > 1 && guess !== 'en'
  return own[1] >= 0.9
}
