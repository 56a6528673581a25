import { phrases } from './phrases.ts'

const publication = `تاریخ انتشار, ngay dang, dipublikasikan, publicerad, publisert, offentliggjort, publikovano, vydano, megjelent, julkaistu, प्रकाशित, published on, published, publish date, publication date, date published, posted, posted on, first published, pubblicato, pubblicata, pubblicazione, data pubblicazione, publie, publiee, mis en ligne, date de publication, veroffentlicht, erschienen, publicado, publicada, fecha de publicacion, data de publicacao, gepubliceerd, geplaatst, opublikowano, opublikowany, data publikacji, publikacja, опубликовано, дата публикации, размещено, опубліковано, نشر, نشرت, تاريخ النشر, نشر في, تم النشر, פורסם, פורסמה, תאריך פרסום, δημοσιευθηκε, δημοσιευτηκε, δημοσιευση, ημερομηνια δημοσιευσης, yayinlanma, yayinlandi, yayin tarihi, yayinlanma tarihi, publicerades, publicerat, publiceret, publicat, kozzeteve, diterbitkan`
const anyDate = `date, issued, created, released, data, stand, erstellt, datum, fecha, creado, tarih, дата, giris tarihi, criado em, dodano, utworzono, ημερομηνια, giris, olusturulma, eklenme`
const unspacedPublication = `公開日, 掲載日, 公開, 配信, 投稿日, 掲載, 发布时间, 发布, 发表, 日期, 时间, 發布時間, 發布, 입력, 등록`

/** Labels of the first publication. */
export const publishedLabels = phrases(publication, anyDate, unspacedPublication)

/** Those of them that say so, and do not stand before any date. */
export const publishedWords = phrases(publication, unspacedPublication)

/** Labels of the last change. */
export const modifiedLabels = phrases(
  `آخرین به روزرسانی, uppdaterad, opdateret, aktualizovano, frissitve, paivitetty, son guncelleme, अपडेट, diperbarui, cap nhat, updated, last updated, last update, update, modified, last modified, aggiornato, aggiornata, ultimo aggiornamento, aggiornamento, modificato, ultima modifica, mis a jour, mise a jour, derniere mise a jour, modifie, actualise, aktualisiert, zuletzt aktualisiert, letzte aktualisierung, geandert, actualizado, actualizada, ultima actualizacion, ultima modificacion, modificado, atualizado, atualizada, atualizado em, ultima atualizacao, bijgewerkt, laatst bijgewerkt, laatste update, aangepast, zaktualizowano, aktualizacja, ostatnia aktualizacja, zmodyfikowano, обновлено, дата обновления, изменено, последнее обновление, оновлено, آخر تحديث, تحديث, تم التحديث, حدث في, עודכן, עדכון אחרון, עודכן לאחרונה, ενημερωθηκε, ενημερωση, τελευταια ενημερωση, guncellenme, guncelleme, guncellendi, guncelleme tarihi, uppdaterades, senast uppdaterad, oppdatert, actualizat, gewijzigd, laatst gewijzigd, maj le, actualizada el, revised, amended, senast andrad, andrad, sist endret, sist oppdatert, sidst aendret, sidst ændret, sidst opdateret, muokattu, viimeksi muokattu, posledni zmena, zmeneno, upraveno, modositva, utolso modositas, modificat, ultima actualizare, zuletzt geandert, zuletzt bearbeitet, letzte anderung, змінено, последнее изменение, son degisiklik`,
  `更新日, 更新, 最終更新, 更新时间, 最后更新, 更新時間, 수정`,
)
