import { phrases } from '../phrases.ts'

/** Headings over readers' comments: nothing below them is the publisher's. */
export const commentHeadings = phrases({
  en: [
    'reader interactions, comments, comment, leave a comment, leave a reply, post a comment',
    'add a comment, join the discussion, join the conversation, view comments, show comments',
    'reader comments, your comments, responses, what do you think, conversation',
  ],
  it: ['commenti, commento, lascia un commento, lascia una risposta, commenta, scrivi un commento'],
  fr: ['commentaires, commentaire, laisser un commentaire, vos commentaires, reagir'],
  de: [
    'kommentare, kommentar, kommentar schreiben, leserkommentare, diskutieren sie mit',
    'schreibe einen kommentar, schreiben sie einen kommentar',
  ],
  es: ['comentarios, comentario, deja un comentario, deja una respuesta, deja tu comentario, comentar'],
  pt: ['deixe um comentario, deixe seu comentario, deixe uma resposta, comente'],
  nl: ['reacties, reactie, reageer, geef een reactie, plaats een reactie'],
  pl: ['komentarze, komentarz, dodaj komentarz, skomentuj'],
  cs: ['diskuze, prispevky v diskuzi, komentare, komentari'],
  hu: ['hozzaszolasok'],
  ro: ['lasa un raspuns, lasa un comentariu'],
  ru: ['комментарии, комментариев, комментария, оставить комментарий, добавить комментарий, обсуждение'],
  uk: ['коментарі'],
  el: ['αφηστε ενα σχολιο, σχολια, σχολιο, αφηστε σχολιο, αφηστε μια απαντηση, προσθεστε σχολιο'],
  tr: ['yorumlar, yorum, yorum yap, yorum yaz, yorum ekle'],
  sv: ['kommentarer, skriv en kommentar, lamna en kommentar, kommentera'],
  da: ['kommentarer'],
  fi: ['kommentit'],
  ar: ['تعليقات, التعليقات, تعليق, اترك تعليقا, اكتب تعليقا, أضف تعليق'],
  fa: ['نظر شما, نظرات'],
  he: ['תגובות, תגובה, הוסף תגובה, כתוב תגובה, הוספת תגובה'],
  hi: ['टिप्पणियां'],
  id: ['tulis komentar'],
  vi: ['binh luan, y kien ban doc'],
  ja: ['コメント, コメントを残す, コメントする'],
  zh: ['评论, 发表评论, 网友评论, 評論, 留言'],
  ko: ['댓글'],
})
