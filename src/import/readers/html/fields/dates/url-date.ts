import { type Moment, readMoment } from '../../../../dates/date.ts'

/** The day in the path of an address, in folders or at the end of the slug: within the slug stands what the article is about. */
export function dateInUrl(url: string | null): Moment | null {
  const path = URL.parse(url ?? '')?.pathname ?? ''
  const named = /\/((?:19|20)\d{2})\/([a-z]{3,9})\/(\d{1,2})(?=\/)/i.exec(path)
  return (
    (named === null ? null : readMoment(`${named[3]} ${named[2]} ${named[1]}`, 'en')) ??
    inFigures(path, /\/((?:19|20)\d{2})[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)/) ??
    inFigures(path, /[/_-](20\d{2})-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?:[_-]\d{1,4})?(?:\.\w{3,5})?\/?$/) ??
    inFigures(path, /\/(0[1-9]|[12]\d|3[01])[/-](0[1-9]|1[0-2])[/-](20\d{2})(?=[/_.-]|$)/)
  )
}

function inFigures(path: string, pattern: RegExp): Moment | null {
  const [, first = '', second = '', third = ''] = pattern.exec(path) ?? []
  if (first === '') return null
  return readMoment(first.length === 4 ? `${first}-${second}-${third}` : `${third}-${second}-${first}`)
}
