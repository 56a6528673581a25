import { phrases } from '../phrases.ts'

/** Labels of the first publication. */
export const publishedLabels = phrases(
  `تاریخ انتشار, ngay dang, dipublikasikan, publicerad, publisert, offentliggjort, publikovano, vydano, megjelent, julkaistu, giris tarihi, प्रकाशित, published on`,
  `published, publish date, publication date, date published, posted, posted on, first published, issued, date, created, released, pubblicato, pubblicata, pubblicazione, data pubblicazione, data, publie, publiee, mis en ligne, date de publication, veroffentlicht, erschienen, stand, erstellt, datum, publicado, publicada, fecha, fecha de publicacion, creado, data de publicacao, criado em, gepubliceerd, geplaatst, opublikowano, opublikowany, data publikacji, dodano, utworzono, publikacja, опубликовано, дата публикации, размещено, дата, опубліковано, نشر, نشرت, تاريخ النشر, نشر في, تم النشر, פורסם, פורסמה, תאריך פרסום, δημοσιευθηκε, δημοσιευτηκε, δημοσιευση, ημερομηνια, ημερομηνια δημοσιευσης, yayinlanma, yayinlandi, yayin tarihi, yayinlanma tarihi, giris, giris tarihi, olusturulma, eklenme, tarih, publicerad, publicerades, publicerat, publiceret, publisert, offentliggjort, julkaistu, publikovano, vydano, publicat, megjelent, kozzeteve, diterbitkan`,
  `公開日, 掲載日, 公開, 配信, 投稿日, 掲載, 发布时间, 发布, 发表, 日期, 时间, 發布時間, 發布, 입력, 등록`,
)

/** Labels of the last change. */
export const modifiedLabels = phrases(
  `آخرین به روزرسانی, uppdaterad, opdateret, aktualizovano, frissitve, paivitetty, son guncelleme, अपडेट, diperbarui, cap nhat`,
  `updated, last updated, last update, update, modified, last modified, aggiornato, aggiornata, ultimo aggiornamento, aggiornamento, modificato, ultima modifica, mis a jour, mise a jour, derniere mise a jour, modifie, actualise, aktualisiert, zuletzt aktualisiert, letzte aktualisierung, geandert, update, actualizado, actualizada, ultima actualizacion, modificado, atualizado, atualizada, atualizado em, ultima atualizacao, bijgewerkt, laatst bijgewerkt, laatste update, aangepast, zaktualizowano, aktualizacja, ostatnia aktualizacja, zmodyfikowano, обновлено, дата обновления, изменено, последнее обновление, оновлено, آخر تحديث, تحديث, تم التحديث, حدث في, עודכן, עדכון אחרון, עודכן לאחרונה, ενημερωθηκε, ενημερωση, τελευταια ενημερωση, guncellenme, guncelleme, guncellendi, son guncelleme, guncelleme tarihi, uppdaterad, uppdaterades, senast uppdaterad, opdateret, oppdatert, paivitetty, aktualizovano, actualizat, frissitve, diperbarui`,
  `更新日, 更新, 最終更新, 更新时间, 最后更新, 更新時間, 수정`,
)
