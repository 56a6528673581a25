// The tabs that GraphiQL opens with: those that were left, else the examples; and one more where the address asks for an operation.
const names = { tabs: 'graphiql:tabState', query: 'graphiql:query', variables: 'graphiql:variables' }

/**
 * Writes them where GraphiQL reads them. GraphiQL opens the tab whose query is in its own storage, and a new, empty one where
 * none has it: so the one that was active is put there.
 */
export async function prepareTabs(examples, endpoint) {
  const state = storedTabs() ?? { activeTabIndex: 0, tabs: (await fillIn(examples, endpoint)).map(toTab) }
  const asked = new URLSearchParams(location.hash.slice(1))
  const query = asked.get('query')
  if (query !== null) {
    const same = state.tabs.findIndex((tab) => tab.query === query)
    if (same < 0) state.tabs.push(toTab({ query, variables: JSON.parse(asked.get('variables') ?? '{}') }))
    state.activeTabIndex = same < 0 ? state.tabs.length - 1 : same
    history.replaceState(null, '', location.pathname)
  }
  const active = state.tabs[state.activeTabIndex]
  localStorage.setItem(names.tabs, JSON.stringify(state))
  for (const name of ['query', 'variables']) {
    const value = active?.[name]
    if (value) localStorage.setItem(names[name], value)
    else localStorage.removeItem(names[name])
  }
}

function storedTabs() {
  try {
    const state = JSON.parse(localStorage.getItem(names.tabs))
    const tabs = state.tabs.filter(({ query, variables }) => query?.trim() || variables?.trim())
    if (tabs.length === 0) return null
    const active = tabs.indexOf(state.tabs[state.activeTabIndex])
    return { ...state, tabs, activeTabIndex: Math.max(0, active) }
  } catch {
    return null
  }
}

function toTab({ query, variables }, index = 0) {
  const title = /^\s*(?:query|mutation|subscription)\s+(\w+)/m.exec(query)?.[1] ?? '<untitled>'
  return {
    id: `example-${index}-${title}`,
    hash: null,
    title,
    query,
    variables: variables && Object.keys(variables).length > 0 ? JSON.stringify(variables, null, 2) : null,
    headers: null,
    operationName: title === '<untitled>' ? null : title,
    response: null,
  }
}

/** Puts an article, a section and a word that are there into the examples' variables. */
async function fillIn(examples, endpoint) {
  const found = await findSomething(endpoint)
  return examples.map(({ query, variables = {} }) => ({
    query,
    variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, found[value] ?? value])),
  }))
}

async function findSomething(endpoint) {
  const query = `{
    articles(first: 1) { nodes { slug headline } }
    topics(first: 1, filter: { types: [SECTION], roots: true }) { nodes { path } }
  }`
  try {
    const response = await fetch(`${endpoint}?${new URLSearchParams({ query })}`, {
      headers: { accept: 'application/json' },
    })
    const { data } = await response.json()
    const [article] = data.articles.nodes
    const words = article.headline.split(/[^\p{L}]+/u).toSorted((one, other) => other.length - one.length)
    return { $slug: article.slug, $section: data.topics.nodes[0]?.path ?? 'world', $word: words[0].toLowerCase() }
  } catch {
    return { $slug: 'a-slug', $section: 'world', $word: 'election' }
  }
}
