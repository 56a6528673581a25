import { foldWords } from '../../../../../text/fold.ts'
import type { Evidence } from '../../evidence.ts'
import { isNode, ldUrl, listOf, typesOf } from '../../page/json-ld.ts'
import { absolute } from '../../page/page.ts'
import { fileKey } from '../../page/picture-file.ts'
import { pictureFolders } from '../../quirks.ts'

/** Words by which sites name pictures that stand for themselves. */
const strong = new Set(
  'logo logos masthead letterhead logotype logotipo default defaults placeholder fallback blank sprite sprites avatar favicon icon icons share sharing shareimage shareimg social og ogimage opengraph facebook fb fbshare twitter twittercard spacer pixel noimage nophoto noimg nopic missing dummy generic 1x1 apple'.split(
    ' ',
  ),
)
/** Words that stand beside them and name no motif either. */
const weak = new Set(
  'image images img pic picture photo foto bild thumb thumbnail thumbnails card cards site website web page header touch brand branding banner cover main home homepage big large small square wide white black dark light color colour new news article post story preview meta media app no not found available x the of for and en fr es pt de it ar ru uk default2 final v1 v2 v3 hd rgb png jpg scaled cropped'.split(
    ' ',
  ),
)
const folders = /\/(?:themes?|logos?|placeholders?|avatars?|favicons?|sprites?|emoji)\//i
const sure =
  /(?:^|[_.-])(?:placeholder|no-?image|image-?not-?(?:found|available)|apple-touch-icon|favicon|share-?default|default-?(?:share|image|img|thumb\w*|og|social)|og-?default|og-?image-?default|spacer|1x1)(?:[_.-]|\d|$)/i

/** A test for addresses of pictures that stand for the site, not for the article: logos, what is shared by default, what keeps a place. */
export function placeholderTest(evidence: Evidence): (url: string) => boolean {
  const { page, ld, siteNames } = evidence
  const names = new Set(
    [...siteNames.map(({ value }) => value), ...(page.base?.hostname ?? '').split('.')].flatMap((name) => [
      ...foldWords(name).split(' '),
      foldWords(name).replaceAll(' ', ''),
    ]),
  )
  const logos = new Set(
    ld.nodes
      .filter((node) => typesOf(node).some((type) => /Organization|^WebSite$|Corporation/.test(type)))
      .flatMap((node) => [...listOf(node['logo']), ...listOf(node['image'])])
      .map((value) => ld.resolve(value))
      .map((value) =>
        absolute(
          page,
          typeof value === 'string' ? value : isNode(value) ? ldUrl(value['url'] ?? value['contentUrl'] ?? value) : '',
        ),
      )
      .filter((url) => url !== null)
      .map(fileKey),
  )
  return (url) => {
    const path = pictureFolders.reduce((rest, { pattern }) => rest.replace(pattern, '/'), new URL(url).pathname)
    if (/\.(?:svgz?|ico)$/i.test(path) || folders.test(path) || logos.has(fileKey(url))) return true
    const file = (path.split('/').findLast((part) => part !== '') ?? '').replace(/\.\w{3,4}$/, '')
    return sure.test(file) || isMadeOf(file, names)
  }
}

/** Whether a file's name says "logo" or "default", and beside it nothing but the site's name and words that name no motif. */
function isMadeOf(file: string, names: ReadonlySet<string>): boolean {
  const words = foldWords(decoded(file).replace(/([a-z])([A-Z])/g, '$1 $2'))
    .split(' ')
    .filter((word) => word !== '' && !/^\d+(?:x\d+)?(?:px|w|h)?$|^[\da-f]{8,}$/.test(word))
  const motif = words.filter((word) => !strong.has(word) && !weak.has(word) && !names.has(word))
  return (
    words.some((word) => strong.has(word)) && motif.length <= (words[0] === 'logo' || words.at(-1) === 'logo' ? 1 : 0)
  )
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
