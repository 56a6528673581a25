import { byLetters } from './by-letters.ts'
import { bySmallWords, compareBySmallWords } from './by-small-words.ts'

/** What language a text seems to be in. */
export interface LanguageGuess {
  /** BCP 47; null where there is too little to go by. */
  readonly tag: string | null
  /** Whether its script or its letters alone leave hardly a doubt. */
  readonly isSure: boolean
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
  if (script !== null) return { tag: script, isSure: true }
  if (sample.length < minLength) return { tag: null, isSure: false }
  const { tag: found, isSure } = byLetters(sample)
  const guessed = found === 'nb' ? norwegian(sample) : found
  const tag = bySmallWords(sample, guessed, isSure)
  return { tag, isSure: isSure && tag === guessed }
}

/** The letters do not tell in which of its two forms Norwegian is written. */
function norwegian(sample: string): string {
  const [old, other] = compareBySmallWords(sample, 'nb', 'nn') ?? [0, 0]
  return other > old ? 'nn' : 'nb'
}

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
