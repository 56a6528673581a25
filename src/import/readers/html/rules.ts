import { ldUrl } from './page/json-ld.ts'
import { type Candidate, ldValues, markupValues, type Sources } from './sources.ts'

/**
 * One way in which pages say a field: all that this way gives, in the order of the page; nothing where the page does not use it.
 * The sources of a field are a table of rules, surest first; what only one system does is a row like the others.
 */
export type Rule = (sources: Sources) => readonly Candidate[]

/** What all rules give that hold, in the order of the table. */
export function candidates(sources: Sources, rules: readonly Rule[]): Candidate[] {
  return rules.flatMap((rule) => rule(sources)).filter(({ value }) => value !== '')
}

/** The first value of each of these metas. */
export function meta(...names: readonly string[]): Rule {
  return ({ page }) =>
    names.flatMap((name) =>
      (page.metas.get(name) ?? []).slice(0, 1).map((value) => ({ value, source: `meta ${name}` })),
    )
}

/** All values of these metas: for lists, which some write as one meta a value. */
export function metaList(...names: readonly string[]): Rule {
  return ({ page }) =>
    names.flatMap((name) => (page.metas.get(name) ?? []).map((value) => ({ value, source: `meta ${name}` })))
}

/** Properties of the article's JSON-LD; `most`: no more values than that. */
export function jsonLd(names: readonly string[], most = Infinity): Rule {
  return (sources) => ldValues(sources, names).slice(0, most)
}

/** The address in a property of the article's JSON-LD. */
export function jsonLdUrl(name: string): Rule {
  return ({ ld }) => [{ value: ldUrl(ld.resolve(ld.article?.[name])), source: `json-ld ${name}` }]
}

/** A property of microdata or RDFa, and the classes of microformats that say the same. */
export function microdata(property: string, classes: readonly string[] = [], most = Infinity): Rule {
  return (sources) => markupValues(sources, property, classes).slice(0, most)
}

/** Addresses of `<link rel>`. */
export function link(rel: string): Rule {
  return ({ page }) =>
    page
      .byTag('link')
      .filter((element) => (element.getAttribute('rel') ?? '').toLowerCase().split(/\s+/).includes(rel))
      .map((element) => ({ value: element.getAttribute('href') ?? '', source: `rel=${rel}` }))
}

/** A value that comes from outside the page. */
export function given(value: string | null | undefined, source: string): Rule {
  return () => [{ value: value ?? '', source }]
}
