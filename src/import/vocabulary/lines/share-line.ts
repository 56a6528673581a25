import { bag } from '../phrases.ts'

/** Share buttons and their counters, tools for the reader: lines made of nothing but these words and numbers. */
export const isShareLine = bag({
  en: [
    'buy now ctrl social media click here to share shares shared sharing tweet tweets retweet post pin',
    'like likes follow copy link copied print save bookmark listen this article story on via with by the',
    'page your friends send url gift full comments comment options tools close open in new window font',
    'size a aa listening play audio read aloud sign add us as preferred source prefer',
  ],
  it: [
    'condividi condivisioni condivisione condividere su stampa salva ascolta articolo segui invia copia',
    'il con questo questa via mi piace l un amico tempo di commenti commento regala',
  ],
  fr: [
    'partager partages partage sur imprimer enregistrer ecouter envoyer par copier le lien cet article',
    'suivre commenter commentaires offrir reagir l a',
  ],
  de: [
    'teilen geteilt auf per drucken merken anhoren artikel vorlesen kopieren link senden folgen uns',
    'kommentare kommentar speichern versenden e',
  ],
  es: [
    'compartir compartido compartidos en imprimir guardar escuchar enviar por copiar enlace seguir',
    'articulo comparte comentarios este el',
  ],
  pt: [
    'compartilhar compartilhe partilhar partilhe no na imprimir ouvir salvar copiar enviar artigo noticia',
    'esta seguir',
  ],
  nl: ['delen deel via afdrukken opslaan luister kopieer bewaar dit artikel reacties'],
  pl: [
    'udostepnij udostepnien drukuj zapisz skopiuj sluchaj na artykul wyslij lubie to podziel sie tweetnij',
    'skomentuj',
  ],
  cs: ['sdilet tisk'],
  hu: ['megosztas'],
  ro: ['distribuie'],
  ru: [
    'вконтакте одноклассники телеграм фейсбук твиттер поделиться поделились в печать распечатать',
    'сохранить слушать скопировать ссылку ссылка отправить на нравится подписаться репост твитнуть',
    'комментарии',
  ],
  uk: ['поширити надіслати роздрукувати'],
  el: [
    'μοιραστειτε κοινοποιηση κοινοποιησεις κοινοποιηστε στο εκτυπωση αντιγραφη συνδεσμου αποστολη ακουστε',
    'το αρθρο',
  ],
  tr: ['paylas paylasin paylasim da de ile yazdir kaydet dinle baglantiyi kopyala gonder haberi takip et', 'yorum'],
  sv: ['dela delningar pa skriv ut spara lyssna kopiera lank tipsa'],
  da: ['del skriv ud lyt kopier'],
  fi: ['jaa tulosta kuuntele'],
  ar: [
    'واتساب فيسبوك تويتر تلغرام تليغرام انستغرام لينكد فيس بوك شارك مشاركة مشاركات شاركها على عبر طباعة',
    'نسخ الرابط حفظ استمع غرد تابعنا ارسال البريد الالكتروني انشر المقال الى اطبع',
  ],
  fa: ['چاپ ارسال به دوستان'],
  he: ['ווטסאפ פייסבוק טוויטר טלגרם שתף שתפו שיתוף שיתופים ב הדפסה הדפס העתק קישור שלח שמור האזן האזינו', 'לכתבה'],
  hi: ['सेयर शेयर करें'],
  id: ['bagikan'],
  vi: ['chia se'],
  ja: [
    'フェイスブック ツイッター 微信 微博 はてなブックマーク シェア シェアする ツイート 印刷 保存 共有 ブックマーク リンクをコピー リンクをコピーする 送る メール',
  ],
  zh: ['分享 分享到 收藏 打印 点赞 转发 朋友圈 扫码 複製連結 列印'],
  ko: ['공유 공유하기 인쇄 스크랩'],
  mul: [
    'facebook twitter x whatsapp telegram linkedin pinterest reddit messenger instagram youtube tiktok',
    'threads bluesky mastodon email mail e-mail sms rss flipboard tumblr vk vkontakte viber line wechat',
    'weibo xing pocket google news snapchat signal skype ok odnoklassniki',
  ],
})
