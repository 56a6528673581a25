import { anyOf } from '../patterns.ts'

const logo = anyOf({
  en: ['logo|logotype|home ?page|home|front ?page|website'],
  de: ['startseite|zur startseite'],
  fr: ['accueil|page d.accueil'],
  es: ['inicio|portada'],
  it: ['torna alla home'],
  pt: ['página inicial|início'],
  nl: ['naar de homepage'],
  sv: ['startsida|till startsidan'],
  da: ['forside|til forsiden'],
  no: ['forsiden|til forsiden'],
  fi: ['etusivulle'],
  pl: ['strona główna'],
  ru: ['логотип|на главную'],
  tr: ['anasayfa|ana sayfa'],
})
const before = anyOf({
  en: ['logo of|logo for|go to|back to|visit|return to|home|homepage of'],
  de: ['logo von|logo der|logo des|zur startseite von'],
  fr: ['logo de|logo du|retour à'],
  es: ['logo de|logotipo de|ir a'],
  it: ['logo di|vai a'],
  pt: ['logo do|logo da|logotipo do'],
  ru: ['логотип'],
})

/** What the text of a site's mark says beside its name: that it is a logo, and leads home. */
export const logoWords = {
  behind: new RegExp(String.raw`[\s|:,–—-]+(?:${logo})$`, 'iu'),
  before: new RegExp(String.raw`^(?:${before})[\s|:,–—-]+`, 'iu'),
}
