import { bag, phrases, type Words } from '../phrases.ts'
import { author, desks, writers } from '../two-senses.ts'

const sure: Words = {
  en: [
    'correspondent, editor, reporters, columnist, writer, journalist, contributor, analyst, producer',
    'photographer, commentator, researcher, director, lecturer, economist, historian, presenter, critic',
    'professor, freelance, editor at large, editor in chief',
  ],
  it: [
    'corrispondente, inviato, inviata, giornalista, redattore, redattrice, direttore, caporedattore',
    'editorialista, analista, collaboratore, collaboratrice, professore, docente, scrittore, scrittrice',
    'saggista, storico',
  ],
  fr: [
    'journaliste, correspondant, correspondante, envoye special, envoyee speciale, redacteur, redactrice',
    'chroniqueur, editorialiste, grand reporter, professeur, economiste, historien, historienne, reportrice',
  ],
  de: [
    'redakteur, redakteurin, korrespondent, korrespondentin, reporterin, journalistin, chefredakteur',
    'chefredakteurin, kolumnist, kolumnistin, professorin, volontar, volontarin',
  ],
  es: [
    'periodista, corresponsal, redactor, redactora, enviado especial, enviada especial, columnista',
    'cronista, profesor, profesora, jefe de',
  ],
  pt: ['jornalista, correspondente, colunista, editora, enviado, professora'],
  nl: ['redacteur, verslaggever, correspondente, columniste, hoogleraar, journalista'],
  pl: ['dziennikarz, dziennikarka, publicysta, publicystka, redaktor, korespondent, korespondentka'],
  cs: ['zpravodaj'],
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
}

/** Words that people are called as well: Tom Fellow, Ina Freier. They tell only where what stands beside them does too. */
const loose: Words = {
  en: ['chief, political, diplomatic, senior, deputy, associate, assistant, bureau, fellow, head of'],
  de: ['freier'],
}

const beats: Words = {
  en: [
    'head of and at in the for business science sport sports health technology tech economics environment education royal',
    'home affairs foreign international national local city crime court culture arts music film food travel data video news',
    'investigations politics policy security defence defense transport energy climate money markets opinion staff managing',
    'executive contributing general special guest visiting research phd dr intern trainee europe asia africa middle east',
  ],
}

/** Words of what somebody does, beside a name that is certain. */
export const roles = phrases(author, writers, desks, sure, loose)

/** Those of them that are nobody's name. */
export const sureRoles = phrases(author, writers, desks, sure)

/** Whether a text is made of words for what somebody does and for what about: "Senior Fellow", "Head of News". */
export const isOnlyRole = bag({
  ...sure,
  en: [...spaced(sure.en), ...spaced(loose.en), ...(beats.en ?? []), 'author reporter correspondents'],
  de: [...spaced(sure.de), ...spaced(loose.de), 'autor autorin'],
})

function spaced(lines: readonly string[] | undefined): string[] {
  return (lines ?? []).map((line) => line.replaceAll(',', ''))
}
