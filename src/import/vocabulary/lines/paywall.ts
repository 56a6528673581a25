import { phrases, type Words } from '../phrases.ts'

/** Sentences to those who may have paid, which call as well as end the free part. */
export const subscriberLines: Words = {
  en: ['already a subscriber'],
  it: ['hai gia un abbonamento, sei gia abbonato'],
  fr: ['deja abonne, cet article est reserve, reserve aux abonnes, il vous reste'],
  de: ['bereits abonnent, dieser artikel ist kostenpflichtig, weiterlesen mit'],
  es: ['ya eres suscriptor, contenido exclusivo para suscriptores, para seguir leyendo'],
  pt: ['ja e assinante, exclusivo para assinantes'],
  pl: ['dostep do artykulu'],
  ja: ['会員限定, 続きを読むには'],
}

/** Sentences that end the free part of an article. */
export const paywalls = phrases(subscriberLines, {
  en: [
    'subscribe to continue, subscribe to read, to continue reading, to keep reading, to read the full',
    'to read this article, this article is for subscribers, subscribers only, for subscribers',
    'exclusive to subscribers, unlock this article, register to continue, sign in to continue',
    'you have reached your limit, free articles remaining',
  ],
  it: [
    'per continuare a leggere, per leggere tutto, per leggere l articolo',
    'contenuto riservato agli abbonati, riservato agli abbonati, articolo riservato',
  ],
  fr: ['la suite est reservee, reservee aux abonnes, pour lire la suite'],
  de: ['um weiterzulesen, exklusiv fur abonnenten, nur fur abonnenten, jetzt weiterlesen'],
  es: ['solo para suscriptores, exclusivo para suscriptores'],
  pt: ['conteudo exclusivo para assinantes, para continuar lendo, para continuar a ler'],
  nl: ['lees verder met, om verder te lezen, alleen voor abonnees, exclusief voor abonnees'],
  pl: ['aby czytac dalej, tylko dla prenumeratorow, tylko dla subskrybentow'],
  ru: ['чтобы читать дальше, только для подписчиков, доступно по подписке'],
  el: ['για συνδρομητες'],
  tr: ['sadece abonelere, abonelere ozel'],
  sv: ['for prenumeranter, las vidare'],
  no: ['for abonnenter'],
  ar: ['للمشتركين فقط'],
  he: ['למנויים בלבד'],
  ja: ['有料会員限定, この記事は有料'],
  zh: ['訂閱後閱讀, 订阅后阅读, 会员专享'],
})
