import { bag, phrases } from './phrases.ts'

const networks = `facebook twitter x whatsapp telegram linkedin pinterest reddit messenger instagram youtube tiktok threads bluesky mastodon email mail e-mail sms rss flipboard tumblr vk vkontakte viber line wechat weibo xing pocket google news snapchat signal flipboard skype ok odnoklassniki вконтакте одноклассники телеграм фейсбук твиттер واتساب فيسبوك تويتر تلغرام تليغرام انستغرام لينكد فيس بوك ווטסאפ פייסבוק טוויטר טלגרם フェイスブック ツイッター 微信 微博 はてなブックマーク`

/** Share buttons and their counters, tools for the reader: lines made of nothing but these words and numbers. */
export const isShareLine = bag(
  `buy now چاپ ارسال به دوستان सेयर शेयर करें bagikan chia se jaa distribuie megosztas sdilet ctrl`,
  networks,
  `social media click here to share shares shared sharing tweet tweets retweet post pin like likes follow copy link copied print save bookmark listen to this article story on via with by the page your friends send url gift full comments comment options tools close open in new window click here font size a aa listening play audio read aloud sign add us as preferred source prefer`,
  `condividi condivisioni condivisione condividere su stampa salva ascolta articolo segui invia copia il con questo questa via mi piace l un amico tempo di commenti commento regala`,
  `partager partages partage sur imprimer enregistrer ecouter envoyer par copier le lien cet article suivre commenter commentaires offrir reagir l a`,
  `teilen geteilt auf per drucken merken anhoren artikel vorlesen kopieren link senden folgen uns kommentare kommentar speichern versenden e`,
  `compartir compartido compartidos en imprimir guardar escuchar enviar por copiar enlace seguir articulo comparte comentarios este el compartilhar compartilhe partilhar partilhe no na imprimir ouvir salvar copiar enviar artigo noticia esta seguir`,
  `delen deel via afdrukken opslaan luister kopieer bewaar dit artikel reacties udostepnij udostepnien drukuj zapisz skopiuj sluchaj na artykul wyslij lubie to podziel sie tweetnij skomentuj`,
  `поделиться поделились в печать распечатать сохранить слушать скопировать ссылку ссылка отправить на нравится подписаться репост твитнуть комментарии поширити надіслати роздрукувати`,
  `شارك مشاركة مشاركات شاركها على عبر طباعة نسخ الرابط حفظ استمع غرد تابعنا ارسال البريد الالكتروني انشر المقال الى اطبع שתף שתפו שיתוף שיתופים ב הדפסה הדפס העתק קישור שלח שמור האזן האזינו לכתבה μοιραστειτε κοινοποιηση κοινοποιησεις κοινοποιηστε στο εκτυπωση αντιγραφη συνδεσμου αποστολη ακουστε το αρθρο`,
  `paylas paylasin paylasim da de ile yazdir kaydet dinle baglantiyi kopyala gonder haberi takip et yorum dela delningar pa skriv ut spara lyssna kopiera lank tipsa del skriv ud lyt kopier jaa tulosta kuuntele sdilet tisk distribuie megosztas bagikan chia se`,
  `シェア シェアする ツイート 印刷 保存 共有 ブックマーク リンクをコピー リンクをコピーする 送る メール 分享 分享到 收藏 打印 点赞 转发 朋友圈 扫码 複製連結 列印 공유 공유하기 인쇄 스크랩`,
)

/** Entries of menus and footers: lines made of nothing but these words. */
export const isMenuLine = bag(
  `aller au contenu principal zum inhalt springen vai al contenuto ir al contenido ir para o conteudo ga naar de inhoud przejdz do tresci перейти до вмісту hoppa till innehall spring til indhold siirry sisaltoon prejit k obsahu sari la continut ugras a tartalomra コンテンツへスキップ 본문 바로가기 langsung ke konten salta icerige gec`,
  `dang nhap trang chu dang ky beranda masuk daftar होम लॉगिन صفحه اصلی ورود belepes fooldal acasa autentificare hirek etusivu kirjaudu`,
  `home homepage menu search login log in out sign up register subscribe account my profile contact contacts us about privacy policy cookie cookies settings terms conditions of use and the service advertise advertising careers jobs sitemap site map help faq faqs feedback newsletter newsletters rss app apps archive archives more close open navigation main skip to content accessibility statement legal notice disclaimer imprint masthead editorial guidelines code ethics corrections press edition editions epaper e-paper shop store support donate work with join team who we are sections all topics podcast podcasts video videos photos gallery live weather horoscope back top next previous toggle language english international do not sell personal information your choices manage preferences preference center content`,
  `cerca accedi registrati abbonati abbonamenti contatti contattaci chi siamo informativa sulla note legali pubblicita redazione mappa del sito archivio lavora con noi torna su inizio home page termini e condizioni condizioni uso gestisci preferenze sostienici esci menu principale edicola`,
  `accueil recherche rechercher connexion se connecter inscription abonnement abonnez vous mon compte contact contactez nous mentions legales politique de confidentialite charte plan du site publicite qui sommes conditions generales utilisation vente cgu cgv gestion des cookies aide archives haut retour s abonner identifier boutique`,
  `startseite suche suchen anmelden abmelden registrieren abo abonnieren konto mein kontakt impressum datenschutz datenschutzerklarung agb nutzungsbedingungen werbung mediadaten karriere hilfe archiv uber uns zuruck nach oben anzeige widerrufsbelehrung barrierefreiheit cookie einstellungen privatsphare jugendschutz inserieren seitenanfang`,
  `inicio buscar iniciar sesion registrate registrarse suscribete suscripcion mi cuenta contacto quienes somos aviso legal politica privacidad publicidad mapa web archivo ayuda hemeroteca condiciones terminos y del la de volver arriba pesquisar entrar assinar assine conta contato contactos fale conosco quem politica termos de uso anuncie expediente ficha tecnica estatuto mapa ajuda topo pesquisa`,
  `zoeken inloggen aanmelden abonneren contact over ons voorwaarden privacybeleid adverteren veelgestelde vragen szukaj zaloguj sie zarejestruj kontakt o nas regulamin polityka prywatnosci reklama redakcja strona glowna praca archiwum`,
  `главная поиск войти вход регистрация подписка контакты о нас реклама правила политика конфиденциальности архив редакция вакансии карта сайта меню наверх соглашение пользовательское проекте пошук головна`,
  `الرئيسية بحث تسجيل الدخول اتصل بنا من نحن سياسة الخصوصية الشروط والأحكام اعلن معنا الأرشيف القائمة شروط الاستخدام ראשי חיפוש התחברות הרשמה צור קשר אודות מדיניות פרטיות תנאי שימוש פרסמו אצלנו תפריט ארכיון דף הבית נגישות הצהרת αρχικη αναζητηση συνδεση εγγραφη επικοινωνια οροι χρησης πολιτικη απορρητου διαφημιση σχετικα με εμας ταυτοτητα μενου`,
  `anasayfa ana sayfa ara giris yap uye ol iletisim hakkimizda kunye gizlilik politikasi kullanim kosullari reklam abone arsiv menu yardim hem sok logga kontakt om oss prenumerera villkor integritetspolicy annonsera kundtjanst start`,
  `ホーム 検索 ログイン 会員登録 お問い合わせ 利用規約 プライバシーポリシー 運営会社 会社概要 メニュー トップ 広告掲載 サイトマップ 首页 搜索 登录 注册 联系我们 关于我们 隐私政策 使用条款 网站地图 广告服务 导航 首頁 關於我們 隱私權政策 홈 검색 로그인`,
)

/** Marks of advertisements, of loading and of players. */
export const isAdvertLine = bag(
  `la suite apres cette publicite sigue leyendo despues de esta weiterlesen nach der anzeige continua depois da dopo`,
  `mainos annons annonce reklama reklam hirdetes publicitate विज्ञापन تبلیغات iklan advertorial scroll to continue with content quang cao reklame`,
  `advertisement advert advertisements ad ads sponsored content promoted story continues below article continues after this scroll for more pubblicita annuncio annunci continua a leggere dopo la sponsorizzato publicite annonce publicidad anuncio patrocinado la noticia continua despues de publicidade anzeige werbung gesponsert reklama reklam advertentie annons реклама إعلان اعلان פרסומת διαφημιση 広告 スポンサーリンク 广告 廣告 광고 loading video player is continue reading paid partnership ilan`,
)

/** Section names, so that "World News" between headline and text is no writer. */
export const isSectionLine = bag(
  `news world politics political business economy economics sport sports culture arts art entertainment opinion opinions analysis comment commentary editorial editorials interview interviews science technology tech health environment climate travel lifestyle life style food education local national regional international global society europe europa asia africa america americas middle east latin uk us usa china russia top breaking exclusive feature features explainer long reads special report reports coverage review reviews investigations investigation book books film music tv and weekend magazine money markets finance law crime football soccer tennis cities city`,
  `notizie mondo politica economia affari sport cultura spettacoli opinioni opinione analisi commenti editoriale editoriali intervista interviste scienza tecnologia salute ambiente viaggi societa cronaca esteri interni italia e estera interna internazionale attualita primo piano approfondimenti inchieste inchiesta dossier`,
  `actualites actualite monde politique economie culture societe opinions analyse tribune chronique editorial entretien sciences sante environnement international france idees enquete reportage debats planete sports et`,
  `nachrichten welt politik wirtschaft kultur meinung analyse kommentar interview wissenschaft technik gesundheit umwelt reise gesellschaft inland ausland deutschland panorama lokales regionales feuilleton netzwelt leben wissen finanzen und international`,
  `noticias mundo politica economia deportes cultura opinion analisis entrevista ciencia tecnologia salud medio ambiente viajes sociedad internacional nacional espana sucesos desporto esportes saude ciencia opiniao entrevista brasil portugal pais ambiente sociedade internacional america latina cotidiano`,
  `nieuws wereld politiek economie cultuur opinie analyse interview wetenschap gezondheid binnenland buitenland samenleving wiadomosci swiat polityka gospodarka kultura opinie analiza wywiad nauka zdrowie kraj biznes spoleczenstwo`,
  `новости мир политика экономика спорт культура мнение мнения аналитика интервью наука технологии здоровье общество россия бизнес происшествия в мире світ політика економіка суспільство`,
  `أخبار العالم سياسة السياسة اقتصاد الاقتصاد رياضة الرياضة ثقافة الثقافة رأي آراء تحليل مقابلة علوم تكنولوجيا صحة مجتمع منوعات عربي دولي محليات חדשות עולם פוליטיקה כלכלה ספורט תרבות דעות פרשנות מדע בריאות בארץ בעולם ειδησεις κοσμος πολιτικη οικονομια αθλητικα πολιτισμος αποψεις αναλυση επιστημη υγεια κοινωνια ελλαδα`,
  `haberler dunya siyaset ekonomi spor kultur sanat yorum analiz bilim teknoloji saglik toplum gundem turkiye nyheter varlden politik ekonomi kultur asikter debatt vetenskap halsa inrikes utrikes ledare sverige`,
  `ニュース 国際 政治 経済 スポーツ 文化 社会 科学 社説 国内 新闻 国际 财经 体育 文化 科技 健康 社会 评论 国内 要闻 國際 政治 財經 社會 정치 경제 사회 국제 문화`,
)

/** Words beside a number that counts how often the page was opened. */
export const viewWords = phrases(
  `المشاهدات, مشاهدات, عدد المشاهدات, precteno, zobrazeni, megtekintes, vizualizari, afisari, luot xem, dibaca, बार देखा गया, बार पढ़ा गया, بازدید, katselukertaa, laesninger, wyswietlen, wyswietlenia, odslon`,
  `views, view, reads, page views, pageviews, hits, times read, visualizzazioni, visualizzazione, letture, visite, lettori, vistas, visitas, lecturas, visualizaciones, visto, vues, lectures, consultations, fois lu, aufrufe, mal gelesen, klicks, gelesen, abrufe, visualizacoes, visualizacao, leituras, acessos, weergaven, keer gelezen, bekeken, wyswietlen, wyswietlenia, odslon, odslony, просмотров, просмотра, просмотры, просмотр, прочитали, переглядів, مشاهدة, مشاهدات, قراءة, צפיות, צפייה, προβολες, αναγνωσεις, goruntulenme, okunma, kez okundu, izlenme, visningar, lasningar, visninger, katselukertaa, lukukertaa, zhlednuti, vizualizari, megtekintes, dilihat`,
  `閲覧, 回閲覧, ビュー, 阅读, 阅读量, 浏览, 次浏览, 次阅读, 点击, 閱讀, 瀏覽, 人氣, 조회`,
)

/** Lines that say how long reading takes. */
export const readingTime = phrases(
  `min read, mins read, minute read, minutes read, minutes to read, reading time, read time, estimated reading time, min di lettura, minuti di lettura, minuto di lettura, minuti per la lettura, tempo di lettura, tempo lettura, lettura, min de lecture, minutes de lecture, minute de lecture, temps de lecture, lecture, min lesezeit, minuten lesezeit, lesezeit, lesedauer, min lesedauer, min de lectura, minutos de lectura, tiempo de lectura, lectura de, min de leitura, minutos de leitura, tempo de leitura, leitura, min leestijd, minuten leestijd, leestijd, min czytania, czas czytania, min чтения, минут чтения, минуты чтения, время чтения, время на чтение, хв читання, دقائق قراءة, دقيقة قراءة, دقيقة للقراءة, دقائق للقراءة, مدة القراءة, وقت القراءة, דקות קריאה, זמן קריאה, דק קריאה, λεπτα αναγνωσης, χρονος αναγνωσης, dk okuma, dakika okuma, okuma suresi, dakikalik okuma, min lasning, lastid, min lasetid, laestid, lesetid, min lukuaika, minut cteni`,
  `分で読めます, この記事は約, 読了時間, 阅读时间, 分钟阅读, 分鐘閱讀`,
)
