// The start page: what the graph holds, asked as any client would ask, and a query to copy.
import { formats } from './copy-as.js'
import { ask } from './ask.js'
import { showCode } from './code.js'

const overview = `query StartPage {
  newest: articles(first: 100) {
    count(limit: 10000) { value exact }
    nodes { headline url datePublished language }
  }
  topics(first: 1) { count(limit: 10000) { value exact } }
  authors(first: 1) { count(limit: 10000) { value exact } }
}`

const query = `query NewestArticles {
  articles(first: 3) {
    nodes {
      headline
      datePublished
      authors { name }
      topics { name path }
    }
  }
}`

const endpoint = new URL('./graphql', location.href).href
document.querySelector('#endpoint').textContent = endpoint
showCode(
  document.querySelector('#code'),
  ['curl', 'fetch', 'Python'].map((name) => ({ name, text: formats[name]({ endpoint, query, hasKey: false }) })),
)

const newest = document.querySelector('#newest')
try {
  const { data, errors } = await ask(overview)
  if (!data?.newest) throw new Error(errors?.[0]?.message ?? 'No answer.')
  const { nodes, count } = data.newest
  const languages = [...new Set(nodes.map(({ language }) => language))].toSorted()
  show('articles', countText(count))
  show('topics', countText(data.topics?.count))
  show('authors', countText(data.authors?.count))
  show('languages', languages.join(', ') || '–')
  const [first] = nodes
  if (first === undefined) newest.textContent = 'No article is here yet: import a page, a feed or an export.'
  else newest.append('Newest: ', linked(first), dateOf(first.datePublished))
} catch (error) {
  for (const figure of document.querySelectorAll('[data-figure]')) figure.textContent = '–'
  newest.textContent = `What is here shows with a key only, or not just now: ${error.message}`
}

function show(name, text) {
  document.querySelector(`[data-figure="${name}"]`).textContent = text
}

function countText(count) {
  return count ? `${count.value.toLocaleString('en')}${count.exact ? '' : '+'}` : '–'
}

function linked({ headline, url }) {
  const element = document.createElement(url ? 'a' : 'span')
  if (url) element.href = url
  element.textContent = headline
  return element
}

function dateOf(instant) {
  if (!instant) return ''
  return `, ${new Date(instant).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })}`
}
