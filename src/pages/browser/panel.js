// What the last run cost, under its answer: price by path, statements, cache, errors with their places, and the operation as code.
import { adviceOn } from './advice.js'
import { formats } from './copy-as.js'
import { React, useGraphiQL } from './graphiql.js'
import { currentKey } from './key-field.js'
import { runs } from './runs.js'

const { createElement: h, Fragment, useState, useSyncExternalStore } = React

const phone = '(max-width: 700px)'

/** Nothing until something has been run. */
export function Panel({ endpoint }) {
  const run = useSyncExternalStore(runs.subscribe, runs.last)
  const [isOpen, setOpen] = useState(!matchMedia(phone).matches)
  if (run === null) return h('p', { className: 'panel-hint' }, 'Run an operation to see what it costs.')
  const { extensions = {} } = run.result
  return h(
    'section',
    { className: 'panel', 'aria-label': 'What this run cost' },
    h(
      'div',
      { className: 'panel-bar' },
      h(
        'button',
        { type: 'button', className: 'panel-toggle', 'aria-expanded': isOpen, onClick: () => setOpen(!isOpen) },
        h('span', { 'aria-hidden': true }, isOpen ? '▾' : '▸'),
        ` ${summaryOf(run, extensions)}`,
      ),
      h(CopyAs, { endpoint, params: run.params }),
    ),
    isOpen &&
      h(
        'div',
        { className: 'panel-body', tabIndex: 0, role: 'group', 'aria-label': 'Details' },
        h(Details, { run, extensions }),
      ),
  )
}

function summaryOf({ status, headers, ms }, { cost, explain }) {
  if (isHit(headers)) return `HTTP ${status} · 0 points: from the gateway's cache · ${Math.round(ms)} ms`
  return [
    `HTTP ${status}`,
    cost === undefined
      ? null
      : `${count(cost.actual, 'point')}${cost.requested === cost.actual ? '' : ` of ${cost.requested}`}`,
    explain === undefined ? null : count(explain.statements, 'SQL statement'),
    `${Math.round(ms)} ms`,
  ]
    .filter((part) => part !== null)
    .join(' · ')
}

function Details({ run, extensions }) {
  const { cost, explain, cache } = extensions
  const price = explain?.price ?? []
  const advice = adviceOn({ query: run.params.query, result: run.result, cost, price })
  return h(
    Fragment,
    null,
    run.result.errors && h(Errors, { errors: run.result.errors }),
    advice !== null && h('p', { className: 'advice' }, h('strong', null, 'Advice: '), advice),
    h(
      'dl',
      null,
      price.length > 0 && h(PriceByPath, { price }),
      explain && row('How it ran', explainWords(explain)),
      row('Cache', cacheWords(cache, run.headers)),
      cache?.tags?.length > 0 &&
        row(
          'Cache tags',
          cache.tags.map((tag) => h('code', { key: tag }, tag)),
        ),
      h(Deprecated, { headers: run.headers }),
      h(Quota, { headers: run.headers }),
    ),
  )
}

function PriceByPath({ price }) {
  const mostExpensive = price
    .filter(({ points }) => points > 0)
    .toSorted((one, other) => other.points - one.points)
    .slice(0, 12)
  return row(
    'Price by path',
    h(
      'table',
      null,
      h('thead', { className: 'hidden' }, h('tr', null, h('th', null, 'Path'), h('th', null, 'Points'))),
      h(
        'tbody',
        null,
        mostExpensive.map(({ path, points }) =>
          h('tr', { key: path.join('.') }, h('td', null, h('code', null, path.join('.'))), h('td', null, points)),
        ),
      ),
    ),
  )
}

/** What of the operation is on its way out, by the answer's headers. */
function Deprecated({ headers }) {
  const links = [...(headers.get('link') ?? '').matchAll(/<([^>]+)>; rel="deprecation"[^,]*; title="([^"]+)"/g)]
  if (links.length === 0) return null
  const until = new Date(headers.get('sunset')).toISOString().slice(0, 10)
  return row(
    'Deprecated',
    h(
      Fragment,
      null,
      links.map(([, href, member]) => h(Fragment, { key: member }, h('a', { href }, h('code', null, member)), ' ')),
      `works until ${until}.`,
    ),
  )
}

function Quota({ headers }) {
  const limit = headers.get('ratelimit')
  if (limit === null) return null
  const [, remaining] = /r=(\d+)/.exec(limit) ?? []
  return row('Quota left', remaining === undefined ? limit : `${Number(remaining).toLocaleString('en')} points`)
}

function explainWords({ statements, compiled }) {
  const sent = statements === 0 ? 'Without the database' : `By ${count(statements, 'SQL statement')}`
  if (compiled === true) return `${sent}, compiled: PostgreSQL writes the answer.`
  return compiled === null ? `${sent}.` : `${sent}, not compiled: ${compiled}.`
}

function cacheWords(cache, headers) {
  if (isHit(headers)) return 'From the cache of the gateway: nothing ran, nothing was charged.'
  if (cache === undefined) return 'Kept by no cache: it is for this caller alone.'
  return `Kept here until something of it changes; other caches may keep it for ${cache.maxAge} s when it is asked for by GET.`
}

function isHit(headers) {
  return headers.get('cache-status')?.endsWith('hit') === true
}

/** Errors with their places; the button puts the cursor there. */
function Errors({ errors }) {
  const editor = useGraphiQL((state) => state.queryEditor)
  const goTo = ({ line, column }) => {
    editor?.setPosition({ lineNumber: line, column })
    editor?.revealLineInCenter(line)
    editor?.focus()
  }
  return h(
    'ul',
    { className: 'errors' },
    errors.map(({ message, locations = [], path, extensions }, index) =>
      h(
        'li',
        { key: index },
        extensions?.code && h('code', null, extensions.code),
        ` ${message} `,
        path && h('span', null, 'at ', h('code', null, path.join('.')), ' '),
        locations.map((location) =>
          h(
            'button',
            { key: `${location.line}:${location.column}`, type: 'button', onClick: () => goTo(location) },
            `line ${location.line}, column ${location.column}`,
          ),
        ),
      ),
    ),
  )
}

function CopyAs({ endpoint, params }) {
  const [copied, setCopied] = useState(null)
  const copy = async (name) => {
    const text = formats[name]({
      endpoint,
      query: params.query,
      variables: params.variables,
      hasKey: currentKey() !== '',
    })
    await navigator.clipboard.writeText(text)
    setCopied(name)
  }
  return h(
    'div',
    { className: 'copy-as', role: 'group', 'aria-label': 'Copy as' },
    h('span', { 'aria-hidden': true }, 'Copy as '),
    Object.keys(formats).map((name) =>
      h('button', { key: name, type: 'button', onClick: () => void copy(name) }, name),
    ),
    h('span', { role: 'status' }, copied === null ? '' : ` ${copied} copied`),
  )
}

function row(name, value) {
  return h(Fragment, null, h('dt', null, name), h('dd', null, value))
}

function count(number, noun) {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
