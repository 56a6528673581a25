import { phrases } from '../phrases.ts'
import { author, desks, writers } from '../two-senses.ts'

/** Words of what somebody does, beside a name. */
export const roles = phrases(author, writers, desks, {
  en: [
    'correspondent, editor, reporters, columnist, writer, journalist, contributor, analyst, producer',
    'chief, political, diplomatic, senior, deputy, associate, assistant, professor, freelance',
    'photographer, bureau, critic, commentator, researcher, fellow, director, lecturer, economist',
    'historian',
  ],
  it: [
    'corrispondente, inviato, inviata, giornalista, redattore, redattrice, direttore, caporedattore',
    'editorialista, analista, collaboratore, collaboratrice, professore, docente, scrittore, scrittrice',
    'saggista, storico',
  ],
  fr: [
    'journaliste, correspondant, correspondante, envoye special, envoyee speciale, redacteur, redactrice',
    'chroniqueur, editorialiste, grand reporter, professeur, economiste, historien, historienne',
  ],
  de: [
    'redakteur, redakteurin, korrespondent, korrespondentin, reporterin, journalistin, chefredakteur',
    'chefredakteurin, kolumnist, kolumnistin, professorin, volontar, volontarin, freier',
  ],
  es: [
    'periodista, corresponsal, redactor, redactora, enviado especial, enviada especial, columnista',
    'cronista, profesor, profesora, jefe de',
  ],
  pt: ['jornalista, correspondente, colunista, editor, editora, enviado, professor, professora'],
  nl: ['redacteur, verslaggever, correspondente, columniste, hoogleraar'],
  pl: ['dziennikarz, dziennikarka, publicysta, publicystka, redaktor, korespondent, korespondentka'],
  cs: ['redaktor, zpravodaj'],
  ru: ['корреспондент, обозреватель, журналист, журналистка, редактор, колумнист, собкор'],
  uk: ['кореспондент, журналістка, журналіст'],
  el: ['δημοσιογραφος, ανταποκριτης, αρθρογραφος, αρχισυντακτης'],
  tr: ['muhabiri, yazari, gazeteci, editoru, kose yazari'],
  sv: ['korrespondent, journalist, ledarskribent, kronikor'],
  fi: ['toimittaja'],
  ar: ['مراسل, مراسلة, كاتب, كاتبة, صحفي, صحفية, محرر, محررة'],
  he: ['כתבת, עורך, עורכת, פרשן, פרשנית'],
  ja: ['特派員, 編集委員, 論説委員'],
  zh: ['特派员'],
  ko: ['기자'],
})
