/** The two forms an answer has: they differ in the status of document errors alone. */
export type MediaType = 'application/json' | 'application/graphql-response+json'

/**
 * Which of the two the client prefers. JSON where it does not say, as GraphQL over HTTP asks of servers that serve
 * older clients, and where it accepts neither: an answer helps more than a 406.
 */
export function mediaTypeFor(accept: string | null): MediaType {
  if (!accept?.includes('graphql-response+json')) return 'application/json'
  const quality = { 'application/json': 0, 'application/graphql-response+json': 0 }
  for (const range of accept.toLowerCase().split(',')) {
    const [type, ...parameters] = range.split(';').map((part) => part.trim())
    if (type !== 'application/json' && type !== 'application/graphql-response+json') continue
    const q = parameters.find((parameter) => parameter.startsWith('q='))
    quality[type] = q === undefined ? 1 : Number(q.slice(2))
  }
  const preferred = quality['application/graphql-response+json']
  return preferred > 0 && preferred >= quality['application/json']
    ? 'application/graphql-response+json'
    : 'application/json'
}
