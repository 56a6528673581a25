import { phrases } from '../phrases.ts'

/** Words of a form that asks who the reader is. */
export const logins = phrases({
  en: ['password, forgot password, forgot your password, log in, sign in, login, username, remember me'],
  it: ['accedi, password dimenticata'],
  fr: ['mot de passe, se connecter'],
  de: ['passwort, passwort vergessen, anmelden, benutzername'],
  es: ['contrasena, iniciar sesion'],
  pt: ['senha, esqueceu'],
  nl: ['wachtwoord, inloggen'],
  pl: ['haslo, zaloguj'],
  ru: ['пароль, войти'],
  el: ['κωδικος, συνδεση'],
  tr: ['sifre, sifremi unuttum, giris yap'],
  sv: ['losenord, logga in'],
  ar: ['كلمة المرور, تسجيل الدخول'],
  he: ['סיסמה, התחברות'],
  ja: ['パスワード, ログイン'],
  zh: ['密码, 登录, 密碼, 登入'],
  ko: ['비밀번호'],
})
