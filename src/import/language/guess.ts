import { francAll } from 'franc-min'
import { bySmallWords } from './by-small-words.ts'
import { languageTag } from './tag.ts'

/** What language a text seems to be in. */
export interface LanguageGuess {
  /** BCP 47; null where there is too little to go by. */
  readonly tag: string | null
  /** How near the text comes to each language of its script, 0 to 1; the detector's own are named, not all there are. */
  readonly scores: ReadonlyMap<string, number>
}

// Beyond this, more text does not make the guess better.
const maxSampleLength = 4000

/** A guess at the language of HTML or text; below `minLength` letters only a script of its own decides. */
export function guessLanguage(html: string, minLength = 40): LanguageGuess {
  const sample = html
    .slice(0, 4 * maxSampleLength)
    .replace(/<[^<>]*>|&#?\w{1,10};|https?:\S+/g, ' ')
    .slice(0, maxSampleLength)
  const script = byScript(sample)
  if (script !== null) return { tag: script, scores: new Map([[script, 1]]) }
  const ranked = francAll(sample, { minLength, ignore: unlikely }).flatMap(([code, score]): [string, number][] => {
    const tag = languageTag(macrolanguages[code] ?? code)
    return tag === null ? [] : [[tag, score]]
  })
  const first = ranked[0]?.[0] ?? null
  return { tag: first === null ? null : bySmallWords(sample, first), scores: new Map(ranked) }
}

// The detector names the spoken language where the written one has a tag of its own; "ckb" is written in Arabic letters, not in Latin ones.
const macrolanguages: Readonly<Record<string, string>> = {
  zlm: 'ms',
  fuv: 'ff',
  ckb: 'ku',
  tgl: 'fil',
  swh: 'sw',
  plt: 'mg',
  azj: 'az',
  uzn: 'uz',
}

// Languages of the detector in which hardly any news is published, and for which it takes short texts in others.
const unlikely = ['mad', 'zyb', 'hms', 'hnj', 'qug', 'koi', 'skr', 'bho', 'mag', 'mai']

function byScript(sample: string): string | null {
  const share = (script: RegExp): number => (sample.match(script)?.length ?? 0) / Math.max(1, sample.length)
  if (share(/\p{Script=Hebrew}/gu) > 0.3) return 'he'
  if (share(/\p{Script=Greek}/gu) > 0.3) return 'el'
  if (share(/\p{Script=Georgian}/gu) > 0.3) return 'ka'
  if (share(/\p{Script=Armenian}/gu) > 0.3) return 'hy'
  if (share(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu) > 0.1) return 'ja'
  if (share(/\p{Script=Hangul}/gu) > 0.3) return 'ko'
  // One of its characters says as much as half a word of the code and the names it is mixed with.
  const latinWords = sample.match(/\p{Script=Latin}{2,}/gu)?.length ?? 0
  if (share(/\p{Script=Han}/gu) * sample.length > latinWords * 2) return 'zh'
  if (share(/\p{Script=Cyrillic}/gu) > 0.3) return byCyrillicLetters(sample)
  if (share(/\p{Script=Arabic}/gu) > 0.3) return byArabicLetters(sample)
  if (share(/\p{Script=Ethiopic}/gu) > 0.3) return (sample.match(/ኣ|እዩ|ናይ/gu)?.length ?? 0) > 2 ? 'ti' : 'am'
  if (share(/\p{Script=Bengali}/gu) > 0.3) return /[ৰৱ]/u.test(sample) ? 'as' : 'bn'
  // Short Hindi is taken for its dialects; Marathi and Nepali have words of their own.
  if (share(/\p{Script=Devanagari}/gu) < 0.3) return null
  if (/(?<!\p{L})(?:आहे|आहेत|आणि)(?!\p{L})/u.test(sample)) return 'mr'
  return /(?<!\p{L})(?:छ|छन्|छैन|गरेको|भएको)(?![\p{L}\p{M}])/u.test(sample) ? 'ne' : 'hi'
}

// Each has letters that the others never write.
function byCyrillicLetters(sample: string): string | null {
  const count = (letters: RegExp): number => sample.match(letters)?.length ?? 0
  if (count(/ў/giu) > 1) return count(/[қғҳ]/giu) > 1 ? 'uz' : 'be'
  if (count(/[ѓќѕ]/giu) > 1) return 'mk'
  if (count(/[ђћ]/giu) > 1) return 'sr'
  return count(/[їєґ]/giu) > count(/[ыэъё]/giu) ? 'uk' : null
}

// So do those in Arabic letters.
function byArabicLetters(sample: string): string | null {
  const count = (letters: RegExp): number => sample.match(letters)?.length ?? 0
  if (count(/[ڼښډټړ]/gu) > 2 && count(/[ېۍ]/gu) > 0) return 'ps'
  if (count(/[ۇۈۋ]/gu) > 3) return 'ug'
  if (count(/[ڵۆڕێ]/gu) > 3) return 'ckb'
  if (count(/[ڪڄٿڏ]/gu) > 3) return 'sd'
  return count(/[ٹڈڑں]|ے(?!\p{L})/gu) > 3 ? 'ur' : null
}
