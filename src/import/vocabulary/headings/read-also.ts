import { anyOf, lineStart } from '../patterns.ts'
import { phrases, type Words } from '../phrases.ts'

/** Stand before another article's title, and over lists of them. */
export const pointers: Words = {
  en: ['read more, read also, also read, see also, related, recommended, read next, don t miss', 'you may also like'],
  it: ['leggi anche, vedi anche, ti potrebbe interessare, potrebbe interessarti'],
  fr: ['lire aussi, a lire aussi, a lire egalement, a voir aussi, lisez aussi'],
  de: ['lesen sie auch, lesen sie mehr, mehr zum thema, auch interessant'],
  es: [
    'lea tambien, lee tambien, leer tambien, te puede interesar, ver tambien, le puede interesar',
    'mas informacion, no te pierdas, noticias relacionadas, mas noticias',
  ],
  pt: ['leia tambem, leia mais, veja tambem, saiba mais, ler tambem, ler mais, noticias relacionadas'],
  nl: ['lees ook, lees verder, bekijk ook'],
  pl: [
    'czytaj tez, czytaj takze, czytaj rowniez, przeczytaj takze, przeczytaj tez, zobacz tez, zobacz takze',
    'zobacz rowniez, polecamy',
  ],
  ro: ['citeste si, cititi si'],
  ru: ['читайте также, читать также, смотрите также, читайте по теме, по теме, материалы по теме'],
  uk: ['читайте також, дивіться також'],
  el: ['διαβαστε επισης, διαβαστε ακομα, διαβαστε ακομη, δειτε επισης, δειτε ακομα'],
  tr: ['ayrica okuyun, bunu da okuyun'],
  sv: ['las ocksa, las mer, las aven'],
  da: ['laes ogsa'],
  no: ['les ogsa'],
  fi: ['lue myos'],
  ar: ['اقرأ أيضا, شاهد أيضا, قد يهمك, مواضيع ذات صلة, ذات صلة'],
  he: ['קראו גם, ראו גם, קראו עוד, כתבות נוספות, עוד בנושא'],
  hi: ['ये भी पढ़ें'],
  id: ['baca juga'],
  vi: ['xem them'],
  ja: ['あわせて読みたい, 関連記事'],
  zh: ['相关阅读, 相关报道, 延伸阅读, 延伸閱讀, 相關新聞, 相关新闻'],
  ko: ['관련기사, 관련 기사'],
  fa: ['مطالب مرتبط'],
}

const labels: Words = {
  en: ['dont miss, read this, watch, watch also, listen'],
  it: ['leggi di piu, leggi pure, guarda anche, approfondisci'],
  fr: ['a lire, lire egalement, voir aussi'],
  de: ['siehe auch, lies auch'],
  es: ['leer mas, lea mas, lee mas, mira tambien, vea tambien, te recomendamos'],
  pt: ['veja mais, assista tambem, confira tambem'],
  nl: ['lees meer, zie ook'],
  pl: ['czytaj wiecej, sprawdz tez, przeczytaj rowniez'],
  cs: ['ctete take, ctete tez, prectete si'],
  sk: ['citajte aj'],
  hu: ['ehhez kapcsolodoan, olvassa el, olvasta mar'],
  ro: ['vezi si'],
  bg: ['прочетете още, вижте още'],
  ru: ['читайте подробнее, см также'],
  uk: ['читайте ще'],
  el: ['δειτε ακομη'],
  tr: ['ilgili haber, bunu da oku, ayrica bakiniz, haberi oku'],
  sv: ['se ocksa'],
  da: ['laes mere'],
  no: ['les mer'],
  ar: ['اقرأ المزيد, طالع أيضا'],
  fa: ['بیشتر بخوانید, همچنین بخوانید'],
  he: ['קרא גם, לכתבה המלאה, קרא עוד'],
  hi: ['यह भी पढ़ें, इसे भी पढ़ें, बिना पढ़े न जाएं, और पढ़ें'],
  id: ['simak juga, lihat juga'],
  vi: ['doc them'],
  zh: ['更多阅读'],
}

// begin sentences as well: they count where the text around a line is known
const openers: Words = {
  en: ['more here, must read, in pictures, explainer, in case you missed it'],
  it: ['da leggere, per approfondire'],
  fr: ['relire, lire la suite'],
  de: ['lesen sie hier, lesen sie dazu, mehr dazu'],
  ru: ['подробнее'],
  el: ['διαβαστε'],
  ar: ['للمزيد, شاهد'],
  ja: ['関連'],
}

/** Labels before another article's title inside or below the text. */
export const readAlso = phrases(pointers, labels, openers)

/** Those of them that hardly ever begin a sentence. */
export const readAlsoLabels = phrases(pointers, labels)

/** Beginnings of such lines that no list of phrases can hold: with words in between, or with a condition on what follows. */
export const readAlsoStart = lineStart({
  en: ['more (?:on this|from|stories)', 'you (?:may|might) (?:also )?(?:like|be interested)'],
  fr: ['sur le même (?:sujet|thème)'],
  de: ['zum thema|das könnte sie (?:auch )?interessieren'],
  es: [String.raw`también (?:puede|puedes|te puede) \w+`],
  nl: ['meer over'],
  hu: ['kapcsolódó'],
  tr: ['ilgili haber|ayrıca oku'],
  hi: ['संबंधित (?:खबर|समाचार|लेख)'],
})

/** Beginnings of sentences as well: a pointer ends here, or at a colon. */
export const moreInformation = lineStart(
  {
    en: ['(?:further|more) information'],
    it: ['ulteriori informazioni|per saperne di più'],
    fr: ['informations complémentaires|en savoir plus'],
    de: ['weitere informationen|weiterführende (?:links|informationen)'],
    es: ['(?:más )?información (?:adicional|relacionada)'],
    nl: ['meer informatie'],
    pl: ['więcej informacji'],
    ru: ['дополнительная информация|подробнее по теме'],
    sv: ['mer information'],
  },
  String.raw`(?=[^\p{L}\p{N}]*$|\s*[:：])`,
)

/** Before a title that no colon parts from it: only phrases of two words or more are told. */
export const pointerBeforeTitle = new RegExp(
  String.raw`^\W*(?:${anyOf({
    en: ['read (?:also|next)|see also'],
    it: ['leggi anche'],
    fr: ['à lire(?: aussi)?|lire aussi'],
    de: ['lesen sie auch'],
    es: ['lee también'],
    pt: ['leia também'],
    nl: ['lees ook'],
    pl: ['zobacz (?:też|także)|czytaj (?:też|także)'],
    ru: ['читайте также'],
    sv: ['läs också'],
    no: ['les også'],
  })})\s+(?=["“«]?\p{Lu})`,
  'iu',
)
