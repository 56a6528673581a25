import { anyOf } from '../patterns.ts'
import { phrases } from '../phrases.ts'
import { author, publishedBy, writers, writtenBy } from '../two-senses.ts'

/** Words before the writers' names. */
export const bylineLabels = phrases(author, writers, writtenBy, publishedBy, {
  en: [
    'by, words by, text by, reported by, reporting by, story by, article by, authors, text, words, by our',
    'posted by, an analysis by, analysis by, opinion by, interview by, review by, from',
  ],
  it: [
    'di, a cura di, testo di, scritto da, articolo di, autore, autrice, autori, testi di, intervista di',
    'a firma di, pubblicato da, da',
  ],
  fr: [
    'par, texte, texte de, texte par, propos recueillis par, un article de, auteur, auteure, autrice',
    'auteurs, publie par, ecrit par, entretien par, reportage, une analyse de',
  ],
  de: [
    'von, text von, ein kommentar von, ein gastbeitrag von, ein artikel von, eine analyse von',
    'ein interview von, eine kolumne von, interview von, autoren, aus, verfasst von, ein bericht von',
    'kommentar von, analyse von, gastbeitrag von, ein essay von',
  ],
  es: [
    'por, texto de, texto, escrito por, redactado por, autora, autores, una cronica de, entrevista de',
    'publicado por, de, texto por',
  ],
  pt: ['reportagem de'],
  nl: ['door, tekst, tekst door, auteur, geschreven door, van onze'],
  pl: [
    'autor tekstu, tekst, opracowanie, opracowal, opracowala, oprac, napisal, napisala, rozmawial',
    'rozmawiala, pisze, autorzy',
  ],
  cs: ['text, autori, autor clanku'],
  hu: ['irta, szerzo'],
  ro: ['de la, scris de, autorul'],
  ru: ['от, автор, авторы, текст, автор текста, автор статьи, автор публикации, подготовил, подготовила'],
  uk: ['авторка, автори'],
  el: [
    'του, της, των, γραφει ο, γραφει η, γραφουν οι, συντακτης, συντακτρια, απο, κειμενο, του συντακτη',
    'ρεπορταζ, επιμελεια',
  ],
  tr: ['yazan, yazar, haber, kaleme alan, hazirlayan, roportaj'],
  sv: ['av, text, text av, skrivet av, forfattare'],
  da: ['af, tekst, skrevet af, skrevet av'],
  fi: ['teksti, kirjoittaja'],
  ar: ['بقلم, كتب, كتبت, تحرير, الكاتب, الكاتبة, إعداد, تقرير, حوار, أجرى الحوار, المؤلف'],
  he: ['מאת, כתבה, הכותב, הכותבת'],
  id: ['oleh, penulis'],
  vi: ['tac gia'],
  ja: ['文, 取材, 取材・文, 執筆, 筆者, 著者, 文責'],
  zh: ['作者, 撰文, 本报记者'],
  hi: ['लेखक, द्वारा'],
  sw: ['mwandishi, imeandikwa na, na mwandishi wetu'],
  ko: ['글'],
})

/** What stands behind the writer's name instead: 1 is the name. */
export const nameBeforeLabel = new RegExp(
  String.raw`^(.{2,40}?)\s?(?:${anyOf({ tr: ['yazdı'], ja: ['記者'], zh: ['记者'], ko: ['기자'] })})$`,
  'u',
)

/** What writers are called behind their name, at the end of a line that they sign. */
export const signedBy = new RegExp(
  String.raw`\s?(?:${anyOf({ ja: ['記者'], zh: ['记者'], ko: ['기자|특파원'] })})$`,
  'u',
)

/** A writer in brackets below a text: 1 is the name. */
export const signedInBrackets = new RegExp(
  String.raw`^[（(]\s*(?:${anyOf({ ja: ['文・|文／|文'], zh: ['记者|作者'] })})?[\s:：]*([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}・]{3,10})\s*[)）]$`,
  'u',
)

/** Labels that begin sentences as well, so that they count in fields alone. */
export const fieldLabelStart = new RegExp(
  String.raw`^(?:${anyOf({
    en: ['byline|(?:exclusive|photos?) by|journalist'],
    de: [String.raw`eine?\s+\p{L}+\s+von`],
    pl: ['przez'],
    tr: ['haber'],
  })})\s*[:：|,]?\s+(?=\S)`,
  'iu',
)

/** Labels as they begin a line of their own, followed by a name in capitals; alternatives of a regular expression. */
export const spokenLabels = anyOf({
  en: [
    'By|by|(?:Story|Words|Text|Article|Report|Review|Interview|Analysis|Guest post|Essay|Column) by',
    '(?:Written|Reported|Posted|Published|Submitted|Authored|Contributed) by',
  ],
  it: ['Di|A cura di|Testo|(?:Scritto|Pubblicato) da|Articolo di'],
  fr: ['Par|Texte|(?:Publié|Écrit|Ecrit|Rédigé|Posté|Proposé) par|Propos recueillis par'],
  de: [
    'Von|Text|Autor|(?:Verfasst|Geschrieben|Veröffentlicht|Erstellt) von|(?:Text|Artikel|Beitrag|Gastbeitrag|Kommentar) von',
  ],
  es: ['Por|(?:Publicado|Escrito|Redactado) por|Texto'],
  pt: ['(?:Publicado|Escrito|Postado) por'],
  nl: ['Door|(?:Geschreven|Geplaatst|Gepubliceerd) door'],
  pl: ['(?:Napisał|Napisała|Opublikowane przez|Tekst)'],
  ro: ['(?:Scris|Publicat) de'],
  ru: ['Автор'],
  sv: ['Av|(?:Skrivet|Publicerat|Text) av'],
  da: ['Af|Skrevet af'],
  no: ['(?:Skrevet|Publisert) av'],
  fi: ['Kirjoittanut|Kirjoittaja'],
  id: ['(?:Oleh|Ditulis oleh|Penulis)'],
  tr: ['Yazan'],
  ar: ['بقلم'],
  he: ['מאת'],
})

/** The same before names in scripts without capitals. */
export const uncasedSpokenLabels = anyOf({ ar: ['بقلم|كتبت?'], he: ['מאת'] })

/** Parts of words that label a writer in the names of fields: "Written by", "Verfasst von". */
export const writerWords = new RegExp(
  anyOf({
    en: ['writ|author'],
    it: ['scritto'],
    fr: ['écrit'],
    de: ['verfasst|geschrieben|autor'],
    es: ['escrito'],
    nl: ['door'],
    ru: ['автор'],
    sv: ['skriv'],
  }),
  'i',
)
