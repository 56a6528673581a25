import { toPlain } from '../../../../text/fold.ts'
import { moreInformation, readAlsoLabels, readAlsoStart } from '../../../vocabulary/headings/read-also.ts'
import {
  newsletterLine,
  pictureCredit,
  siteLineStart,
  siteMark,
  titlePicture,
} from '../../../vocabulary/lines/site-line.ts'
import { type DomElement, elementsOf, namesOf } from '../page/dom.ts'

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
  String.raw`tool-?tips?|pop-?overs?|dialogs?|drop-?downs?|disclosures?|affiliate-?\w*|gift-?\w*|subscribe-?\w+`,
  String.raw`toolbars?|tools|actions?|print|font-?size|text-?size|skip-?link|jump-?to|toc|table-of-contents`,
  String.raw`back-?to-?top`,
  String.raw`copyright|disclaimer|legal|cookie|cookies|consent|gdpr|popup|modal|overlay|lightbox-?nav`,
  String.raw`notification|alert-?bar|login|register|search|menu|nav|navbar|navigation|footer|audio-?player`,
  String.raw`video-?player|player|playlist|listen|text-?to-?speech|transcript-toggle|fb-comments|fb-like`,
  String.raw`google-?news|app-?promo|whatsapp|telegram|slideshow-?controls|counter|views?-?count`,
  String.raw`reading-?time|read-?time|spinner|placeholder|mw-editsection|noprint|no-print`,
])
const boilerplateRoles = new Set(
  'navigation complementary tooltip toolbar dialog alertdialog menu menubar tablist search status alert'.split(' '),
)
// names that say "this is the text", which no other word in the same class list takes back
const contentName = namedAs([
  String.raw`article-?body|article-?content|article-?text|story-?body|story-?content|entry-content`,
  String.raw`post-content|post-body|body-?copy|body-?content|body-?text|main-?content|content-?body`,
  String.raw`articlebody|rich-?text|text-?block|wysiwyg|prose|node__content|field--name-body`,
  String.raw`available-content`,
])

// page builders call every part of a page a widget, a module or a block, the text too
const builtText = namedAs([
  String.raw`elementor-widget-(?:text-editor|theme-post-content|container)|elementor-text-editor|wpb_text_column|wpb_content_element`,
  String.raw`wpb_wrapper|vc_column_text|et_pb_text(?:_inner)?|et_pb_post_content|fusion-text|fl-rich-text|fl-module-rich-text`,
  String.raw`siteorigin-widget-tinymce|so-widget-sow-editor|brz-rich-text|sqs-block-html|sqs-html-content|w-richtext`,
  String.raw`wixui-rich-text|ct-text-block|bde-rich-text|tdb_single_content|tdb-single-content|jet-listing-dynamic-field|uagb-ifb-desc`,
])

/** Whether an element is, by tag or name, something around the text and not the text; `textShare` is its part of it, 0 to 1. */
export function isBoilerplateElement(element: DomElement, textShare: number): boolean {
  const tag = element.localName
  if (tag === 'body' || tag === 'html' || tag === 'main' || tag === 'article' || textShare > 0.4) return false
  if (boilerplateTags.has(tag)) return true
  if (/^(?:p|em|strong|i|b|h[1-6]|figure|figcaption|img|picture|li|td|tr|tbody|a|span)$/.test(tag) && textShare > 0.08)
    return false
  if (boilerplateRoles.has(element.getAttribute('role') ?? '')) return true
  const names = namesOf(element)
  if (builtText.test(names)) return false
  if (names === '' || (contentName.test(names) && textShare > 0.02)) return false
  return boilerplateName.test(names)
}

/** Whether names of an element say that it holds the text. */
export function isContentNamed(element: DomElement): boolean {
  const names = namesOf(element)
  return contentName.test(names) || builtText.test(names)
}

const foldName =
  /(?:^|[\s_-])(?:more|full|rest|expand\w*|collaps\w*|continue\w*|toggle\w*|accordion\w*|tab-?(?:pane|panel|content)|panel|faq\w*|answer|hidden-?(?:text|content)|show-?more|read-?more|fold\w*)(?:$|[\s_-]|__)/
const minUnfolded = 150

/** Whether what is hidden is a part of the text that unfolds at a click: named so, with paragraphs in it. */
export function unfolds(element: DomElement): boolean {
  if (!foldName.test(`${namesOf(element)} ${element.parentNode === null ? '' : namesOf(element.parentNode)}`))
    return false
  const length = elementsOf(element)
    .filter(({ localName }) => localName === 'p' || localName === 'li')
    .reduce((sum, at) => sum + at.textContent.trim().length, 0)
  return length >= minUnfolded
}

// phrases are looked for in the beginning of a line
const maxPointer = 80

/** Whether a line is a pointer to another story ("Read also: …", in the languages of the press). */
export function isReadAlso(text: string): boolean {
  return (
    readAlsoLabels.start(toPlain(text.slice(0, maxPointer))) > 0 ||
    readAlsoStart.test(text) ||
    moreInformation.test(text)
  )
}

const siteLines = [siteLineStart, pictureCredit, titlePicture, newsletterLine, siteMark]

/** Whether a short line is the site speaking for itself (copyright, newsletter, share), not the article. */
export function isBoilerplate(text: string): boolean {
  return text.length <= 280 && (text.startsWith('©') || siteLines.some((pattern) => pattern.test(text)))
}

/** A pattern for whole words of classes, ids and their like. */
export function namedAs(words: readonly string[]): RegExp {
  return new RegExp(String.raw`(?:^|[\s_-])(?:${words.join('|')})(?:$|[\s_-])`)
}
