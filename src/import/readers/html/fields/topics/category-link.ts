import { isContentNamed } from '../../body/boilerplate.ts'
import { closest, type DomElement, elementsOf, namesOf } from '../../page/dom.ts'
import { endsArticle } from '../../page/page.ts'

/** Whether a link, or one of the three elements around it, says by its name or property that it is the article's section. */
export function isCategoryNamed(a: DomElement): boolean {
  let at: DomElement | null = a
  for (let up = 0; up < 4 && at !== null; up += 1) {
    if (categoryName.test(namesOf(at)) || /^(?:articleSection|genre)$/.test(at.getAttribute('itemprop') ?? ''))
      return true
    at = at.parentNode
    if (at !== null && /^(?:article|main|body|header|section)$/.test(at.localName)) return false
  }
  return false
}

const categoryName =
  /(?:^|[\s_-])(?:cat-?links?|post-?category|entry-?category|article-?section|section-?name|article-?category|category-?name|meta-?category|taxonomy-category|news-list-category|rubric|rubrique|rubri[ck]a?|rubryka|rovat|ressort|overline|(?:post|article|entry|news|single)(?:__|-|_)cats?)(?:$|[\s_-])/

/** Whether an element stands among other articles, or beside the article. */
export function inOthers(element: DomElement): boolean {
  return (
    closest(
      element,
      (at) =>
        (/(?:^|[\s_-])(?:related|recommend\w*|sidebar|teaser|widget|more-from|latest)(?:$|[\s_-])/.test(namesOf(at)) &&
          // Blogger's article itself is a widget
          !elementsOf(at).some(isContentNamed)) ||
        at.localName === 'aside' ||
        at.localName === 'nav' ||
        (at.localName === 'footer' && !endsArticle(at)),
    ) !== null
  )
}
