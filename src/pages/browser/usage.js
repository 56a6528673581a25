// What a key has used: figures, a chart by day and the operations that cost most.
import { ask } from './ask.js'
import { barChart } from './bar-chart.js'
import { fillTable } from './table.js'

const query = `query UsagePage {
  viewer {
    isAnonymous
    apiKey { name prefix expiresAt }
    scopes
    rateLimit { limit remaining resetAt }
    usage {
      requests points errors throttled
      byDay { date requests points errors throttled }
      topOperations(first: 20) { name requests points errors p95Ms }
      deprecatedUse { member requests lastUsedOn reason removedOn }
    }
  }
}`

const measures = [
  { name: 'Requests', of: 'requests' },
  { name: 'Points', of: 'points' },
  { name: 'Errors', of: 'errors' },
  { name: 'Throttled', of: 'throttled' },
]
const unlimited = 2_147_483_647
const [form, message, report] = ['#key-form', '#message', '#report'].map((id) => document.querySelector(id))

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  message.textContent = 'Asking …'
  message.className = ''
  report.hidden = true
  try {
    const { data, errors } = await ask(query, { key: document.querySelector('#key').value.trim() })
    if (errors) throw new Error(errors[0].message)
    message.textContent = ''
    show(data.viewer)
  } catch (error) {
    message.textContent = error.message
    message.className = 'error'
  }
})

function show({ apiKey, scopes, rateLimit, usage }) {
  document.querySelector('#who').textContent = `${apiKey.name} (${apiKey.prefix}…), ${
    apiKey.expiresAt === null ? 'without an end' : `until ${new Date(apiKey.expiresAt).toLocaleDateString()}`
  }. May: ${scopes.join(', ')}.`
  const { limit, remaining } = rateLimit
  const figures = {
    Requests: usage.requests,
    Points: usage.points,
    Errors: usage.errors,
    Throttled: usage.throttled,
    'Points left this minute': limit >= unlimited ? 'no limit' : `${number(remaining)} of ${number(limit)}`,
  }
  const list = document.querySelector('#figures')
  list.replaceChildren(
    ...Object.entries(figures).map(([name, value]) => {
      const group = document.createElement('div')
      const [term, text] = [document.createElement('dt'), document.createElement('dd')]
      term.textContent = name
      text.textContent = number(value)
      group.append(term, text)
      return group
    }),
  )
  const buttons = measures.map(({ name, of }) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = name
    button.addEventListener('click', () => choose(of))
    return { button, of }
  })
  document.querySelector('#measures').replaceChildren(...buttons.map(({ button }) => button))
  const choose = (chosen) => {
    for (const { button, of } of buttons) button.setAttribute('aria-pressed', String(of === chosen))
    const days = everyDay(usage.byDay)
    document.querySelector('#chart').replaceChildren(
      barChart(
        days.map((day) => ({ label: day.date, value: day[chosen] })),
        chosen,
      ),
    )
  }
  choose('requests')
  fillTable(
    document.querySelector('#days'),
    ['Day', ...measures.map(({ name }) => name)],
    usage.byDay.toReversed(),
    (day) => [day.date, ...measures.map(({ of }) => day[of])],
  )
  fillTable(
    document.querySelector('#operations'),
    ['Operation', 'Requests', 'Points', 'Errors', '95 % within, ms'],
    usage.topOperations,
    ({ name, requests, points, errors, p95Ms }) => [
      name ?? '(no name)',
      requests,
      points,
      errors,
      Math.round(p95Ms * 10) / 10,
    ],
  )
  document.querySelector('#deprecated-part').hidden = usage.deprecatedUse.length === 0
  fillTable(
    document.querySelector('#deprecated'),
    ['What', 'Requests', 'Last on', 'Works until', 'What to do'],
    usage.deprecatedUse,
    ({ member, requests, lastUsedOn, reason, removedOn }) => [
      member,
      requests,
      lastUsedOn,
      removedOn ?? 'gone',
      reason ?? 'It is no longer there.',
    ],
  )
  report.hidden = false
}

/** The days from the first to today, those without requests too. */
function everyDay(byDay) {
  const known = new Map(byDay.map((day) => [day.date, day]))
  const days = []
  const first = byDay[0]?.date ?? new Date().toISOString().slice(0, 10)
  for (let at = new Date(`${first}T00:00:00Z`); at <= new Date(); at.setUTCDate(at.getUTCDate() + 1)) {
    const date = at.toISOString().slice(0, 10)
    days.push(known.get(date) ?? { date, requests: 0, points: 0, errors: 0, throttled: 0 })
  }
  return days
}

function number(value) {
  return typeof value === 'number' ? value.toLocaleString('en') : value
}
