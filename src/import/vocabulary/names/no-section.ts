import { foldWords } from '../../../text/fold.ts'
import { type Words, wordsOf } from '../phrases.ts'

const home: Words = {
  en: [
    'home, homepage, home page, start, you are here, frontpage, front page, portal, all, news home, main page, main',
  ],
  de: ['startseite'],
  fr: ['accueil'],
  es: ['inicio, portada, principal'],
  pt: ['início, página inicial'],
  it: ['sei qui, prima pagina'],
  da: ['forside'],
  no: ['hjem'],
  sv: ['hem'],
  fi: ['etusivu'],
  hu: ['főoldal'],
  pl: ['strona główna, główna'],
  cs: ['domů, úvod'],
  ro: ['acasă'],
  ru: ['главная'],
  bg: ['начало'],
  uk: ['головна'],
  el: ['αρχική'],
  ar: ['الرئيسية'],
  he: ['דף הבית, ראשי'],
  hi: ['होम'],
  tr: ['anasayfa, ana sayfa'],
  id: ['beranda'],
  vi: ['trang chủ'],
  zh: ['首页, 首頁'],
  ja: ['ホーム, トップ, トップページ'],
  ko: ['홈'],
}

/** Forms, templates and places of a page, which systems write where a section should stand. */
const places: Words = {
  en: [
    'none, null, undefined, article, articles, post, posts, blog post, blogpost, page, breaking, featured, top stories, slider',
    'category, categories, section, sections, default, other, others, misc, miscellaneous, general, untitled, story, stories',
    'archive, archives, author, authors, search, content, single, standard, no section, n a, test',
  ],
  de: ['allgemein, artikel, beitrag, beiträge, kategorie, kategorien, rubrik, rubriken, sonstiges'],
  fr: ['catégorie, catégories, rubriques, général, divers'],
  es: ['categoría, categorías, sección, secciones, artículo, artículos, otros, varios'],
  it: ['categoria, categorie, sezione, sezioni, articolo, articoli, varie'],
  pt: ['categorias, seção, artigo, artigos, outros, geral'],
  nl: ['categorie, categorieën, rubrieken, artikelen, algemeen, overig'],
  pl: ['kategoria, kategorie, artykuł, artykuły, inne'],
  cs: ['kategorie, článek, články, ostatní'],
  ru: ['категория, категории, рубрика, рубрики, статья, статьи, разное'],
  sv: ['kategori, kategorier, artiklar'],
  tr: ['kategoriler, makaleler, diğer'],
}

/** What every publisher calls its news: a section only where nothing says more. */
const general: Words = {
  en: ['news, latest news, all news, news stories, blog, press releases'],
  de: ['nachrichten, aktuelles, aktuell, meldungen, pressemitteilungen'],
  it: ['notizie, news e eventi, ultime notizie, comunicati stampa'],
  es: ['noticias, actualidad'],
  fr: ['actualités, actus, actu, communiqués de presse'],
  pt: ['notícias'],
  nl: ['nieuws'],
  sv: ['nyheter'],
  da: ['nyheder'],
  fi: ['uutiset'],
  pl: ['aktualności, wiadomości'],
  cs: ['aktuality, zprávy'],
  hu: ['hírek'],
  ro: ['știri, stiri'],
  ru: ['новости'],
  uk: ['новини'],
  el: ['ειδήσεις, νέα'],
  tr: ['haberler, haber'],
  id: ['berita'],
  vi: ['tin tức'],
  ar: ['أخبار, اخبار'],
  he: ['חדשות'],
  hi: ['समाचार'],
  ja: ['ニュース'],
  zh: ['新闻, 新聞'],
  ko: ['뉴스'],
}

/** Names of the front page, folded. */
export const homeNames = folded(home)

/** What is no section's name and no keyword, folded. */
export const placeNames = folded(places)

/** Names of all news, folded. */
export const generalNames = folded(general)

function folded(words: Words): ReadonlySet<string> {
  return new Set(wordsOf(words).map(foldWords))
}
