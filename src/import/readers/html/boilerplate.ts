import type { DomElement } from './dom.ts'
import { namesOf } from './dom.ts'

const boilerplateTags = new Set(
  [
    'nav footer form button input label dialog menu script style noscript template svg iframe object embed canvas',
    'select textarea audio video aside amp-ad amp-embed amp-sidebar amp-social-share amp-analytics amp-iframe',
  ]
    .join(' ')
    .split(' '),
)

const boilerplateName = namedAs([
  String.raw`share|shares|sharing|sharebar|sharethis|addtoany|addthis|social|socials|social-?\w+|follow-?us`,
  String.raw`sociali[sz]e|sharedaddy|jetpack-likes\S*|sd-like`,
  String.raw`newsletters?|news-?letter-?\w*|subscribe|subscription|signup|sign-?up|mailchimp`,
  String.raw`donat(?:e|ion|ions)|membership|appeal|support-?us|paywall|regwall|piano|offer|cta`,
  String.raw`related|relateds|related-?\w+|recommend(?:ed|ation|ations)?|recirc(?:ulation)?|read-?more`,
  String.raw`read-?also|also-?read|read-?next|see-?also|more-?(?:stories|on|from|news|articles|like)`,
  String.raw`you-?may(?:-?\w+)*|leggi-?anche|lire-?aussi|correlati|relacionad[oa]s?|lesen-?sie-?auch`,
  String.raw`further-?reading|up-?next|next-?article|prev-?next|post-?navigation|nav-?links|rich-?link|links-?block|inline-?links?|embed-?link|story-?link|topic-?list|jp-relatedposts`,
  String.raw`yarpp`,
  String.raw`trending|popular|most-?(?:read|popular|viewed)|latest(?:-?\w+)?|teasers?|promo(?:tion|s)?`,
  String.raw`product-?(?:cards?|grid|rows?|list|box|items?|widget)|(?:link|blog|bookmark)-?cards?|promobox|outbrain|taboola|zergnet|mgid|plista|widgets?|sidebar|side-?bar|ticker`,
  String.raw`author-?(?:bio|box|info|card|profile|desc\w*|block)|about-?(?:the-?)?author|bio|post-?author`,
  String.raw`byline|bylines|dateline-date|contributor-?box|avatar`,
  String.raw`comments?|comment-?\w+|disqus|livefyre|coral|respond|replies|reactions?|rating|ratings|voting`,
  String.raw`poll|quiz`,
  String.raw`ad|ads|advert|adverts|advertisement|advertising|adsense|ad-?\w{0,3}slot`,
  String.raw`ad-?(?:unit|container|wrapper|box|label|break)|dfp|gpt|sponsor(?:ed)?|werbung|anzeige|pubblicita`,
  String.raw`publicidad|publicite|reklama|annons|banner|banners`,
  String.raw`breadcrumbs?|tags|tag-?(?:list|links|cloud)|post-?tags|entry-?(?:tags|meta|footer|utility)`,
  String.raw`post-?meta|article-?meta|metadata|meta-?(?:info|data)|submitted|pagination|pager|page-?links`,
  String.raw`toolbar|tools|actions?|print|font-?size|text-?size|skip-?link|jump-?to|toc|table-of-contents`,
  String.raw`back-?to-?top`,
  String.raw`copyright|disclaimer|legal|cookie|cookies|consent|gdpr|popup|modal|overlay|lightbox-?nav`,
  String.raw`notification|alert-?bar|login|register|search|menu|nav|navbar|navigation|footer|audio-?player`,
  String.raw`video-?player|player|playlist|listen|text-?to-?speech|transcript-toggle|fb-comments|fb-like`,
  String.raw`google-?news|app-?promo|whatsapp|telegram|slideshow-?controls|counter|views?-?count`,
  String.raw`reading-?time|read-?time|spinner|placeholder|mw-editsection|noprint|no-print`,
])
// names that say "this is the text", which no other word in the same class list takes back
const contentName = namedAs([
  String.raw`article-?body|article-?content|article-?text|story-?body|story-?content|entry-content`,
  String.raw`post-content|post-body|body-?copy|body-?content|body-?text|main-?content|content-?body`,
  String.raw`articlebody|rich-?text|text-?block|wysiwyg|prose|node__content|field--name-body`,
  String.raw`available-content`,
])

/** Whether an element is, by tag or name, something around the text and not the text; `textShare` is its part of it, 0 to 1. */
export function isBoilerplateElement(element: DomElement, textShare: number): boolean {
  const tag = element.localName
  if (tag === 'body' || tag === 'html' || tag === 'main' || tag === 'article' || textShare > 0.4) return false
  if (boilerplateTags.has(tag)) return true
  if (/^(?:p|em|strong|i|b|h[1-6]|figure|figcaption|img|picture|li|td|tr|tbody|a|span)$/.test(tag) && textShare > 0.08)
    return false
  const names = namesOf(element)
  if (names === '' || (contentName.test(names) && textShare > 0.02)) return false
  return (
    boilerplateName.test(names) ||
    element.getAttribute('role') === 'navigation' ||
    element.getAttribute('role') === 'complementary'
  )
}

/** Whether names of an element say that it holds the text. */
export function isContentNamed(element: DomElement): boolean {
  return contentName.test(namesOf(element))
}

const readAlso = lineStart([
  String.raw`read (?:also|more|next|this)|also read|see also|more (?:on this|from|stories)`,
  String.raw`related(?: articles?| stor(?:y|ies)| reading| links?| news)?|recommended|don'?t miss`,
  String.raw`you (?:may|might) (?:also )?(?:like|be interested)|watch(?: also)?|listen(?: also)?|leggi anche`,
  String.raw`leggi pure|ti potrebbe interessare|potrebbe interessarti|guarda anche|approfondisci|lire aussi`,
  String.raw`à lire(?: aussi)?|lisez aussi|voir aussi|sur le même (?:sujet|thème)|lesen sie (?:auch|mehr)`,
  String.raw`lies auch|auch interessant|mehr zum thema|siehe auch|zum thema`,
  String.raw`das könnte sie (?:auch )?interessieren|lea también|lee también|leer más`,
  String.raw`también (?:puede|puedes|te puede) \w+|te puede interesar|te recomendamos|ver también`,
  String.raw`más (?:información|noticias)|noticias relacionadas|leia também|leia mais|veja também|saiba mais`,
  String.raw`confira também|lees ook|lees verder|meer over|zie ook|läs också|läs mer|les også|les mer`,
  String.raw`læs også|lue myös|czytaj (?:także|też|również|więcej)|zobacz (?:także|też|również)`,
  String.raw`przeczytaj (?:także|też|również)|čtěte také|čítajte aj|přečtěte si|olvassa el|kapcsolódó`,
  String.raw`citește și|citeste si|vezi și|прочетете още|вижте още|читайте (?:также|також)|читайте по теме`,
  String.raw`смотрите также|материалы по теме|по теме|дивіться також|διαβάστε (?:επίσης|ακόμη|ακόμα)`,
  String.raw`δείτε (?:επίσης|ακόμη)|ilgili haber|ayrıca oku|bunu da oku|baca juga|simak juga|lihat juga`,
  String.raw`xem thêm|đọc thêm|اقرأ أيض[اً]+|اقرأ المزيد|شاهد أيض[اً]+|مواضيع ذات صلة|ذات صلة|קראו גם|קרא עוד`,
  String.raw`כתבות נוספות|עוד בנושא|بیشتر بخوانید|مطالب مرتبط|यह भी पढ़ें|ये भी पढ़ें|関連記事|あわせて読みたい|相关阅读|相关新闻`,
  String.raw`相關新聞|延伸閱讀|延伸阅读|관련기사|관련 기사|संबंधित (?:खबर|समाचार|लेख)|इसे भी पढ़ें|और पढ़ें`,
  // sentences begin so, too: a pointer ends here, or at a colon
  String.raw`(?:weitere informationen|weiterführende (?:links|informationen)|informations complémentaires|en savoir plus|ulteriori informazioni|per saperne di più|(?:más )?información (?:adicional|relacionada)|(?:further|more) information|więcej informacji|meer informatie|mer information|дополнительная информация|подробнее по теме)(?=[^\p{L}\p{N}]*$|\s*[:：])`,
])

/** Whether a line is a pointer to another story ("Read also: …", in the languages of the press). */
export function isReadAlso(text: string): boolean {
  return readAlso.test(text)
}

const boilerplate = lineStart([
  String.raw`(?:\(c\)|copyright)\s|\d{4} ©|all rights reserved|riproduzione riservata|tutti i diritti riservati`,
  String.raw`alle rechte vorbehalten|tous droits réservés|todos los derechos reservados`,
  String.raw`todos os direitos reservados|все права защищены|sign up (?:for|to)|subscribe (?:to|now|for)`,
  String.raw`get (?:the latest|our (?:daily|weekly|free))|join our|follow (?:us|@)|share (?:this|on)`,
  String.raw`click here|advertisement|anzeige|werbung|publicidad|pubblicità|publicité|реклама`,
  String.raw`iscriviti (?:alla|al)|seguici (?:su|anche)|abonn(?:ieren|ez-vous|ér|er)|abonnieren sie`,
  String.raw`folgen sie uns|suscríbete|suscribirse|síguenos|assine|siga-nos|inscreva-se`,
  String.raw`подпи(?:шитесь|сывайтесь)|підпи(?:шіться|суйтесь)|image source|support (?:us|our)|donate`,
  String.raw`sostieni|unterstützen sie|photo credit|tags?:|filed under|topics?:|posted in|loading`,
  String.raw`please enable javascript|this article (?:was )?(?:originally|first) (?:appeared|published)`,
  String.raw`print this|comments?\s*(?:\(\d+\))?$|\d+ comments?$|leave a (?:comment|reply)|continue reading`,
  String.raw`read full (?:story|article)|our standards|if you (?:liked|enjoyed) this|have you read`,
  String.raw`download (?:the|our) app|by signing up|(?:this (?:post|article|page) )?(?:may )?contains? affiliate`,
  String.raw`did you make this|v[ií]deos?:|so arbeiten wir|så (?:jobbar|arbetar) vi|clique aqui para|follow \S+(?: \S+)? on (?:facebook|x|twitter)`,
  String.raw`zapisz się|dziękujemy, że|dalsza część|iscriviti|puedes seguir a|inscrivez-vous|regístrate|meld je aan|prenumerera`,
  String.raw`【?(?:责任编辑|責任編輯)|扫一扫|扫码|원문|무단전재|無断転載|printer[- ]friendly|e-?mail this (?:story|article)`,
  String.raw`thanks for reading|(?:join|follow) (?:us|our)|únete a nuestro|entre no (?:nosso )?(?:canal|grupo)|fique por dentro`,
  String.raw`нашли (?:опечатку|ошибку)|знайшли (?:помилку|опечатку)|поделитесь|следите за|подписаться|підписатися`,
  String.raw`हमें फॉलो करें|ताज़ा खबरों के लिए|खबर शेयर करें|저작권자|ⓒ|기사제보|copyright ?[©ⓒ]`,
  String.raw`[（(【]?(?:编辑|編輯|责编|校对|审核)[:：]|【纠错】|(?:免责|版权|特别)声明|本文来源|掲載の記事|記事の無断`,
  String.raw`seguici|suivez-nous|folgen sie|volg ons|følg oss|följ oss|seuraa meitä|sledujte nás|śledź nas|obserwuj nas|dołącz do nas`,
  String.raw`ακολουθήστε μας|köve(?:ss|ssen) minket|newsletter[^.!?]{0,60}$|(?:якщо|если) (?:ви|вы) (?:знайшли|помітили|нашли|заметили|обнаружили) (?:помилку|неточність|ошибку|опечатку|неточность)|bizi takip edin|theo dõi chúng tôi|ikuti kami|תייגו|מצאתם טעות|הירשמו ל`,
  String.raw`(?:foto(?:grafie)?|photo|fotó|kuva|bild|zdjęcie|фото|φωτο(?:γραφία)?|צילום|사진|写真|撮影)\s*[:：].{2,80}$`,
  // the picture above the text, spoken of below it
  String.raw`(?:címlapkép|borítókép|titelbild|headerbild|aufmacherbild|cover (?:photo|image|picture)|featured image|foto di copertina|foto (?:de )?portada|foto de capa|image à la une|zdjęcie główne|omslagsbild|coverfoto|úvodní foto)\s*[:：(]`,
  String.raw`for more (?:news|stories|information),? (?:visit|follow|subscribe)|republish this`,
])

// what letters to readers promise, wherever the sentence begins; an inbox alone is also what stories are about
const newsletterLine =
  /\b(?:sign(?:ed|ing)? up|subscrib\w+|newsletters?|deliver\w*|straight|direct(?:ly)?|get|receive|sent|reporting|stories|news|updates?|posts?)\b[^.!?]{0,80}\b(?:to|in) your inbox\b|\b(?:unsubscribe (?:at )?any ?time|ihr postfach|nella tua casella|dans votre boîte)\b/i

// buttons and marks that are a whole line; as first words of a sentence they say something else
const wholeLine = new RegExp(
  `^[^\\p{L}\\p{N}]*(?:${[
    'share|condividi|teilen|partager|compartir|compartilhar|compartilhe|delen|dela|del|jaa|udostępnij|sdílet|megosztás',
    'distribuie|поделиться|поділитися|κοινοποίηση|paylaş|chia sẻ|bagikan|شارك|שתפו|शेयर करें|分享|分享到|공유|シェア',
    'print|stampa|drucken|imprimer|imprimir|drukuj|skriv ut|печать|打印|인쇄|印刷',
    'ends?|ende|fin|fine|einde|slut|koniec|konec|loppu|vége|конец|完|终|끝',
    '广告|廣告|विज्ञापन|광고|広告|إعلان|פרסומת|reklama?|διαφήμιση|quảng cáo|iklan',
    'hirdetés|annonser?|annonce|mainos|advertentie|pubblicita|publicidade|oglas|реклама|gesponsert|patrocinado',
    'haberin devamı(?: için tıklayın(?:ız)?)?|(?:story|article) continues(?: (?:below|after)(?: \\S+){0,2})?|continua a leggere|sigue leyendo|(?:de )?tekst gaat verder.*',
  ].join('|')})[^\\p{L}\\p{N}]*$`,
  'iu',
)

/** Whether a short line is the site speaking for itself (copyright, newsletter, share), not the article. */
export function isBoilerplate(text: string): boolean {
  return (
    text.length <= 280 &&
    (text.startsWith('©') || boilerplate.test(text) || newsletterLine.test(text) || wholeLine.test(text))
  )
}

/** A pattern for lines that begin, after marks, with one of the phrases. */
export function lineStart(phrases: readonly string[]): RegExp {
  return new RegExp(String.raw`^[^\p{L}\p{N}]*(?:${phrases.join('|')})`, 'iu')
}

/** A pattern for whole words of classes, ids and their like. */
export function namedAs(words: readonly string[]): RegExp {
  return new RegExp(String.raw`(?:^|[\s_-])(?:${words.join('|')})(?:$|[\s_-])`)
}
