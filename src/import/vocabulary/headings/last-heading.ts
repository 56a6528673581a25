import { lineStart } from '../patterns.ts'

/** What only ever stands behind a text: contacts, the author, the readers. */
export const lastHeading = lineStart({
  en: [
    '(?:media|press) (?:contacts?|enquiries|inquiries)|notes? to editors|about the author|written by',
    String.raw`updates to this page|(?:update|publication|revision|version|change) history|responses?(?: \(|$)`,
    'leave a (?:reply|comment)',
  ],
  it: [String.raw`contatti (?:stampa|per la stampa)|l'autore`],
  fr: ['contacts? (?:de )?presse|à propos de l.auteur|historique des (?:versions|modifications)'],
  de: [String.raw`pressekontakt|ansprechpartner(?:in(?:nen)?)?(?!\p{L})|über den autor|änderungshistorie`],
  es: ['contacto (?:de|para) prensa|sobre (?:la firma|el autor|o autor)|archivado en'],
  pt: ['contato (?:de|para a?) imprensa'],
  pl: ['kontakt dla mediów'],
  ru: ['об авторе'],
  ja: ['この記事を書いた人'],
})

/** Headings over the site's own part, which stand before parts of a text as well. */
export const tailHeading = lineStart({
  en: [
    'related|more|read (?:more|next|also)|comments?|about the author|share|tags?|most read|popular|latest',
    'newsletter|sources?|leave a|recommended|you (?:may|might)|trending|other (?:stories|news|articles)',
    '(?:media|press) (?:contacts?|enquiries|inquiries)|notes? to editors|contacts?$|responses|written by',
    'did you (?:like|enjoy|make)',
  ],
  it: [String.raw`leggi anche|correlati|articoli|contatti|l'autore`],
  fr: ['lire aussi|contact presse|à propos de l'],
  de: ['mehr|kommentare|lesen sie|kontakt$|pressekontakt|weitere informationen|über den autor'],
  es: [
    'más|comentarios|relacionad|sobre (?:la firma|el autor|o autor)|archivado en|etiquetas|suscríbete',
    'regístrate',
  ],
  pt: ['leia|mais'],
  nl: ['lees'],
  pl: ['czytaj'],
  ru: ['читайте|также|о авторе|комментар'],
  sv: ['läs'],
  no: ['les også'],
  ar: ['التعليقات|ذات صلة'],
  ja: ['関連'],
  zh: ['关联'],
})
