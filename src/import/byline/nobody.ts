import { authorHeadings } from '../vocabulary/headings/author-heading.ts'
import { commentHeadings } from '../vocabulary/headings/comment-heading.ts'
import { popularHeadings } from '../vocabulary/headings/popular-heading.ts'
import { readAlso } from '../vocabulary/headings/read-also.ts'
import { relatedHeadings } from '../vocabulary/headings/related-heading.ts'
import { bylineLabels } from '../vocabulary/labels/byline-label.ts'
import { creditLabels } from '../vocabulary/labels/credit-label.ts'
import { modifiedLabels, publishedLabels } from '../vocabulary/labels/date-label.ts'
import { isShareLine } from '../vocabulary/lines/share-line.ts'
import { allPostsBy, noAuthors } from '../vocabulary/names/no-author.ts'

const whole = [
  noAuthors,
  allPostsBy,
  authorHeadings,
  commentHeadings,
  popularHeadings,
  readAlso,
  relatedHeadings,
  bylineLabels,
  creditLabels,
  modifiedLabels,
  publishedLabels,
]

/** Whether a folded text, in a place for a name, is a button, a heading, a label or an account that is nobody. */
export function isNobody(plain: string): boolean {
  return isShareLine(plain) || whole.some((phrases) => phrases.whole(plain))
}
