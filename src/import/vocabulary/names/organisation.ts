import { phrases } from '../phrases.ts'
import { desks } from '../two-senses.ts'

/** Newsrooms and desks: who writes is no person. */
export const newsrooms = phrases(desks, {
  en: [
    'newsroom, news desk, newsdesk, desk, staff, staff reporter, staff writer, staff writers',
    'editorial board, editorial staff, editorial team, editorial, editors, the editors, news agency',
    'news service, news wire, newswire, wire services, agency, agencies, agence, team, web desk',
    'our correspondent, our own correspondent, online desk, press office, press release',
    'press association, associated press, guest contributor',
  ],
  it: [
    'redazione, la redazione, redazione web, redazione online, agenzia, agenzie, comunicato stampa',
    'ufficio stampa, collettivo',
  ],
  fr: ['redaction, la redaction, agences, agence france presse, la redaction web, collectif, communique'],
  de: ['redaktion, die redaktion, online redaktion, nachrichtenagentur, agentur, agenturen'],
  es: ['redaccion, la redaccion, agencia, agencias, equipo, colectivo'],
  pt: ['redacao, da redacao, equipa, equipe, comunicado, assessoria'],
  nl: ['redactie, de redactie, onze redactie, onze correspondent, persbureau'],
  pl: ['redakc*, agencja, zespol'],
  hu: ['szerkesztoseg'],
  ro: ['redactia'],
  ru: ['редакц*, агентство, пресс служба, коллектив, отдел новостей, служба новостей'],
  el: ['συντακτικη ομαδα, συνταξη, συντακτικη, πρακτορειο, ομαδα συνταξης'],
  tr: ['haber merkezi, haber ajansi, ajansi, yayin kurulu'],
  sv: ['redaktionen'],
  no: ['redaksjonen'],
  fi: ['toimitus'],
  ar: ['هيئة التحرير, التحرير, فريق التحرير, وكالات, وكالة, صحيفة, وكالة الأنباء, أسرة التحرير'],
  he: ['מערכת, מערכת האתר, סוכנויות, סוכנות'],
  id: ['redaksi'],
  vi: ['ban bien tap'],
  ja: ['編集部, 共同通信, 時事通信, 取材班, 通信社, 新聞社, 記者団'],
  zh: ['编辑部, 新华社, 中新社, 综合报道, 新華社, 中央社, 報社'],
  ko: ['기자단, 편집부, 연합뉴스'],
  mul: ['europa press, dow jones, agencia brasil, prensa latina, ria novosti, pa media, the conversation'],
})

/** Agencies by their short names, which are surnames and words as well: the whole name, or in capitals inside one. */
export const agencies = phrases({
  mul: [
    'reuters, afp, ap, ansa, dpa, efe, lusa, tass, itar tass, interfax, xinhua, kyodo, jiji, apa, ats',
    'keystone, keystone sda, sda, belga, anp, pap, tt, ntb, ritzau, stt, ptc, pti, ians, ani, bernama',
    'antara, yonhap, anadolu, aa, dha, iha, ina, wafa, spa, mena, sana, irna, bloomberg, upi, adnkronos',
    'agi, askanews, lapresse, nova, telam, notimex, sid, epd, kna, cna, cp, ctk, mti, agerpres, unian',
    'ukrinform, belta, aap, pa, sputnik, telesur, red, pr, press, wires',
    'service',
  ],
})

/** Words in the names of publications, companies, schools and authorities. */
export const institutions = phrases({
  en: ['magazine, newspaper, media, foundation, institute, university, committee, council, network', 'association'],
  it: ['comitato, associazione, fondazione, osservatorio'],
})

/** More of them, which also stand in headings and kickers: they tell only where a writer is named for certain. */
export const companies = phrases({
  en: [
    'news, tv, radio, journal, podcast, podcasts, production, productions, ministry, department',
    'commission, direction, inc, ltd, llc',
  ],
  it: ['giornale, edizioni, ministero, istituto'],
  fr: ['ministere'],
  de: ['zeitung, verlag, ministerium, institut, gmbh'],
  es: ['ministerio'],
  ja: ['通信'],
  ko: ['뉴스'],
})
