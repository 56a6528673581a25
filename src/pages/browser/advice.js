// One line of advice on what was asked, where there is something to gain.

/**
 * The first that applies, else null. `price` lists points by path, each of them the most that it may return; `cost` is that of the whole
 * operation before it ran (`requested`) and after (`actual`).
 */
export function adviceOn({ query, result, cost, price }) {
  const code = result.errors?.[0]?.extensions?.code
  if (code === 'RATE_LIMITED') return 'The quota is used up. Wait for the time in Retry-After, or ask for less at once.'
  if (code === 'UNAUTHENTICATED')
    return 'The key above is not valid. Correct it, or empty the field to ask without one.'
  if (result.errors !== undefined || cost === undefined) return null
  const count = price.find(({ path, points }) => path.at(-1) === 'count' && points >= 5)
  if (count !== undefined) {
    return `${count.path.join('.')} costs ${count.points} here, and a statement for each. Drop it if you don't show it.`
  }
  const twice = price.find(({ path }) => path.at(-1) === 'edges' && hasSibling(price, path, 'nodes'))
  if (twice !== undefined) return `${twice.path.join('.')} and nodes bring the same objects twice. Ask for one of them.`
  const personal = /\b(?:viewer|rateLimit)\b/.exec(query)?.[0]
  if (personal !== undefined && price.length > 2 && price.some(({ path }) => path[0] !== personal && path.length > 1)) {
    return `${personal} tells of you, so no cache may keep the rest either. Ask for it in a request of its own.`
  }
  if (cost.requested >= 50 && cost.actual * 4 <= cost.requested) {
    const [most] = price.filter(({ path }) => path.length > 1).toSorted((one, other) => other.points - one.points)
    const where =
      most === undefined
        ? ''
        : ` Most of it is reserved for ${most.path.join('.')}: a smaller first there reserves less.`
    return `${cost.requested} points were reserved, and ${cost.actual} used.${where}`
  }
  return null
}

function hasSibling(price, path, name) {
  const parent = path.slice(0, -1).join('.')
  return price.some((other) => other.path.at(-1) === name && other.path.slice(0, -1).join('.') === parent)
}
