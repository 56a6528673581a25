import { foldWords } from '../../../../text/fold.ts'
import type { Evidence } from '../evidence.ts'
import { similarity } from '../page/text.ts'

const homeName =
  /^(?:home(?:page| page)?|start(?:seite)?|accueil|inicio|início|principal|portada|homepage|forside|hjem|hem|etusivu|főoldal|strona główna|główna|domů|úvod|главная|головна|начало|αρχική|الرئيسية|דף הבית|ראשי|anasayfa|ana sayfa|beranda|trang chủ|首页|首頁|ホーム|トップ|홈|you are here|sei qui|portal|frontpage|front page|all|news home)$/iu

/** What stands in place of a section or a keyword and names none. */
export const notSection =
  /^(?:uncategori[sz]ed|senza categoria|sin categoría|non classé|allgemein|unkategorisiert|uncategorised|без рубрики|none|null|article|articles|post|blog ?post|breaking|featured|homepage|top stories|slider|main)$/iu

/** What every publisher calls its news: a section only where nothing says more. */
const genericSection =
  /^(?:news|latest news|all news|news stories|nachrichten|aktuelles|aktuell|meldungen|notizie|news e eventi|ultime notizie|noticias|actualidad|actualités|actus?|notícias|nieuws|nyheter|nyheder|uutiset|aktualności|wiadomości|aktuality|zprávy|hírek|știri|stiri|новости|новини|ειδήσεις|νέα|haberler|haber|berita|tin tức|أخبار|اخبار|חדשות|समाचार|ニュース|新闻|新聞|뉴스|blog|press releases|pressemitteilungen|comunicati stampa|communiqués de presse)$/iu

/** Whether names say no more than that it is news. */
export function isGeneric({ names }: { readonly names: readonly string[] }): boolean {
  return names.every((name) => genericSection.test(name))
}

/** The steps of a path that are sections: not the front page, the site, the archive's days, the headline itself; 6 at most. */
export function cleanPath(names: readonly string[], headline: string, { siteNames }: Evidence): string[] {
  const clean: string[] = []
  for (const raw of names) {
    const name = raw.replace(/^[\s>»›/|•·]+|[\s>»›/|•·]+$/g, '').trim()
    const folded = foldWords(name)
    if (folded === '' || name.length > 60 || homeName.test(name) || notSection.test(name) || /^https?:/.test(name))
      continue
    // "2024 / 05 / 12" are the archive's days, an arrow leads back
    if (/^\d{1,4}$/.test(name) || /^[←‹«<]/.test(name)) continue
    if (
      folded === foldWords(headline) ||
      similarity(name, headline) > 0.7 ||
      (name.endsWith('…') && foldWords(headline).startsWith(folded))
    )
      continue
    if (siteNames.some(({ value }) => foldWords(value) === folded)) continue
    if (/\.(?:com|org|net|it|de|fr|es|co|eu)$/i.test(name)) continue
    if (!clean.some((known) => foldWords(known) === folded)) clean.push(name)
  }
  return clean.slice(0, 6)
}
