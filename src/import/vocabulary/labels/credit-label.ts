import { anyOf } from '../patterns.ts'
import { phrases } from '../phrases.ts'

/** Labels that stand before a photographer's or an owner's name: captions and credits. */
export const creditLabels = phrases({
  en: [
    'photo, photos, photograph, photographs, photography, photo by, photograph by, picture, pictures',
    'image, images, image source, image credit, image caption, photo credit, photo courtesy, credit',
    'credits, caption, getty images, file photo, video by, illustration, illustration by, graphic',
    'infographic, source photo, courtesy, cover photo, featured image',
  ],
  it: [
    'foto, foto di, fotografia, fotografie, immagine, immagini, crediti, credito, didascalia',
    'illustrazione, copertina',
  ],
  fr: ['image d illustration, photo d illustration, credit photo, credits photo, legende, photographie'],
  de: [
    'bild, bilder, bildquelle, bildnachweis, symbolbild, bildrechte, quelle foto, foto von, grafik',
    'illustration, archivbild, archivfoto',
  ],
  es: ['imagen, imagenes, foto de, fotos, credito, ilustracion, fotografia de, archivo'],
  pt: ['imagem, imagens, legenda, credito da foto, ilustracao, reproducao, divulgacao'],
  nl: ['beeld, afbeelding, fotograaf'],
  pl: ['zdjecie, zdjecia, fot, fot ilustracyjna, zrodlo, zdjecie ilustracyjne, grafika'],
  cs: ['obrazek'],
  hu: ['kep'],
  ro: ['poza, sursa foto'],
  ru: ['фото, фотография, снимок, изображение, иллюстрация, фото из архива, источник фото, кадр'],
  uk: ['зображення, ілюстрація'],
  el: ['φωτογραφια, φωτογραφιες, φωτο, φωτο αρχειου, εικονα, πηγη φωτογραφιας'],
  tr: ['fotograf, fotograflar, gorsel, fotograf kaynagi, arsiv, gorsel kaynagi'],
  sv: ['bildtext, bildkalla'],
  da: ['billede'],
  no: ['bilde'],
  fi: ['kuva'],
  ar: ['صورة, الصورة, تصوير, مصدر الصورة, صورة أرشيفية, المصور'],
  he: ['צילום, תמונה, קרדיט, איור, צילום מסך, צילומים'],
  ja: ['写真, 画像, 撮影, 提供, 出典'],
  zh: ['图片, 图片来源, 图源, 摄影, 圖片, 圖, 資料照片'],
  ko: ['사진'],
})

/** Labels of who else worked on a text, behind its writers: pictures, editing, translation. */
export const helperLabels = phrases({
  en: [
    'photos by, photographs by, photography by, pictures by, photo by, image by, images by, video by, videos by, illustration by',
    'illustrations by, illustrated by, graphics by, art by, photo, photos, photography, pictures, illustration, illustrations',
    'videos, edited by, editing by, editing, reviewed by, medically reviewed by, fact checked by',
    'fact checked, additional reporting by, additional reporting, translated by, translation by, translation, produced by',
  ],
  it: ['foto, foto di, traduzione di, traduzione, revisione di'],
  fr: ['photo, photos, photos de, traduction, traduit par, edition, relecture'],
  de: ['foto, fotos, fotos von, bild, bilder, kamera, illustration, bearbeitung, ubersetzung, lektorat'],
  es: ['foto, fotos, fotos de, edicion, traduccion, ilustracion'],
  pt: ['foto, fotos, fotos de, edicao, traducao'],
  nl: ['foto, fotos, beeld, vertaling'],
  pl: ['zdjecia, foto, fot, tlumaczenie'],
  ru: ['фото, перевод'],
  sv: ['foto, bild'],
  da: ['foto'],
  fi: ['kuvat, kuva'],
  id: ['penyunting, foto'],
  vi: ['anh, bien tap'],
  ja: ['写真, 編集, 撮影'],
  zh: ['编辑, 责任编辑, 责编, 校对, 摄影, 圖, 編輯'],
})

/** Credits that may stand behind a caption: agencies of pictures. */
export const creditTails = new RegExp(
  [
    String.raw`\b(?:photo|foto|image|picture|credit|bild|fot\.?|photograph|photo by|foto di|crédit photo|zdjęcie|фото|φωτογραφία|photographer)\s?[:/©]`,
    String.raw`©|\(c\) `,
    String.raw`\b(?:afp|ap|reuters|epa|ansa|dpa|efe|lapresse|lusa|tass|xinhua|imago|picture alliance)\s?\/\s?\p{Lu}`,
    String.raw`getty images|shutterstock|istock|wikimedia|via ap\b`,
    String.raw`\/ ?(?:afp|ap|reuters|epa|ansa|dpa|efe|lapresse|lusa|belga|anp|pap|tt|imago|tass|xinhua|aap|pa)\b`,
    String.raw`\((?:ap|afp|reuters|epa|ansa|getty) photo\b|\/(?:getty|shutterstock)|写真|צילום:|تصوير:|摄`,
  ].join('|'),
  'iu',
)

const pictureWords = anyOf({
  en: ['photos?'],
  it: ['foto'],
  de: ['bild'],
  es: ['fotos'],
  pl: ['fot|zdj'],
  ru: ['фото'],
  el: ['φωτο'],
  da: ['billede'],
  fi: ['kuva'],
  ar: ['تصوير'],
  he: ['צילום'],
})

/** A credit behind a sentence: "Two horses in the yard. Photo Jane Roe", "… / J. R." */
export const creditBehindSentence = new RegExp(
  String.raw`[.!?»”")]\s(?:(?:${pictureWords})[\s:.©/]+\P{P}[^.!?]{1,50}|\/\s?\p{Lu}[\p{L}. ]{1,30})$`,
  'iu',
)

/** The label at the beginning of a credit. */
export const creditLabelStart = new RegExp(
  String.raw`^(?:${anyOf({
    en: ['credits?|photo(?:graph)?|image(?: source)?'],
    it: ['foto|fonte'],
    fr: ['crédits?'],
    de: ['bild|quelle'],
    es: ['crédito'],
  })})\s*(?:by)?\s*:\s*`,
  'i',
)

/** A caption with its credit in it: 1 is the one, 2 the other. */
export const creditInCaption = new RegExp(
  String.raw`^(.*?)(?<![\s(|–—-])[\s(|–—-]*\b(?:${anyOf({
    en: ['photograph|photo(?: credit)?|picture|image|credits?'],
    it: ['foto'],
    fr: ['crédits?(?: photo)?'],
    de: ['bild'],
    es: ['créditos?'],
  })})\s?:\s*([^()]{2,100})\)?$`,
  'iu',
)
