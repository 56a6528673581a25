import { loadModule } from 'cld3-asm'
import { languageTag } from './tag.ts'

// Of longer texts the detector looks at so many bytes, taken from all over.
const maxBytes = 1000
const detector = (await loadModule()).create(0, maxBytes)

/** The language of a text by its letters; null where the detector has no idea. `isSure`: it is hardly ever wrong then. */
export function byLetters(text: string): { readonly tag: string | null; readonly isSure: boolean } {
  const { language, probability, is_reliable: isReliable } = detector.findLanguage(text)
  const tag = languageTag(former[language] ?? language)
  // in Latin letters it tells by names alone: only Hindi is printed so
  const isKnown = tag !== null && (!tag.endsWith('-Latn') || tag === 'hi-Latn')
  return { tag: isKnown ? tag : null, isSure: isKnown && isReliable && probability > 0.9 }
}

/** Tags by which the detector still calls languages. */
const former: Readonly<Record<string, string>> = { no: 'nb', iw: 'he', ji: 'yi' }
