import { guessLanguage, isKnownBySmallWords, type LanguageGuess } from '../../../language/guess.ts'
import { languageTag } from '../../../language/tag.ts'
import type { Evidence } from '../evidence.ts'
import type { Candidate } from '../sources.ts'
import { ldText } from '../page/json-ld.ts'
import { candidates, meta, type Rule } from '../rules.ts'

/** The language of a page, and a note where the text is written in another than the page says. */
export interface FoundLanguage extends Candidate {
  readonly note: string | null
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
  const declared = declaredLanguages(evidence)
  const sample = text.slice(0, 4000)
  // scripts that write a word in a character or two tell themselves sooner
  const dense =
    (sample.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu) ?? []).length >= 30
  const guessed = dense || [...sample].length >= 120 ? guessLanguage(sample, dense ? 20 : 60) : null
  const guess = guessed?.tag ?? null
  for (const candidate of declared) {
    if (guessed === null || fits(candidate.value, guessed)) return { ...candidate, note: null }
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
  if (guess === null || [...sample].length < 300) return { ...first, note: null }
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

function fits(declared: string, { tag, scores }: LanguageGuess): boolean {
  const primary = (declared.split('-')[0] ?? '').toLowerCase()
  if (tag === null || primary === tag) return true
  if (alike.some((group) => group.includes(primary) && group.includes(tag))) return true
  const own = scores.get(primary)
  if (own !== undefined) return own >= 0.9
  // a language the guesser doesn't know is not refuted by it, unless it is written in another script
  return !isKnownBySmallWords(primary) && tag !== 'en' && scriptOf(primary) === scriptOf(tag)
}

function scriptOf(tag: string): string | undefined {
  return new Intl.Locale(tag).maximize().script
}
