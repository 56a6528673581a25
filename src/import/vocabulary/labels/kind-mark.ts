import { anyOf } from '../patterns.ts'

/** What a title is marked with where it leads to more than text: `VIDEO: …`, `… (gallery)`. Alternatives of regular expressions. */
export const videoWords = anyOf({
  en: ['videos?'],
  fr: ['vidéos?'],
  es: ['vídeos?'],
  pl: ['wideo'],
  ru: ['видео'],
  uk: ['відео'],
  el: ['βίντεο|βιντεο'],
  ar: ['فيديو'],
  he: ['וידאו|וידיאו'],
  ja: ['ビデオ|動画'],
  zh: ['视频|視頻|影片'],
  ko: ['영상'],
})

/** Verbs, which begin titles as well: marks where they stand alone. */
export const watchWords = anyOf({ en: ['watch'], it: ['guarda'] })

export const podcastWords = anyOf({ en: ['podcast'], ru: ['подкаст'], ar: ['بودكاست'], he: ['פודקאסט'], zh: ['播客'] })

export const audioWords = anyOf({
  en: ['audio|listen'],
  it: ['ascolta'],
  pt: ['áudio'],
  ru: ['аудио'],
  ja: ['音声'],
})

export const galleryWords = anyOf({
  en: ['photos?|gallery|photo gallery|in pictures'],
  it: ['foto|fotogallery|galleria'],
  fr: ['galerie|diaporama'],
  de: ['bilder|bildergalerie|fotogalerie|fotostrecke'],
  es: ['fotos|galería'],
  pt: ['galeria'],
  pl: ['zdjęcia'],
  ru: ['фото|фотогалерея'],
  el: ['φωτογραφίες|φωτο'],
  tr: ['galeri'],
  sv: ['bildspel'],
  ar: ['صور'],
  he: ['גלריה'],
  ja: ['写真'],
  zh: ['图集|組圖'],
})

export const liveWords = anyOf({
  en: ['live|live ?blog|live updates'],
  it: ['diretta'],
  fr: ['en direct|direct'],
  de: ['live ?ticker'],
  es: ['en vivo|en directo'],
  pt: ['ao vivo'],
  pl: ['na żywo'],
  ru: ['онлайн'],
  tr: ['canlı'],
  sv: ['liveblogg'],
  ar: ['مباشر'],
})

export const documentWords = anyOf({ en: ['document|pdf'], it: ['documento'], de: ['dokument'], ru: ['документ'] })
