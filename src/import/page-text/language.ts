import { franc } from 'franc-min'

// Beyond this, more text does not make the guess better.
const maxSampleLength = 4000

// Small words of languages that the detector does not know and takes for a neighbour.
const smallWords = {
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
} as const

const neighbours = {
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
} as const

/** The BCP 47 tag of the text's language, `und` where nothing fits. */
export function detectLanguage(text: string): string {
  const sample = text.slice(0, maxSampleLength)
  const script = byScript(sample)
  if (script !== null) return script
  const guessed = franc(sample, { minLength: 20 })
  const tag = Intl.getCanonicalLocales(guessed)[0] ?? 'und'
  return /\p{Script=Latin}/u.test(sample) ? bySmallWords(sample, tag) : tag
}

function byScript(sample: string): string | null {
  const share = (script: RegExp): number => (sample.match(script)?.length ?? 0) / sample.length
  if (share(/\p{Script=Hebrew}/gu) > 0.3) return 'he'
  if (share(/\p{Script=Greek}/gu) > 0.3) return 'el'
  if (share(/\p{Script=Georgian}/gu) > 0.3) return 'ka'
  if (share(/\p{Script=Armenian}/gu) > 0.3) return 'hy'
  if (share(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu) > 0.1) return 'ja'
  if (share(/\p{Script=Hangul}/gu) > 0.3) return 'ko'
  if (share(/\p{Script=Han}/gu) > 0.3) return 'zh'
  // Short Hindi is taken for its dialects; Marathi and Nepali have words of their own.
  if (share(/\p{Script=Devanagari}/gu) < 0.3) return null
  if (/(?<!\p{L})(?:आहे|आहेत|आणि)(?!\p{L})/u.test(sample)) return 'mr'
  return /(?<!\p{L})(?:छ|छन्|छैन|गरेको|भएको)(?![\p{L}\p{M}])/u.test(sample) ? 'ne' : 'hi'
}

function bySmallWords(sample: string, guessed: string): string {
  const words = sample.toLowerCase().split(/[^\p{L}]+/u)
  const score = (list: string): number => {
    const known = new Set(list.split(' '))
    return words.filter((word) => known.has(word)).length / words.length
  }
  const lists = { ...neighbours, ...smallWords }
  const scores = Object.entries(lists).map(([tag, list]) => [tag, score(list)] as const)
  const [best, share] = scores.reduce((most, one) => (one[1] > most[1] ? one : most), ['und', 0] as const)
  if (share > 0.18 && best in smallWords) return best
  // A short text misleads the detector more than the small words: they win where they are many more than the guess's.
  const own = scores.find(([tag]) => tag === guessed)?.[1]
  return share > 0.07 && (own ?? share / 3) < share / 2 && guessed in lists ? best : guessed
}
