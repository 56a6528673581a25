import { phrases, type Words } from '../phrases.ts'

const publication: Words = {
  en: ['published on, published, publish date, publication date, date published, posted, posted on', 'first published'],
  it: ['pubblicato, pubblicata, pubblicazione, data pubblicazione'],
  fr: ['publie, publiee, mis en ligne, date de publication'],
  de: ['veroffentlicht, erschienen'],
  es: ['publicado, publicada, fecha de publicacion'],
  pt: ['data de publicacao'],
  nl: ['gepubliceerd, geplaatst'],
  pl: ['opublikowano, opublikowany, data publikacji, publikacja'],
  cs: ['publikovano, vydano'],
  hu: ['megjelent, kozzeteve'],
  ro: ['publicat'],
  ru: ['опубликовано, дата публикации, размещено'],
  uk: ['опубліковано'],
  el: ['δημοσιευθηκε, δημοσιευτηκε, δημοσιευση, ημερομηνια δημοσιευσης'],
  tr: ['yayinlanma, yayinlandi, yayin tarihi, yayinlanma tarihi'],
  sv: ['publicerad, publicerades, publicerat'],
  da: ['offentliggjort, publiceret'],
  no: ['publisert'],
  fi: ['julkaistu'],
  ar: ['نشر, نشرت, تاريخ النشر, نشر في, تم النشر'],
  fa: ['تاریخ انتشار'],
  he: ['פורסם, פורסמה, תאריך פרסום'],
  hi: ['प्रकाशित'],
  id: ['dipublikasikan, diterbitkan'],
  vi: ['ngay dang'],
  ja: ['公開日, 掲載日, 公開, 配信, 投稿日, 掲載'],
  zh: ['发布时间, 发布, 发表, 日期, 时间, 發布時間, 發布'],
  ko: ['입력, 등록'],
}

const anyDate: Words = {
  en: ['date, issued, created, released'],
  it: ['data'],
  de: ['stand, erstellt, datum'],
  es: ['fecha, creado'],
  pt: ['criado em'],
  pl: ['dodano, utworzono'],
  ru: ['дата'],
  el: ['ημερομηνια'],
  tr: ['tarih, giris tarihi, giris, olusturulma, eklenme'],
}

/** Labels of the first publication. */
export const publishedLabels = phrases(publication, anyDate)

/** Those of them that say so, and do not stand before any date. */
export const publishedWords = phrases(publication)

/** Labels of the last change. */
export const modifiedLabels = phrases({
  en: ['updated, last updated, last update, update, modified, last modified, revised, amended'],
  it: ['aggiornato, aggiornata, ultimo aggiornamento, aggiornamento, modificato, ultima modifica'],
  fr: ['mis a jour, mise a jour, derniere mise a jour, modifie, actualise, maj le'],
  de: [
    'aktualisiert, zuletzt aktualisiert, letzte aktualisierung, geandert, zuletzt geandert',
    'zuletzt bearbeitet, letzte anderung',
  ],
  es: ['actualizado, actualizada, ultima actualizacion, ultima modificacion, modificado, actualizada el'],
  pt: ['atualizado, atualizada, atualizado em, ultima atualizacao'],
  nl: ['bijgewerkt, laatst bijgewerkt, laatste update, aangepast, gewijzigd, laatst gewijzigd'],
  pl: ['zaktualizowano, aktualizacja, ostatnia aktualizacja, zmodyfikowano'],
  cs: ['aktualizovano, posledni zmena, zmeneno, upraveno'],
  hu: ['frissitve, modositva, utolso modositas'],
  ro: ['actualizat, modificat, ultima actualizare'],
  ru: ['обновлено, дата обновления, изменено, последнее обновление, последнее изменение'],
  uk: ['оновлено, змінено'],
  el: ['ενημερωθηκε, ενημερωση, τελευταια ενημερωση'],
  tr: ['son guncelleme, guncellenme, guncelleme, guncellendi, guncelleme tarihi, son degisiklik'],
  sv: ['uppdaterad, uppdaterades, senast uppdaterad, senast andrad, andrad'],
  da: ['opdateret, sidst aendret, sidst opdateret'],
  no: ['oppdatert, sist endret, sist oppdatert'],
  fi: ['paivitetty, muokattu, viimeksi muokattu'],
  ar: ['آخر تحديث, تحديث, تم التحديث, حدث في'],
  fa: ['آخرین به روزرسانی'],
  he: ['עודכן, עדכון אחרון, עודכן לאחרונה'],
  hi: ['अपडेट'],
  id: ['diperbarui'],
  vi: ['cap nhat'],
  ja: ['更新日, 更新, 最終更新'],
  zh: ['更新时间, 最后更新, 更新時間'],
  ko: ['수정'],
})
