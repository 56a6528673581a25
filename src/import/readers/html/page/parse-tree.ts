import { parseHTML } from 'linkedom'

// linkedom passes every class as an argument of its own, and no stack holds 100,000
const longClass = /\sclass\s{0,9}=\s{0,9}(?:"[^"]{20000,}"|'[^']{20000,}'|[^\s"'>]{20000,})/gi

/** The document of HTML, whatever its classes: those that are longer than any page's are left out. */
export function parseTree(html: string): ReturnType<typeof parseHTML>['document'] {
  return parseHTML(/class/i.test(html) ? html.replace(longClass, ' ') : html).document
}
