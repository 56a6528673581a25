import { createRandom, createZipf, type Random } from './random.ts'

/** Words of the corpus, the commonest first: invented, pronounceable, and none twice. */
export const vocabulary: readonly string[] = makeVocabulary(12_000)

const draw = createZipf(vocabulary.length)

/** So many words, common ones as often as they are in a language. */
export function words(random: Random, count: number): string {
  let text = ''
  for (let at = 0; at < count; at++) text += `${at === 0 ? '' : ' '}${vocabulary[draw(random)]}`
  return text
}

/** A sentence of 8 to 23 words. */
export function sentence(random: Random): string {
  return `${capital(words(random, 8 + random.below(16)))}.`
}

/** The text with a capital letter in front. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function makeVocabulary(count: number): string[] {
  const random = createRandom(7)
  const pick = (letters: readonly string[]): string => letters[random.below(letters.length)] ?? ''
  const heads = 'b c d f g h j k l m n p r s t v w br cr dr fl gr pl pr sh sl st th tr'.split(' ')
  const vowels = 'a e i o u a e i o ai ea ou'.split(' ')
  const tails = ['', '', '', 'l', 'm', 'n', 'r', 's', 't', 'nd', 'rk', 'st']
  const found = new Set<string>()
  while (found.size < count) {
    // common words are short
    const syllables = found.size < 60 ? 1 : 1 + random.below(found.size < 1_000 ? 2 : 3)
    let word = ''
    for (let at = 0; at < syllables; at++) word += pick(heads) + pick(vowels) + pick(tails)
    if (word.length > 2) found.add(word)
  }
  return [...found]
}
