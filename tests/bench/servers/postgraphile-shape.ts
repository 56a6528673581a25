/** PostGraphile's answer in the shape of Masthead's: without the rows of tables that join two others. */
export function toMastheadShape(data: unknown): unknown {
  if (!isRecord(data)) return data
  return 'n0' in data ? { nodes: Object.values(data).map(reshape) } : reshape(data)
}

function reshape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reshape)
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).map(([field, below]) => [field, fieldOf(field, below)]))
}

function fieldOf(field: string, value: unknown): unknown {
  if (field === 'count') return { value: Math.min(Number(value), 1_000), exact: Number(value) <= 1_000 }
  if (!isRecord(value)) return reshape(value)
  const nodes = Array.isArray(value['nodes']) ? value['nodes'].filter(isRecord) : []
  switch (field) {
    case 'body':
      return value['html']
    case 'authors':
      return nodes.map(({ author }) => reshape(author))
    case 'topics':
      // an article has a row for each ancestor of its topics as well
      return nodes.filter(({ position }) => position !== null).map(({ topic }) => reshape(topic))
    case 'relatedLinks':
      return nodes.map(relatedLink)
    case 'articles':
      return Object.fromEntries(Object.entries(value).map(([part, below]) => [part, partOfList(part, below)]))
    default:
      return reshape(value)
  }
}

/** A list of articles may be one of rows that lead to them. */
function partOfList(part: string, value: unknown): unknown {
  const articleOf = (node: unknown): unknown => reshape(isRecord(node) && 'article' in node ? node['article'] : node)
  if (!Array.isArray(value)) return fieldOf(part, value)
  return value.map((item: unknown) =>
    part === 'edges' && isRecord(item) ? { ...item, node: articleOf(item['node']) } : articleOf(item),
  )
}

function relatedLink({ title, url, article }: Record<string, unknown>): unknown {
  if (!isRecord(article)) return { title, url, article: null }
  const { url: target, ...rest } = article
  return { title, url: target ?? url, article: reshape(rest) }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
