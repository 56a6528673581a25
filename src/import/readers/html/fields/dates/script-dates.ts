import type { Page } from '../../page/page.ts'
import type { Candidate } from '../../sources.ts'

const maxScript = 1_000_000
const maxBeside = 20_000
const minHeadline = 12
const maxTried = 20
const inScript =
  /["']?(?:date_?published|published_?(?:at|on|date|time)?|publish_?(?:ed)?_?(?:date|time|at)|publication_?date|pub_?date|first_?published|article_?publish\w*|display_?date)["']?\s{0,4}[:=]\s{0,4}["'](\d{4}-\d{2}-\d{2}[T\d:.+Z -]{0,25})["']/gi

/**
 * Dates of publication in the data that scripts of the page hold: where all of them mean one day, else the one beside the
 * headline, for an application has all its stories in them.
 */
export function scriptDates(page: Page, headline: string): Candidate[] {
  const scripts = page
    .byTag('script')
    .filter((script) => !/ld\+json/i.test(script.getAttribute('type') ?? ''))
    .map((script) => script.textContent.slice(0, maxScript))
  const found = scripts.flatMap((text) => [...text.matchAll(inScript)].map((match) => match[1] ?? ''))
  const days = new Set(found.map((value) => value.slice(0, 10)))
  const [value] = found
  if (value === undefined) return []
  const own = days.size === 1 ? value : besideHeadline(scripts, headline)
  return own === null ? [] : [{ value: own, source: 'script' }]
}

function besideHeadline(scripts: readonly string[], headline: string): string | null {
  if (headline.length < minHeadline) return null
  const written = [headline, JSON.stringify(headline).slice(1, -1)]
  for (const text of scripts) {
    const at = written.map((one) => text.indexOf(one)).find((offset) => offset !== -1)
    if (at === undefined) continue
    const [nearest] = [...text.matchAll(inScript)]
      .map((match) => ({ value: match[1] ?? '', from: Math.min(at, match.index), to: Math.max(at, match.index) }))
      .toSorted((one, other) => one.to - one.from - (other.to - other.from))
      .slice(0, maxTried)
      .filter(({ from, to }) => to - from < maxBeside && isOneObject(text.slice(from, to)))
    if (nearest !== undefined) return nearest.value
  }
  return null
}

/** Whether no object begins or ends in a piece of JSON without the other of both. */
function isOneObject(between: string): boolean {
  let depth = 0
  for (const mark of between.replace(/"(?:[^"\\]|\\.)*"/g, '')) {
    if (mark === '{') depth += 1
    else if (mark === '}') depth -= 1
    if (depth < 0) return false
  }
  return depth === 0
}
