import { bag } from '../phrases.ts'

/** Section names, so that "World News" between headline and text is no writer. */
export const isSectionLine = bag({
  en: [
    'news world politics political business economy economics sport sports culture arts art entertainment',
    'opinion opinions analysis comment commentary editorial editorials interview interviews science',
    'technology tech health environment climate travel lifestyle life style food education local national',
    'regional international global society europe europa asia africa america americas middle east latin',
    'uk us usa china russia top breaking exclusive feature features explainer long reads special report',
    'reports coverage review reviews investigations investigation book books film music tv and weekend',
    'magazine money markets finance law crime football soccer tennis cities city',
  ],
  it: [
    'notizie mondo politica economia affari sport cultura spettacoli opinioni opinione analisi commenti',
    'editoriale editoriali intervista interviste scienza tecnologia salute ambiente viaggi societa',
    'cronaca esteri interni italia e estera interna internazionale attualita primo piano approfondimenti',
    'inchieste inchiesta dossier',
  ],
  fr: [
    'actualites actualite monde politique economie culture societe opinions analyse tribune chronique',
    'editorial entretien sciences sante environnement international france idees enquete reportage debats',
    'planete sports et',
  ],
  de: [
    'nachrichten welt politik wirtschaft kultur meinung analyse kommentar interview wissenschaft technik',
    'gesundheit umwelt reise gesellschaft inland ausland deutschland panorama lokales regionales',
    'feuilleton netzwelt leben wissen finanzen und international',
  ],
  es: [
    'noticias mundo politica economia deportes cultura opinion analisis entrevista ciencia tecnologia',
    'salud medio ambiente viajes sociedad internacional nacional espana sucesos',
  ],
  pt: [
    'desporto esportes saude ciencia opiniao entrevista brasil portugal pais ambiente sociedade',
    'internacional america latina cotidiano',
  ],
  nl: [
    'nieuws wereld politiek economie cultuur opinie analyse interview wetenschap gezondheid binnenland',
    'buitenland samenleving',
  ],
  pl: ['wiadomosci swiat polityka gospodarka kultura opinie analiza wywiad nauka zdrowie kraj biznes', 'spoleczenstwo'],
  ru: [
    'новости мир политика экономика спорт культура мнение мнения аналитика интервью наука технологии',
    'здоровье общество россия бизнес происшествия в мире',
  ],
  uk: ['світ політика економіка суспільство'],
  el: ['ειδησεις κοσμος πολιτικη οικονομια αθλητικα πολιτισμος αποψεις αναλυση επιστημη υγεια κοινωνια', 'ελλαδα'],
  tr: ['haberler dunya siyaset ekonomi spor kultur sanat yorum analiz bilim teknoloji saglik toplum gundem', 'turkiye'],
  sv: ['nyheter varlden politik ekonomi kultur asikter debatt vetenskap halsa inrikes utrikes ledare sverige'],
  ar: [
    'أخبار العالم سياسة السياسة اقتصاد الاقتصاد رياضة الرياضة ثقافة الثقافة رأي آراء تحليل مقابلة علوم',
    'تكنولوجيا صحة مجتمع منوعات عربي دولي محليات',
  ],
  he: ['חדשות עולם פוליטיקה כלכלה ספורט תרבות דעות פרשנות מדע בריאות בארץ בעולם'],
  ja: ['ニュース 国際 政治 経済 スポーツ 文化 社会 科学 社説 国内'],
  zh: ['新闻 国际 财经 体育 文化 科技 健康 社会 评论 国内 要闻 國際 政治 財經 社會'],
  ko: ['정치 경제 사회 국제 문화'],
})
