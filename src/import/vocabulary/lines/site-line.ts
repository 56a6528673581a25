import { lineStart, wholeLine } from '../patterns.ts'

/** Beginnings of lines in which the site speaks for itself: rights, newsletters, shares, corrections, pictures. */
export const siteLineStart = lineStart({
  mul: ['abonn(?:ieren|ez-vous|ér|er)|newsletter[^.!?]{0,60}$'],
  en: [
    String.raw`(?:\(c\)|copyright)\s|\d{4} ©|all rights reserved|sign up (?:for|to)|subscribe (?:to|now|for)`,
    'get (?:the latest|our (?:daily|weekly|free))|join our|follow (?:us|@)|share (?:this|on)|click here',
    'advertisement|image source|support (?:us|our)|donate|photo credit|tags?:|filed under|topics?:',
    'posted in|loading|please enable javascript',
    'this article (?:was )?(?:originally|first) (?:appeared|published)|print this',
    String.raw`comments?\s*(?:\(\d+\))?$|\d+ comments?$|leave a (?:comment|reply)|continue reading`,
    'read full (?:story|article)|our standards|if you (?:liked|enjoyed) this|have you read',
    'download (?:the|our) app|by signing up|(?:this (?:post|article|page) )?(?:may )?contains? affiliate',
    String.raw`did you make this|follow \S+(?: \S+)? on (?:facebook|x|twitter)|printer[- ]friendly`,
    'e-?mail this (?:story|article)|thanks for reading|(?:join|follow) (?:us|our)|copyright ?[©ⓒ]',
    'for more (?:news|stories|information),? (?:visit|follow|subscribe)|republish this',
  ],
  it: [
    'riproduzione riservata|tutti i diritti riservati|pubblicità|iscriviti (?:alla|al)',
    'seguici (?:su|anche)|sostieni|iscriviti|seguici',
  ],
  fr: ['tous droits réservés|publicité|inscrivez-vous|suivez-nous'],
  de: [
    'alle rechte vorbehalten|anzeige|werbung|abonnieren sie|folgen sie uns|unterstützen sie',
    'so arbeiten wir|folgen sie',
  ],
  es: [
    'todos los derechos reservados|publicidad|suscríbete|suscribirse|síguenos|v[ií]deos?:|puedes seguir a',
    'regístrate|únete a nuestro',
  ],
  pt: [
    'todos os direitos reservados|assine|siga-nos|inscreva-se|clique aqui para',
    'entre no (?:nosso )?(?:canal|grupo)|fique por dentro',
  ],
  nl: ['meld je aan|volg ons'],
  pl: ['zapisz się|dziękujemy, że|dalsza część|śledź nas|obserwuj nas|dołącz do nas'],
  cs: ['sledujte nás'],
  hu: ['köve(?:ss|ssen) minket'],
  ru: [
    'все права защищены|реклама|подпи(?:шитесь|сывайтесь)|нашли (?:опечатку|ошибку)',
    'поделитесь|следите за|подписаться',
  ],
  uk: [
    'підпи(?:шіться|суйтесь)|підписатися|знайшли (?:помилку|опечатку)',
    '(?:якщо|если) (?:ви|вы) (?:знайшли|помітили|нашли|заметили|обнаружили) (?:помилку|неточність|ошибку|опечатку|неточность)',
  ],
  el: ['ακολουθήστε μας'],
  tr: ['bizi takip edin'],
  sv: ['så (?:jobbar|arbetar) vi|prenumerera|följ oss'],
  da: ['følg oss'],
  fi: ['seuraa meitä'],
  he: ['תייגו|מצאתם טעות|הירשמו ל'],
  hi: ['हमें फॉलो करें|ताज़ा खबरों के लिए|खबर शेयर करें'],
  id: ['ikuti kami'],
  vi: ['theo dõi chúng tôi'],
  ja: ['無断転載|掲載の記事|記事の無断'],
  zh: [
    '【?(?:责任编辑|責任編輯)|扫一扫|扫码|[（(【]?(?:编辑|編輯|责编|校对|审核)[:：]|【纠错】|(?:免责|版权|特别)声明|本文来源',
  ],
  ko: ['원문|무단전재|저작권자|ⓒ|기사제보'],
})

/** Whose picture a line speaks of. */
export const pictureCredit = lineStart(
  {
    en: ['photo'],
    it: ['foto(?:grafie)?'],
    de: ['bild'],
    pl: ['zdjęcie'],
    hu: ['fotó'],
    ru: ['фото'],
    el: ['φωτο(?:γραφία)?'],
    fi: ['kuva'],
    he: ['צילום'],
    ja: ['写真|撮影'],
    ko: ['사진'],
  },
  String.raw`\s*[:：].{2,80}$`,
)

/** The picture above the text, spoken of below it. */
export const titlePicture = lineStart(
  {
    en: ['cover (?:photo|image|picture)|featured image'],
    it: ['foto di copertina'],
    fr: ['image à la une'],
    de: ['titelbild|headerbild|aufmacherbild'],
    es: ['foto (?:de )?portada'],
    pt: ['foto de capa'],
    nl: ['coverfoto'],
    pl: ['zdjęcie główne'],
    cs: ['úvodní foto'],
    hu: ['címlapkép|borítókép'],
    sv: ['omslagsbild'],
  },
  String.raw`\s*[:：(]`,
)

/** What letters to readers promise, wherever the sentence begins; an inbox alone is also what stories are about. */
export const newsletterLine = new RegExp(
  [
    String.raw`\b(?:sign(?:ed|ing)? up|subscrib\w+|newsletters?|deliver\w*|straight|direct(?:ly)?|get|receive|sent|reporting`,
    String.raw`|stories|news|updates?|posts?)\b[^.!?]{0,80}\b(?:to|in) your inbox\b`,
    String.raw`|\b(?:unsubscribe (?:at )?any ?time|ihr postfach|nella tua casella|dans votre boîte)\b`,
  ].join(''),
  'i',
)

/** Buttons and marks that are a whole line; as first words of a sentence they say something else. */
export const siteMark = wholeLine({
  en: ['share|print|ends?', String.raw`(?:story|article) continues(?: (?:below|after)(?: \S+){0,2})?`],
  it: ['condividi|stampa|fine|pubblicita|continua a leggere'],
  fr: ['partager|imprimer|fin'],
  de: ['teilen|drucken|ende|gesponsert'],
  es: ['compartir|imprimir|patrocinado|sigue leyendo'],
  pt: ['compartilhar|compartilhe|publicidade'],
  nl: ['delen|einde|advertentie|(?:de )?tekst gaat verder.*'],
  pl: ['udostępnij|drukuj|koniec|reklama?'],
  cs: ['sdílet|konec'],
  hu: ['megosztás|vége|hirdetés'],
  ro: ['distribuie'],
  hr: ['oglas'],
  ru: ['поделиться|печать|конец|реклама'],
  uk: ['поділитися'],
  el: ['κοινοποίηση|διαφήμιση'],
  tr: ['paylaş|haberin devamı(?: için tıklayın(?:ız)?)?'],
  sv: ['dela|skriv ut|slut|annonser?'],
  da: ['del|annonce'],
  fi: ['jaa|loppu|mainos'],
  ar: ['شارك|إعلان'],
  he: ['שתפו|פרסומת'],
  hi: ['शेयर करें|विज्ञापन'],
  id: ['bagikan|iklan'],
  vi: ['chia sẻ|quảng cáo'],
  ja: ['シェア|広告|印刷'],
  zh: ['分享|分享到|打印|完|终|广告|廣告'],
  ko: ['공유|인쇄|끝|광고'],
})
