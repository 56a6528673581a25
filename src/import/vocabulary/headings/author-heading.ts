import { phrases } from '../phrases.ts'
import { author, writtenBy } from '../two-senses.ts'

/** Headings over a box about the writer. */
export const authorHeadings = phrases(author, writtenBy, {
  en: ['about the author, about the authors, about author, about the writer, meet the author'],
  it: ['l autore, sull autore, informazioni sull autore, gli autori'],
  fr: ['a propos de l auteur, l auteur'],
  de: ['uber den autor, uber die autorin, zum autor, zur autorin, zur person'],
  es: ['sobre el autor, sobre la autora, acerca del autor'],
  pt: ['sobre o autor, sobre a autora'],
  nl: ['over de auteur'],
  pl: ['o autorze, o autorce'],
  ru: ['об авторе'],
  el: ['σχετικα με τον συντακτη'],
  tr: ['yazar hakkinda'],
  sv: ['om forfattaren, om skribenten'],
  ar: ['عن الكاتب, نبذة عن الكاتب'],
  he: ['על הכותב, על הכותבת'],
  ja: ['著者紹介, 著者プロフィール, 筆者プロフィール'],
  zh: ['作者简介, 关于作者'],
})
