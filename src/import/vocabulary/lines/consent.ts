import { phrases, type Words } from '../phrases.ts'

/** Sentences about cookies, which stand in the dialogue and in notices of one line. */
export const cookieLines: Words = {
  en: ['uses cookies, use of cookies, accept all, accept cookies, our partners'],
  ru: ['файлы cookie'],
}

/** Sentences of a dialogue that asks for consent to cookies. */
export const consents = phrases(cookieLines, {
  en: [
    'information on a device, unique identifiers, process personal data, processing of your personal data',
    'use cookies, we value your privacy, consent to, withdraw your consent, tracking, reject all',
  ],
  it: [
    'informazioni su un dispositivo, identificatori unici, dati personali, nostri partner, il consenso',
    'accetta e continua, accetta tutto, rifiuta tutto',
  ],
  fr: [
    'informations sur un appareil, donnees personnelles, nos partenaires, accepter et continuer',
    'tout accepter, tout refuser, votre consentement',
  ],
  de: [
    'informationen auf einem gerat, personenbezogene daten, personenbezogenen daten, unsere partner',
    'zustimmung ist, ihre einwilligung, akzeptieren und weiter, alle akzeptieren, mit werbung',
  ],
  es: [
    'informacion en un dispositivo, datos personales, nuestros socios, su consentimiento',
    'aceptar y continuar, aceptar todo',
  ],
  pt: [
    'informacoes num dispositivo, informacoes em um dispositivo, dados pessoais, nossos parceiros',
    'seu consentimento, aceitar tudo',
  ],
  nl: ['informatie op een apparaat, persoonsgegevens, onze partners, alles accepteren, akkoord'],
  pl: ['danych osobowych, dane osobowe, naszych partnerow, nasi partnerzy, zaufani partnerzy, zgode na', 'akceptuje'],
  cs: ['osobnich udaju'],
  hu: ['szemelyes adatok'],
  ro: ['date cu caracter personal'],
  ru: ['персональных данных, использование cookie'],
  uk: ['особистих даних'],
  tr: ['kisisel veri, cerezleri, cerez'],
  sv: ['personuppgifter, vara partners'],
  da: ['vores partnere'],
  fi: ['henkilotietoja'],
})
