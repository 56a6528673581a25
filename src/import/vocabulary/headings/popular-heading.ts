import { anyOf } from '../patterns.ts'
import { phrases } from '../phrases.ts'

/** Headings over lists that stand on every page of a site and say nothing about this article. */
export const popularHeadings = phrases({
  en: [
    'previous article, next article, previous post, next post, previous story, next story, most read',
    'most popular, most viewed, most commented, trending, trending now, popular, popular now',
    'popular posts, popular stories, popular articles, latest news, latest stories, latest articles',
    'latest, latest posts, recent posts, recent articles, recent news, top stories, top news',
    'breaking news, today s top, live now, just in, headlines, in other news, more news, more top stories',
  ],
  it: [
    'articolo precedente, articolo successivo, prossimo articolo, piu letti, i piu letti, piu lette',
    'le piu lette, articoli piu letti, ultime notizie, ultimi articoli, ultim ora, in evidenza',
    'di tendenza, le notizie del giorno, primo piano, le ultime, gli ultimi articoli',
  ],
  fr: [
    'article precedent, article suivant, les plus lus, plus lus, les plus lues, articles les plus lus',
    'les plus consultes, les plus partages, dernieres actualites, dernieres nouvelles, derniers articles',
    'les dernieres infos, a la une, en ce moment, en direct, tendances, actualites',
  ],
  de: [
    'vorheriger artikel, nachster artikel, vorheriger beitrag, nachster beitrag, meistgelesen',
    'meistgelesene artikel, am meisten gelesen, meist gelesen, die meistgelesenen, neueste artikel',
    'neueste nachrichten, aktuelle nachrichten, aktuelles, beliebt, beliebte artikel, schlagzeilen',
    'top themen, topmeldungen, newsticker, das neueste',
  ],
  es: [
    'articulo anterior, articulo siguiente, siguiente articulo, lo mas leido, mas leidas, las mas leidas',
    'mas leidos, mas vistas, lo mas visto, lo ultimo, ultimas noticias, ultimos articulos, ultima hora',
    'tendencias, destacados, destacadas',
  ],
  pt: [
    'artigo anterior, proximo artigo, mais lidas, as mais lidas, mais lidos, mais vistas, ultimas',
    'ultimas noticias, destaques, em destaque, em alta',
  ],
  nl: [
    'vorig artikel, volgend artikel, meest gelezen, populair, laatste nieuws, net binnen',
    'het laatste nieuws, trending',
  ],
  pl: [
    'poprzedni artykul, nastepny artykul, najczesciej czytane, najpopularniejsze, najnowsze',
    'ostatnie wiadomosci, popularne, najchetniej czytane',
  ],
  cs: ['nejctenejsi'],
  hu: ['legolvasottabb, legfrissebb'],
  ro: ['cele mai citite, ultimele stiri'],
  ru: [
    'предыдущая статья, следующая статья, предыдущая запись, следующая запись, самое читаемое',
    'самое популярное, популярное, последние новости, главные новости, лента новостей, новости дня',
    'сейчас читают, главное',
  ],
  uk: ['найпопулярніше, останні новини'],
  el: [
    'προηγουμενο αρθρο, επομενο αρθρο, δημοφιλη, τα πιο δημοφιλη, δημοφιλεστερα, τελευταια νεα',
    'τελευταιες ειδησεις, ροη ειδησεων',
  ],
  tr: ['gunun mansetleri, onceki haber, sonraki haber, en cok okunan*, son dakika, son haberler, gundem'],
  sv: ['mest lasta, foregaende artikel, nasta artikel, mest last*, senaste nytt, senaste'],
  da: ['mest laeste, mest laest'],
  no: ['mest lest, siste nytt'],
  fi: ['luetuimmat, uusimmat'],
  ar: [
    'المقال السابق, المقال التالي, الأكثر قراءة, الأكثر مشاهدة, الأكثر تداولا, آخر الأخبار, أحدث الأخبار',
    'أهم الأخبار, الأكثر شيوعا',
  ],
  fa: ['پربازدیدترین, آخرین اخبار'],
  he: ['הנקראות ביותר, הכי נקראות, הנצפים ביותר, חדשות אחרונות, מבזקים'],
  hi: ['लेटेस्ट न्यूज़, ताजा खबरें, सबसे ज्यादा पढ़ी गई'],
  id: ['berita terpopuler, terpopuler'],
  vi: ['xem nhieu, doc nhieu, tin moi nhat'],
  ja: ['前の記事, 次の記事, ランキング, アクセスランキング, 人気記事, 人気, 最新ニュース, 最新記事, 新着記事'],
  zh: ['上一篇, 下一篇, 热门, 热门文章, 热门新闻, 最新新闻, 热点, 排行榜, 熱門新聞'],
  ko: ['많이 본 뉴스, 최신 기사, 인기 기사'],
})

/** Words that tell such a heading in pages of HTML, wherever they stand in it. */
export const popularHeadingPattern = new RegExp(
  [
    String.raw`\b(?:most (?:read|popular|viewed)|trending|latest|più letti|ultim[ei]|meistgelesen|les plus lus)\b`,
    String.raw`\b(?:más (?:leíd[oa]s|vist[oa]s)|mais lidas|meest gelezen|mest lest|najczęściej|popularne)\b`,
    'ट्रेंडिंग|おすすめ|ランキング|热门|推荐|популярн|последние|самое читаемое|الأكثر قراءة',
  ].join('|'),
  'iu',
)

/** Between such a heading and the name of a publication: "Most read in The Courier". */
export const inPublication = new RegExp(
  `^(?:${anyOf({
    en: ['in|on|at'],
    it: ['su|di|da'],
    fr: ['sur|dans'],
    de: ['von|auf|bei|aus'],
    es: ['en|de'],
    pt: ['do|no|na'],
    nl: ['op'],
    pl: ['w'],
    ru: ['в|на'],
    uk: ['у'],
    sv: ['på'],
    no: ['i'],
  })}) `,
  'u',
)
