import { phrases } from '../phrases.ts'
import { publishedBy } from '../two-senses.ts'

/** Sentences by which the law makes a publisher name itself. */
export const imprints = phrases(publishedBy, {
  en: [
    'registered newspaper, is a registered, registered in england, registered office, company number',
    'company no, registered company, registered charity, registered number, press council, ipso',
    'registered at the, registered with the',
  ],
  it: [
    'testata registrata, testata giornalistica, registrata presso, registrata in data, registro stampa',
    'registro della stampa, registro di stampa, reg trib, autorizzazione del tribunale',
    'autorizzazione tribunale, aut trib, direttore responsabile, iscrizione al roc, registro operatori',
    'partita iva, p iva, iscritta al, tribunale di',
  ],
  fr: [
    'directeur de la publication, directrice de la publication, commission paritaire, cppap, depot legal',
    'rcs, immatriculee au',
  ],
  de: [
    'impressum, v i s d p, visdp, verantwortlich im sinne, inhaltlich verantwortlich, herausgeber',
    'amtsgericht, handelsregister, registergericht, hrb, ust id',
  ],
  es: ['deposito legal, registro mercantil, inscrita en el registro, numero de registro'],
  pt: [
    'registo na erc, registada na erc, registado na erc, entidade reguladora, inscricao na erc',
    'registo erc, cnpj, jornalista responsavel, mtb',
  ],
  nl: ['kvk, kamer van koophandel, hoofdredacteur, uitgever'],
  pl: [
    'redaktor naczelny, redaktor naczelna, rejestru dziennikow, rejestru prasowego, wpisany do rejestru',
    'wydawca, sad okregowy, krs, nip',
  ],
  cs: ['vydavatel, sefredaktor'],
  hu: ['impresszum'],
  ru: [
    'свидетельство о регистрации, зарегистрировано, зарегистрирован, роскомнадзор, роскомнадзора',
    'главный редактор, учредитель, эл фс, сми',
  ],
  uk: ['свідоцтво про реєстрацію, зареєстровано'],
  el: ['μητρωο, μ η τ, αριθμος μητρωου, αρ γεμη, γεμη, ιδιοκτησια, διευθυντης συνταξης, αφμ'],
  tr: ['imtiyaz sahibi, yazi isleri muduru, kunye, yayin turu, ticaret sicil'],
  sv: ['ansvarig utgivare, org nr, organisationsnummer'],
  da: ['ansvarshavende, cvr'],
  no: ['ansvarlig redaktor'],
  fi: ['paatoimittaja'],
  ar: ['رئيس التحرير, ترخيص رقم, مرخص, رقم الترخيص, سجل تجاري, المجلس الوطني للصحافة'],
  he: ['עורך ראשי, מו ל, ח פ'],
  ja: ['発行人, 編集長, 編集人, 発行所, icp备, 登録番号'],
  zh: ['互联网新闻信息服务许可证, 许可证, 备案, 总编辑, 公网安备, 發行人'],
  ko: ['등록번호, 발행인, 편집인'],
  mul: ['issn'],
})
