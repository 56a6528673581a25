/** The two forms an answer has: they differ in the status of document errors alone. */
export type MediaType = 'application/json' | 'application/graphql-response+json'

/**
 * Which of the two the client prefers. JSON where it does not say, as GraphQL over HTTP asks of servers that serve
 * older clients, and where it accepts neither: an answer helps more than a 406.
 */
export function mediaTypeFor(accept: string | null): MediaType {
  if (!accept?.includes('graphql-response+json')) return 'application/json'
  const quality = { 'application/json': 0, 'application/graphql-response+json': 0 }
  for (const { type, q } of rangesOf(accept)) {
    if (type === 'application/json' || type === 'application/graphql-response+json') quality[type] = q
  }
  const preferred = quality['application/graphql-response+json']
  return preferred > 0 && preferred >= quality['application/json']
    ? 'application/graphql-response+json'
    : 'application/json'
}

/**
 * Whether a client would rather have a page than data: HTML is named, and nothing that we have as data is wanted as much. A
 * range such as any type at all counts less than HTML by name.
 */
export function prefersHtml(accept: string | null): boolean {
  if (accept === null || !/text\/html/i.test(accept)) return false
  let [html, data, anything] = [0, 0, 0]
  for (const { type, q } of rangesOf(accept)) {
    if (type === 'text/html') html = q
    else if (type === '*/*') anything = q
    else if (/^application\/(?:json|graphql-response\+json|\*)$/.test(type)) data = Math.max(data, q)
  }
  return html > data && html >= anything
}

/**
 * Whether a client takes an answer in parts, in the format of the current draft of the specification. Who names the former one
 * (`deferSpec=20220824`) does not.
 */
export function acceptsParts(accept: string | null): boolean {
  if (accept === null || !/multipart\/mixed/i.test(accept)) return false
  const ranges = accept.toLowerCase().split(',')
  return rangesOf(accept).some(
    ({ type, q }, at) => type === 'multipart/mixed' && q > 0 && ranges[at]?.includes('deferspec') !== true,
  )
}

/** The media ranges of an Accept header in lower case, with their weights: 0 where one is no number. */
function rangesOf(accept: string): { type: string; q: number }[] {
  return accept
    .toLowerCase()
    .split(',')
    .map((range) => {
      const [type = '', ...parameters] = range.split(';').map((part) => part.trim())
      const weight = parameters.find((parameter) => parameter.startsWith('q='))
      const q = weight === undefined ? 1 : Number(weight.slice(2))
      return { type, q: Number.isNaN(q) ? 0 : q }
    })
}
