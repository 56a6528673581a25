import { francAll } from 'franc-min'
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
  const ranked = francAll(sample, { minLength }).flatMap(([code, score]): [string, number][] => {
    const tag = languageTag(macrolanguages[code] ?? code)
    return tag === null ? [] : [[tag, score]]
  })
  const first = ranked[0]?.[0] ?? null
  const tag = first !== null && /\p{Script=Latin}/u.test(sample) ? bySmallWords(sample, first) : first
  return { tag, scores: new Map(ranked) }
}

/** Whether the guesser knows a language by its small words, which the detector does not know. */
export function isKnownBySmallWords(tag: string): boolean {
  return tag in smallWords
}

/** What share of the words of a text are small words of a language, 0 to 1; null where those of the language are not known. */
export function smallWordShare(text: string, tag: string): number | null {
  const known = tag === 'en' ? english : wordLists.find(([one]) => one === (tag === 'ms' ? 'id' : tag))?.[1]
  const words =
    text
      .slice(0, maxSampleLength)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  return known === undefined ? null : words.filter((word) => known.has(word)).length / Math.max(1, words.length)
}

// The detector names the spoken language where the written one has a tag of its own.
const macrolanguages: Readonly<Record<string, string>> = { zlm: 'ms', fuv: 'ff' }

// Small words of languages that the detector does not know and takes for a neighbour.
const smallWords: Readonly<Record<string, string>> = {
  da: 'og i at det er til af en på som ikke der med for de den har et jeg var blev også fra men',
  nb: 'og i å det er til av en på som ikke med for de den har et jeg var ble også fra men',
  fi: 'ja on ei että se hän oli ovat myös kun mutta ole kuin sen joka mukaan tai sekä',
  sk: 'a sa na v je že to s z o aj ako pre po sú bol ktoré ktorý podľa by',
  sl: 'in je v na da se za so ki pa z po s tudi kot bi ne od sta pri',
  lt: 'ir kad į su iš yra tai kaip bet po buvo jis ne už apie nuo',
  lv: 'un ir ka no ar uz par kas bet tas arī pēc nav lai kā tika',
  et: 'ja on et ei see ta oli kui mis ka ning oma aga või kes',
  ca: 'de la que i el a en els per amb una les un és del dels ha no va més però',
  sq: 'e të në që me një për nga është së i u nuk si ka do',
  is: 'og að í á er sem til við um var en hann með það ekki af',
}

// Words of the detector's own languages that short texts confuse it about.
const neighbours: Readonly<Record<string, string>> = {
  sv: 'och i att det är till av en på som inte med för de den har ett jag var blev också från men',
  es: 'de la que y el a en los por con una las un es del ha no se más pero su para lo',
  pt: 'de a que e o em do da os por com uma as um é no na se mais mas para não dos',
  it: 'di che e il la a in per con una un è del della non si più ma le i dei da',
  fr: 'de la que et le à en les par avec une un est du des a ne plus mais pour dans',
  ro: 'de la și a în cu nu pe că să un o din care este mai au al pentru lui',
  hu: 'a az és hogy nem is egy volt meg de csak van már még ezt mint vagy ki el akkor',
  pl: 'w i na z się do nie jest że o to od po za jak przez dla co są był',
  tr: 've bir bu da de için ile çok daha olan ne var gibi sonra kadar ama o en',
  id: 'yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke karena ada sudah oleh',
  vi: 'và của là có không cho một những được các với này người trong đã khi thì',
  cs: 'a se na v je že to s z o i jako pro po jsou byl které který podle by',
  hr: 'i je u na da se za su koji a s po od kao bi ne što iz',
  de: 'der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an',
  nl: 'de van het een en in is dat op te zijn met voor niet die aan er om ook als',
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
  // Short Hindi is taken for its dialects; Marathi and Nepali have words of their own.
  if (share(/\p{Script=Devanagari}/gu) < 0.3) return null
  if (/(?<!\p{L})(?:आहे|आहेत|आणि)(?!\p{L})/u.test(sample)) return 'mr'
  return /(?<!\p{L})(?:छ|छन्|छैन|गरेको|भएको)(?![\p{L}\p{M}])/u.test(sample) ? 'ne' : 'hi'
}

// The detector takes short Ukrainian for Russian; each has letters that the other never writes.
function byCyrillicLetters(sample: string): string | null {
  const count = (letters: RegExp): number => sample.match(letters)?.length ?? 0
  if (count(/ў/giu) > 1) return 'be'
  if (count(/[ѓќѕ]/giu) > 1) return 'mk'
  if (count(/[ђћ]/giu) > 1) return 'sr'
  return count(/[їєґ]/giu) > count(/[ыэъё]/giu) ? 'uk' : null
}

const wordLists = Object.entries({ ...neighbours, ...smallWords }).map(
  ([tag, words]) => [tag, new Set(words.split(' '))] as const,
)

const english = new Set('the of and to in is that for it with as was on are by this be from at you a'.split(' '))

function bySmallWords(sample: string, guessed: string): string {
  const words = sample.toLowerCase().split(/[^\p{L}]+/u)
  const scores = wordLists.map(
    ([tag, known]) => [tag, words.filter((word) => known.has(word)).length / words.length] as const,
  )
  const [best, share] = scores.reduce((most, one) => (one[1] > most[1] ? one : most), ['und', 0] as const)
  if (share > 0.18 && best in smallWords) return best
  // A short text misleads the detector more than the small words: they win where they are many more than the guess's.
  const own = scores.find(([tag]) => tag === guessed)?.[1]
  return share > 0.07 && own !== undefined && own < share / 2 ? best : guessed
}
