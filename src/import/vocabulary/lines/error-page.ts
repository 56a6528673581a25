import { phrases } from '../phrases.ts'

/** Sentences of pages that hold no article: not found, forbidden, log in, check of the browser. */
export const errorPages = phrases({
  en: [
    '404, page not found, not found, error 404, 403 forbidden, access denied, forbidden',
    '500 internal server error, internal server error, 502 bad gateway, bad gateway',
    '503 service unavailable, service unavailable, this page doesn t exist, this page does not exist',
    'page cannot be found, page could not be found, page you requested, page you are looking for',
    'verify you are human, are you a robot, checking your browser, just a moment',
    'enable javascript and cookies to continue, too many requests, something went wrong, unusual traffic',
  ],
  it: ['pagina non trovata, la pagina che cerchi, accesso negato'],
  fr: ['page introuvable, page non trouvee, cette page n existe, acces refuse, erreur 404'],
  de: [
    'seite nicht gefunden, seite wurde nicht gefunden, die gesuchte seite, diese seite existiert nicht',
    'zugriff verweigert, fehler 404',
  ],
  es: ['pagina no encontrada, no se ha encontrado la pagina, esta pagina no existe, acceso denegado'],
  pt: ['pagina nao encontrada, acesso negado'],
  nl: ['pagina niet gevonden, toegang geweigerd'],
  pl: ['strona nie zostala znaleziona, nie znaleziono strony, strona nie istnieje, brak dostepu'],
  ru: ['страница не найдена, ошибка 404, доступ запрещен'],
  uk: ['сторінку не знайдено'],
  el: ['η σελιδα δεν βρεθηκε'],
  tr: ['sayfa bulunamadi, erisim engellendi'],
  sv: ['sidan hittades inte, sidan kunde inte hittas'],
  da: ['siden blev ikke fundet'],
  fi: ['sivua ei loytynyt'],
  ar: ['الصفحة غير موجودة'],
  he: ['לא נמצא, הדף לא נמצא'],
  ja: ['ページが見つかりません, お探しのページ'],
  zh: ['页面不存在, 找不到页面, 您访问的页面, 找不到網頁'],
  ko: ['페이지를 찾을 수 없습니다'],
})
