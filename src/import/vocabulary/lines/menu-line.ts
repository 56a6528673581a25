import { bag } from '../phrases.ts'

/** Entries of menus and footers: lines made of nothing but these words. */
export const isMenuLine = bag({
  en: [
    'home homepage menu search login log in out sign up register subscribe account my profile contact',
    'contacts us about privacy policy cookie cookies settings terms conditions of use and the service',
    'advertise advertising careers jobs sitemap site map help faq faqs feedback newsletter newsletters',
    'rss app apps archive archives more close open navigation main skip to content accessibility',
    'statement legal notice disclaimer imprint masthead editorial guidelines code ethics corrections',
    'press edition editions epaper e-paper shop store support donate work with join team who we are',
    'sections all topics podcast podcasts video videos photos gallery live weather horoscope back top',
    'next previous toggle language english international do not sell personal information your choices',
    'manage preferences preference center',
  ],
  it: [
    'vai al contenuto salta cerca accedi registrati abbonati abbonamenti contatti contattaci chi siamo',
    'informativa sulla note legali pubblicita redazione mappa del sito archivio lavora con noi torna su',
    'inizio home page termini e condizioni uso gestisci preferenze sostienici esci menu principale',
    'edicola',
  ],
  fr: [
    'aller au contenu principal accueil recherche rechercher connexion se connecter inscription',
    'abonnement abonnez vous mon compte contact contactez nous mentions legales politique de',
    'confidentialite charte plan du site publicite qui sommes conditions generales utilisation vente cgu',
    'cgv gestion des cookies aide archives haut retour s abonner identifier boutique',
  ],
  de: [
    'zum inhalt springen startseite suche suchen anmelden abmelden registrieren abo abonnieren konto mein',
    'kontakt impressum datenschutz datenschutzerklarung agb nutzungsbedingungen werbung mediadaten',
    'karriere hilfe archiv uber uns zuruck nach oben anzeige widerrufsbelehrung barrierefreiheit cookie',
    'einstellungen privatsphare jugendschutz inserieren seitenanfang',
  ],
  es: [
    'ir al contenido inicio buscar iniciar sesion registrate registrarse suscribete suscripcion mi cuenta',
    'contacto quienes somos aviso legal politica privacidad publicidad mapa web archivo ayuda hemeroteca',
    'condiciones terminos y del la de volver arriba',
  ],
  pt: [
    'ir para o conteudo pesquisar entrar assinar assine conta contato contactos fale conosco quem',
    'politica termos de uso anuncie expediente ficha tecnica estatuto mapa ajuda topo pesquisa',
  ],
  nl: [
    'ga naar de inhoud zoeken inloggen aanmelden abonneren contact over ons voorwaarden privacybeleid',
    'adverteren veelgestelde vragen',
  ],
  pl: [
    'przejdz do tresci szukaj zaloguj sie zarejestruj kontakt o nas regulamin polityka prywatnosci',
    'reklama redakcja strona glowna praca archiwum',
  ],
  cs: ['prejit k obsahu'],
  hu: ['ugras a tartalomra belepes fooldal hirek'],
  ro: ['sari la continut acasa autentificare'],
  ru: [
    'главная поиск войти вход регистрация подписка контакты о нас реклама правила политика',
    'конфиденциальности архив редакция вакансии карта сайта меню наверх соглашение пользовательское',
    'проекте',
  ],
  uk: ['перейти до вмісту пошук головна'],
  el: [
    'αρχικη αναζητηση συνδεση εγγραφη επικοινωνια οροι χρησης πολιτικη απορρητου διαφημιση σχετικα με',
    'εμας ταυτοτητα μενου',
  ],
  tr: [
    'icerige gec anasayfa ana sayfa ara giris yap uye ol iletisim hakkimizda kunye gizlilik politikasi',
    'kullanim kosullari reklam abone arsiv menu yardim',
  ],
  sv: [
    'hoppa till innehall hem sok logga kontakt om oss prenumerera villkor integritetspolicy annonsera',
    'kundtjanst start',
  ],
  da: ['spring til indhold'],
  fi: ['siirry sisaltoon etusivu kirjaudu'],
  ar: [
    'الرئيسية بحث تسجيل الدخول اتصل بنا من نحن سياسة الخصوصية الشروط والأحكام اعلن معنا الأرشيف القائمة',
    'شروط الاستخدام',
  ],
  fa: ['صفحه اصلی ورود'],
  he: [
    'ראשי חיפוש התחברות הרשמה צור קשר אודות מדיניות פרטיות תנאי שימוש פרסמו אצלנו תפריט ארכיון דף הבית',
    'נגישות הצהרת',
  ],
  hi: ['होम लॉगिन'],
  id: ['langsung ke konten beranda masuk daftar'],
  vi: ['dang nhap trang chu ky'],
  ja: [
    'コンテンツへスキップ ホーム 検索 ログイン 会員登録 お問い合わせ 利用規約 プライバシーポリシー 運営会社 会社概要 メニュー トップ 広告掲載 サイトマップ',
  ],
  zh: ['首页 搜索 登录 注册 联系我们 关于我们 隐私政策 使用条款 网站地图 广告服务 导航 首頁 關於我們 隱私權政策'],
  ko: ['본문 바로가기 홈 검색 로그인'],
})
