import { lineStart } from '../patterns.ts'
import { phrases } from '../phrases.ts'
import { pointers } from './read-also.ts'

/** Headings over lists of other articles that belong to this one. */
export const relatedHeadings = phrases(pointers, {
  en: [
    'people are also reading, related to this story, you might also like, you may also be interested',
    'you might be interested, also of interest, related articles, related stories, related news',
    'related posts, related content, related links, related coverage, related reading, more from',
    'more on this, more on, more stories, more in, more like this, further reading, recommended for you',
    'recommended stories, recommended reading, what to read next, up next, keep reading, editors picks',
    'editor s picks, you may have missed, from our archive',
  ],
  it: [
    'potrebbe anche interessarti, potrebbero interessarti',
    'potrebbero anche interessarti, ti potrebbero interessare, potrebbe piacerti, articoli correlati',
    'articoli collegati, notizie correlate, contenuti correlati, altri articoli, dello stesso autore',
    'sullo stesso argomento, approfondimenti, correlati, consigliati',
  ],
  fr: [
    'articles lies, articles similaires, articles connexes, sur le meme sujet',
    'sur le meme theme, vous aimerez aussi, dans la meme rubrique, notre selection',
    'ces articles pourraient vous interesser, cela pourrait vous interesser, pour aller plus loin',
    'nos recommandations, a decouvrir',
  ],
  de: [
    'das konnte sie auch interessieren, das konnte dich auch interessieren, ahnliche artikel',
    'verwandte artikel, weitere artikel, weitere themen, weitere nachrichten, passend dazu, zum thema',
    'mehr aus, empfehlungen der redaktion',
  ],
  es: [
    'noticia relacionada, articulo relacionado, tambien te puede interesar, puede interesarte',
    'te podria interesar, quizas te interese, quiza te interese',
    'articulos relacionados, contenido relacionado, relacionadas, relacionado, relacionados',
    'mas en, mas sobre, recomendados',
  ],
  pt: [
    'artigos relacionados, materias relacionadas, conteudo relacionado',
    'voce tambien pode gostar, voce tambem pode gostar, voce pode gostar, tambem pode gostar, pode gostar',
    'pode interessar, tambem pode interessar, mais noticias, mais sobre',
  ],
  nl: [
    'gerelateerd, gerelateerde artikelen, meer over, meer nieuws, misschien ook interessant',
    'misschien vind je dit ook interessant, aanbevolen, ook interessant',
  ],
  pl: [
    'powiazane artykuly, powiazane, polecane, podobne artykuly, podobne, moze cie zainteresowac',
    'to moze cie zainteresowac, warto przeczytac',
  ],
  cs: ['souvisejici clanky, souvisejici, mohlo by vas zajimat'],
  hu: ['kapcsolodo cikkek, kapcsolodo'],
  ro: ['articole similare, pe acelasi subiect'],
  ru: [
    'похожие материалы, похожие статьи, похожие новости, новости по теме',
    'вам может быть интересно, вам также может понравиться, вам будет интересно, рекомендуем, читайте еще',
    'другие новости, еще по теме',
  ],
  uk: ['більше за темою, ще за темою, схожі новини, за темою'],
  el: [
    'σχετικα αρθρα, σχετικες ειδησεις, σχετικα, μπορει να σας ενδιαφερει, μπορει να σ ενδιαφερει',
    'ισως σας ενδιαφερει, περισσοτερα',
  ],
  tr: [
    'ilgili haberler, ilgili icerikler, ilgili yazilar, benzer haberler, benzer yazilar',
    'bunlar da ilginizi cekebilir, ilginizi cekebilir, ilgini cekebilir, onerilen haberler, onerilenler',
    'diger haberler',
  ],
  sv: ['lasmer, relaterade artiklar, relaterat, relaterade, du kanske ocksa gillar, mer om, mer fran', 'andra laser'],
  da: ['laes mere om, relaterede'],
  no: ['relaterte'],
  fi: ['lue lisaa, aiheeseen liittyvat'],
  ar: [
    'مواضيع متعلقة, مقالات ذات صلة, اخبار ذات صلة, أخبار متعلقة, قد يعجبك أيضا',
    'قد يهمك أيضا, المزيد من, المزيد حول, ربما يعجبك, مقترحات',
  ],
  fa: ['اخبار مرتبط'],
  he: [
    'כתבות קשורות, אולי יעניין אותך, אולי יעניין אתכם, אולי יעניין',
    'עוד באותו נושא, כתבות מומלצות, מומלצים, לקריאה נוספת',
  ],
  hi: ['संबंधित खबरें, संबंधित समाचार'],
  id: ['berita terkait, artikel terkait'],
  vi: ['tin lien quan, bai viet lien quan, tin cung chuyen muc'],
  ja: ['関連ニュース, おすすめ記事, おすすめの記事, 合わせて読みたい, こちらもおすすめ, こちらの記事も'],
  zh: ['相关文章, 推荐阅读, 猜你喜欢, 相關文章, 相關報導, 推薦閱讀'],
  ko: ['추천 기사'],
})

/** Beginnings of such headings in pages of HTML, with words in between. */
export const relatedHeadingStart = lineStart({
  en: ['more (?:on|about|from|like) .{0,40}|more (?:stories|coverage|news|articles)'],
  it: ['articoli (?:correlati|collegati)|potrebbe(?:ro)? (?:anche )?interessart[ie].{0,20}|altri articoli'],
  fr: ['articles? (?:liés|similaires|associés|recommandés)|sur le même (?:sujet|thème)|à découvrir'],
  de: [
    '(?:weitere|mehr) (?:artikel|zum thema|dazu|themen|nachrichten).{0,20}|verwandte (?:artikel|themen)',
    'passend dazu|empfehlungen',
  ],
  es: ['artículos relacionados|notas relacionadas|contenido relacionado|más (?:sobre|en) .{0,30}'],
  pt: ['matérias relacionadas|notícias relacionadas|artigos relacionados|mais sobre .{0,30}'],
  nl: ['gerelateerd(?:e artikelen)?|meer (?:over|van) .{0,30}'],
  pl: ['powiązane(?: artykuły)?|polecane|podobne artykuły'],
  cs: ['související(?: články)?'],
  sk: ['súvisiace'],
  hu: ['kapcsolódó(?: cikkek)?'],
  ro: ['articole similare|din aceeași categorie'],
  bg: ['свързани(?: статии)?'],
  ru: ['похожие (?:статьи|материалы|новости)|другие новости по теме'],
  uk: [String.raw`схожі (?:статті|новини)|пов'язані`],
  el: ['σχετικά(?: άρθρα)?'],
  tr: ['benzer haberler|ilgili haberler'],
  sv: ['relaterade? (?:artiklar|artikler)?|mer om .{0,30}'],
  no: ['relaterte (?:saker|artikler)'],
  ar: ['مقالات ذات صلة|أخبار ذات صلة|موضوعات ذات صلة|مواضيع مشابهة'],
  fa: ['اخبار مرتبط'],
  he: ['כתבות קשורות|עוד באותו נושא'],
  hi: ['संबंधित'],
  id: ['berita terkait|artikel terkait'],
  vi: ['tin liên quan|bài liên quan'],
  ja: ['関連(?:記事|ニュース|リンク)?'],
  zh: ['相关(?:新闻|阅读|文章|报道)?'],
  ko: ['관련 ?(?:기사|뉴스)'],
})
