import { phrases, type Words } from '../phrases.ts'
import { desks } from '../two-senses.ts'

const rooms: Words = {
  en: [
    'newsroom, news desk, newsdesk, desk, staff, staff reporter, staff writer, staff writers',
    'editorial board, editorial staff, editorial team, editorial, editors, the editors',
    'team, web desk, our reporter',
    'our correspondent, our own correspondent, online desk, press office, press release',
    'guest contributor',
  ],
  it: ['redazione, la redazione, redazione web, redazione online, comunicato stampa', 'ufficio stampa, collettivo'],
  fr: ['redaction, la redaction, la redaction web, collectif, communique'],
  de: ['redaktion, die redaktion, online redaktion'],
  es: ['redaccion, la redaccion, equipo, colectivo'],
  pt: ['redacao, da redacao, equipa, equipe, comunicado, assessoria'],
  nl: ['redactie, de redactie, onze redactie, onze correspondent'],
  pl: ['redakc*, zespol'],
  hu: ['szerkesztoseg'],
  ro: ['redactia'],
  ru: ['редакц*, пресс служба, коллектив, отдел новостей, служба новостей'],
  el: ['συντακτικη ομαδα, συνταξη, συντακτικη, ομαδα συνταξης'],
  tr: ['haber merkezi, yayin kurulu'],
  sv: ['redaktionen'],
  no: ['redaksjonen'],
  fi: ['toimitus'],
  ar: ['هيئة التحرير, التحرير, فريق التحرير, صحيفة, أسرة التحرير'],
  he: ['מערכת, מערכת האתר'],
  id: ['redaksi'],
  vi: ['ban bien tap'],
  ja: ['編集部, 取材班, 新聞社, 記者団'],
  zh: ['编辑部, 综合报道, 報社'],
  ko: ['기자단, 편집부'],
}

const services: Words = {
  en: [
    'news agency, news service, news wire, newswire, wire services, agency, agencies, press association, associated press',
  ],
  it: ['agenzia, agenzie'],
  fr: ['agence, agences, agence france presse'],
  de: ['nachrichtenagentur, agentur, agenturen'],
  es: ['agencia, agencias'],
  nl: ['persbureau'],
  pl: ['agencja'],
  ru: ['агентство'],
  el: ['πρακτορειο'],
  tr: ['haber ajansi, ajansi'],
  ar: ['وكالات, وكالة, وكالة الأنباء'],
  he: ['סוכנויות, סוכנות'],
  ja: ['共同通信, 時事通信, 通信社'],
  zh: ['新华社, 中新社, 新華社, 中央社'],
  ko: ['연합뉴스'],
  mul: ['europa press, dow jones, agencia brasil, prensa latina, ria novosti, pa media, the conversation'],
}

/** Newsrooms, desks and agencies: who writes is no person. */
export const newsrooms = phrases(desks, rooms, services)

/** Agencies alone, by words in their names. */
export const newsServices = phrases(services)

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
