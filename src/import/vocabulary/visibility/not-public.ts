import { phrases } from '../phrases.ts'

/** What stands in place of an article that wants a password, as WordPress and others say it, and over one that is not out yet. */
export const notPublic = phrases({
  en: [
    'content is password protected, post is password protected, page is password protected',
    'article is password protected, content is protected by a password, enter the password below to view',
    'please enter your password below, you are viewing a draft, this is a draft preview',
    'this post is a draft, this article is not published yet, this post is private',
  ],
  it: ['e protetto da password, e protetto con password'],
  fr: ['est protege par un mot de passe, est protegee par un mot de passe'],
  de: ['inhalt ist passwortgeschutzt, beitrag ist passwortgeschutzt, seite ist passwortgeschutzt'],
  es: ['esta protegido por contrasena, esta protegida por contrasena'],
  pt: ['esta protegido por senha, esta protegido por palavra passe'],
  nl: ['inhoud is beschermd met een wachtwoord, bericht is beschermd met een wachtwoord'],
  pl: ['zabezpieczona haslem, chroniona haslem'],
  cs: ['je chranen heslem'],
  ru: ['защищено паролем, защищена паролем'],
  uk: ['захищено паролем'],
  el: ['προστατευεται με κωδικο'],
  tr: ['parola ile korunmaktadir, sifre ile korunmaktadir'],
  sv: ['ar losenordsskyddat, ar losenordsskyddad'],
  da: ['er adgangskodebeskyttet'],
  no: ['er passordbeskyttet'],
  fi: ['on suojattu salasanalla'],
  ar: ['محمي بكلمة مرور'],
  he: ['מוגן בסיסמה'],
  id: ['dilindungi kata sandi'],
  vi: ['mat khau bao ve'],
  ja: ['パスワードで保護されています'],
  zh: ['密码保护, 密碼保護'],
  ko: ['비밀번호로 보호되어'],
})
