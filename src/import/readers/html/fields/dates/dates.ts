import { fromMoment, type Moment, readMoment } from '../../../../dates/date.ts'
import { type DomElement, namesOf } from '../../page/dom.ts'
import type { Evidence } from '../../evidence.ts'
import type { Candidate } from '../../sources.ts'
import { isOutsideArticle } from '../../page/page.ts'
import { candidates, jsonLd, meta, microdata, type Rule } from '../../rules.ts'
import { dateInUrl } from './url-date.ts'
import { labelledUpdate, visibleDates, visibleUpdate } from './visible-dates.ts'

/** The two dates of a page, RFC 3339 instants, or ISO dates where the page gives no time that can be placed. */
export interface FoundDates {
  readonly published: Candidate | null
  readonly modified: Candidate | null
  readonly notes: readonly { readonly field: string; readonly message: string }[]
}

interface Dated extends Moment {
  readonly source: string
}

const publishedRules: readonly Rule[] = [
  jsonLd(['datePublished', 'uploadDate', 'dateCreated'], 2),
  meta(
    'article:published_time',
    'og:article:published_time',
    'article:published',
    'og:published_time',
    'parsely-pub-date',
    'sailthru.date',
    'datepublished',
    'first-published-at',
    'govuk:first-published-at',
    'published-at',
    'published_at',
    'citation_publication_date',
    'citation_online_date',
    'citation_date',
    'dc.date.issued',
    'dcterms.issued',
    'dcterms.date',
    'dc.date',
    'dcterms.created',
    'dc.date.created',
    'pubdate',
    'publishdate',
    'publish-date',
    'publish_date',
    'publication_date',
    'publication-date',
    'published_time',
    'article.published',
    'article_date_original',
    'originalpublicationdate',
    'cxenseparse:recs:publishtime',
    'cxenseparse:publishtime',
    'rbpubdate',
    'ptime',
    'pdate',
    'bt:pubdate',
    'vr:published_time',
    'article:publicationdate',
    'prism.publicationdate',
    'weibo: article:create_at',
    'article:create_at',
    'article:published_date',
    'article:published_at',
    'bytedance:published_time',
    'mediator_published_time',
    'dcterms.available',
    'dc.date.available',
    'dc.date.published',
    'pub_date',
    'og:pubdate',
    'og:publish_date',
    'rnews:datepublished',
    'dateposted',
    'date_published',
    'publish_time',
    'displaydate',
    'release_date',
    'article.created',
    'created',
    'datecreated',
    'date',
  ),
  ({ page }) =>
    (page.metas.get('parsely-page') ?? []).slice(0, 1).flatMap((value) => {
      const date = /"pub_date"\s*:\s*"([^"]{8,40})"/.exec(value)?.[1]
      return date === undefined ? [] : [{ value: date, source: 'meta parsely-page' }]
    }),
  microdata('datePublished', [], 1),
]

const modifiedRules: readonly Rule[] = [
  jsonLd(['dateModified'], 1),
  meta(
    'article:modified_time',
    'og:article:modified_time',
    'og:updated_time',
    'article:modified',
    'datemodified',
    'dcterms.modified',
    'dc.date.modified',
    'lastmod',
    'last-modified',
    'article.updated',
    'utime',
    'bt:moddate',
    'revised',
    'vr:updated_time',
  ),
  microdata('dateModified', [], 1),
]

/**
 * Reads when the article was published and changed. Sources are asked in order, and outvoted where two later ones agree
 * against the first by more than a day. A local time without offset takes the offset that another date of the page
 * gives for the same day; failing that only its date is kept, because the hour can't be placed. Dates before 1800, at
 * the epoch, in the first century, or more than two days ahead are dropped; so is a change before the publication.
 */
export function findDates(
  evidence: Evidence,
  headline: DomElement | null,
  language: string,
  url: string | null,
): FoundDates {
  const notes: { field: string; message: string }[] = []
  const spoken = inCountry(evidence, language)
  const published = moments(publishedCandidates(evidence, headline, spoken), notes, 'datePublished', spoken)
  const modified = moments(modifiedCandidates(evidence, headline, spoken), notes, 'dateModified', spoken)
  const inPath = dateInUrl(url)
  const inUrl = inPath === null || !isPlausible(inPath) ? null : { ...inPath, source: 'address' }
  const everything = [...published, ...modified]
  const first = vote(published, inUrl, notes) ?? inUrl
  const last = modified[0] ?? null
  const publishedAt = first === null ? null : sharpen(first, published)
  const modifiedAt = last === null ? null : sharpen(last, modified)
  const result = publishedAt === null ? null : toCandidate(publishedAt, everything)
  let change = modifiedAt === null ? null : toCandidate(modifiedAt, everything)
  if (change !== null && result !== null && isBefore(change.value, result.value)) {
    notes.push({
      field: 'dateModified',
      message: `The page says it was changed (${change.value}) before it was published; the change is left out.`,
    })
    change = null
  }
  return { published: result, modified: change, notes }
}

/** English with the country of og:locale, which says whether 5/6 is in May or June; en_US is what plugins write unasked. */
function inCountry({ page }: Evidence, language: string): string {
  const locale = (page.metas.get('og:locale')?.[0] ?? '').replace('_', '-')
  return language === 'en' && /^en-(?!US)[A-Z]{2}$/i.test(locale) ? locale : language
}

function publishedCandidates(evidence: Evidence, headline: DomElement | null, language: string): Candidate[] {
  return [...candidates(evidence, publishedRules), ...visibleDates(evidence, headline, language)]
}

function modifiedCandidates(evidence: Evidence, headline: DomElement | null, language: string): Candidate[] {
  const { page } = evidence
  const marked = [
    ...candidates(evidence, modifiedRules),
    ...page
      .byTag('time')
      .filter(
        (time) =>
          /(?:^|[\s_-])(?:updated|modified|dt-updated)(?:$|[\s_-])/.test(namesOf(time)) &&
          !/publish/.test(namesOf(time)) &&
          !isOutsideArticle(time),
      )
      .slice(0, 1)
      .map((time) => ({ value: time.getAttribute('datetime') ?? '', source: 'time' })),
    ...labelledUpdate(page, headline),
  ].filter(({ value }) => value !== '')
  return marked.length > 0 ? marked : visibleUpdate(page, headline, language)
}

function moments(
  candidates: readonly Candidate[],
  notes: { field: string; message: string }[],
  field: string,
  language: string,
): Dated[] {
  return candidates.flatMap(({ value, source }) => {
    const moment = readMoment(value, language)
    if (moment === null) return []
    if (!isPlausible(moment)) {
      notes.push({ field, message: `The date ${value.slice(0, 40)} (${source}) can't be right and is left out.` })
      return []
    }
    return [{ ...moment, source }]
  })
}

const dayMs = 86_400_000

function isPlausible(moment: Moment): boolean {
  const year = Number(moment.day.slice(0, 4))
  return (
    year >= 1800 &&
    moment.day !== '1970-01-01' &&
    moment.day !== '1969-12-31' &&
    Date.parse(moment.day) < Date.now() + 2 * dayMs
  )
}

/** The first source's date, unless two or more others (the address counts) agree on another day. */
function vote(dates: readonly Dated[], inUrl: Dated | null, notes: { field: string; message: string }[]): Dated | null {
  const [first, ...rest] = dates
  if (first === undefined) return null
  const far = [...rest, ...(inUrl === null ? [] : [inUrl])].filter((other) => daysApart(first, other) > 1)
  const near = [...rest, ...(inUrl === null ? [] : [inUrl])].filter((other) => daysApart(first, other) <= 1)
  const rival = far.find((other) => far.filter((third) => daysApart(other, third) <= 1).length >= 2)
  if (far[0] !== undefined) {
    notes.push({
      field: 'datePublished',
      message: `${first.source} says ${first.day}, ${far[0].source} says ${far[0].day}.`,
    })
  }
  return rival !== undefined && near.length === 0 ? rival : first
}

function daysApart(a: Moment, b: Moment): number {
  return Math.abs(Date.parse(a.day) - Date.parse(b.day)) / dayMs
}

/** A date without a time takes the time another source gives for that day; a doubtful Z takes a real offset. */
function sharpen(moment: Dated, others: readonly Dated[]): Dated {
  const sameDay = others.filter((other) => other.day === moment.day)
  if (moment.time === null) return sameDay.find((other) => other.time !== null && other.offset !== null) ?? moment
  const sameClock = sameDay.filter((other) => other.time?.slice(0, 5) === moment.time?.slice(0, 5))
  if (moment.offset === null)
    return sameClock.find((other) => other.offset !== null) ?? sameDay.find((other) => other.offset !== null) ?? moment
  // local time stamped Z is a common slip; another source with the same clock and a real offset gives it away
  if (moment.offset === 0) return sameClock.find((other) => other.offset !== null && other.offset !== 0) ?? moment
  return moment
}

function toCandidate(moment: Dated, all: readonly Dated[]): Candidate {
  const lent = moment.time !== null && moment.offset === null ? offsetOfDay(moment, all) : null
  return { value: fromMoment(lent === null ? moment : { ...moment, offset: lent }), source: moment.source }
}

function offsetOfDay(moment: Dated, all: readonly Dated[]): number | null {
  return (
    all.find((other) => other.offset !== null && other.offset !== 0 && daysApart(moment, other) <= 30)?.offset ?? null
  )
}

function isBefore(a: string, b: string): boolean {
  return a.length === b.length ? Date.parse(a) < Date.parse(b) : a.slice(0, 10) < b.slice(0, 10)
}
