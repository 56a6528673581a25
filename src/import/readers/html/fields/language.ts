import { compareBySmallWords } from '../../../language/by-small-words.ts'
import { guessLanguage, type LanguageGuess } from '../../../language/guess.ts'
import { languageTag } from '../../../language/tag.ts'
import type { Evidence } from '../evidence.ts'
import type { Candidate } from '../sources.ts'
import { ldText } from '../page/json-ld.ts'
import { candidates, meta, type Rule } from '../rules.ts'

/** The language of a page, and a note where the text is written in another than the page says. */
export interface FoundLanguage extends Candidate {
  readonly note: string | null
}

// written alike: the page's own word stands, unless its small words are plainly those of the other
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
  'zu xh ss nr',
  'fil tl ceb',
  'rw rn',
  'en pcm sco',
].map((group) => group.split(' '))

/**
 * The language as the page states it, unless its text is plainly another: systems left at `en-US` are common.
 * `fallback` is what the importer said. Without any of these, the guess from the text; `und` where there is too little.
 */
export function findLanguage(evidence: Evidence, text: string, fallback: string | undefined): FoundLanguage {
  const declared = declaredLanguages(evidence)
  const sample = text.slice(0, 4000)
  // scripts that write a word in a character or two tell themselves sooner
  const dense =
    (sample.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu) ?? []).length >= 30
  const fromText = dense || [...sample].length >= 120 ? guessLanguage(sample, dense ? 20 : 60) : null
  const guessed = fromText === null ? null : { ...fromText, tag: byHost(evidence, fromText.tag) ?? fromText.tag }
  const guess = guessed?.tag ?? null
  for (const candidate of declared) {
    if (guessed === null || fits(candidate.value, guessed, sample)) return { ...candidate, note: null }
  }
  const [first] = declared
  if (first === undefined) {
    const only = languageTag(fallback) ?? guess
    return {
      value: only ?? 'und',
      source: fallback === undefined ? 'text' : 'option',
      note: only === null ? 'The page does not say its language, and its text is too short to tell.' : null,
    }
  }
  if (guess === null || ([...sample].length < plainLength && !isPlain(first.value, guess, sample)))
    return { ...first, note: null }
  return {
    value: guess,
    source: 'text',
    note: `${first.source} says ${first.value}, but the text is written in ${guess}.`,
  }
}

const languageRules: readonly Rule[] = [
  ({ page }) => [
    { value: page.root.getAttribute('lang') ?? page.root.getAttribute('xml:lang') ?? '', source: 'html lang' },
  ],
  ({ ld }) => {
    const node = ld.article?.['inLanguage']
    const isNamed = typeof node === 'object' && node !== null && 'alternateName' in node
    return [{ value: ldText(isNamed ? node.alternateName : node), source: 'json-ld inLanguage' }]
  },
  ({ page }) => [
    {
      value: page.byTag('body')[0]?.getAttribute('lang') ?? page.byTag('article')[0]?.getAttribute('lang') ?? '',
      source: 'lang',
    },
  ],
  meta('og:locale', 'content-language', 'language', 'dc.language', 'dcterms.language', 'inlanguage'),
]

function declaredLanguages(evidence: Evidence): Candidate[] {
  return candidates(evidence, languageRules).flatMap(({ value, source }) => {
    const tag = languageTag(value)
    return tag === null ? [] : [{ value: tag, source }]
  })
}

function fits(declared: string, { tag }: LanguageGuess, sample: string): boolean {
  const primary = (declared.split('-')[0] ?? '').toLowerCase()
  if (tag === null || primary === tag) return true
  const isAlike = alike.some((group) => group.includes(primary) && group.includes(tag))
  const words = compareBySmallWords(sample, primary, tag)
  if (words !== null) {
    const [own, other] = words
    return own >= other * (isAlike ? 0.8 : 0.9)
  }
  if (isAlike) return true
  // a language the guesser doesn't know is not refuted by it, unless it is written in another script
  return tag !== 'en' && scriptOf(primary) === scriptOf(tag)
}

/** Neighbours that short texts are not told apart by: the country of the host says which. */
const hosts: readonly (readonly [readonly string[], Readonly<Record<string, string>>])[] = [
  [['hr', 'bs', 'sr'], { hr: 'hr', ba: 'bs', rs: 'sr' }],
  [['da', 'nb', 'nn'], { dk: 'da', no: 'nb' }],
  [['id', 'ms'], { id: 'id', my: 'ms', bn: 'ms' }],
  [['gl', 'pt'], { gal: 'gl', pt: 'pt', br: 'pt' }],
]

function byHost({ page }: Evidence, guess: string | null): string | null {
  const country = page.base?.hostname.split('.').at(-1) ?? ''
  const found = hosts.find(([group]) => guess !== null && group.includes(guess))?.[1][country]
  // what is written in the new Norwegian is told by words of its own
  return found === 'nb' && guess === 'nn' ? null : (found ?? null)
}

/** A text of so many letters is believed against what the page says; a shorter one where it is plainly in the other language. */
const plainLength = 300

function isPlain(declared: string, guess: string, sample: string): boolean {
  const primary = declared.split('-')[0] ?? ''
  if (scriptOf(primary) !== scriptOf(guess)) return true
  const words = compareBySmallWords(sample, primary, guess)
  return words !== null && words[0] < words[1] * 0.4
}

function scriptOf(tag: string): string | undefined {
  return new Intl.Locale(tag).maximize().script
}
