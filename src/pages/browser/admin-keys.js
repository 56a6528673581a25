// Keys: made, changed, rotated, revoked, and what they have used.
import { barChart } from './bar-chart.js'
import { field, mutate, openDialog, query, tell } from './desk.js'
import { button, el, timeText } from './element.js'
import { fillTable } from './table.js'

const keyFields = `id name prefix scopes createdAt expiresAt revokedAt lastUsedAt previousSecretValidUntil
  allowedOrigins allowedTopics { id path } pointsPerMinute persistedOnly`
const scopes = JSON.parse(document.querySelector('#scopes').textContent)
const revoked = document.querySelector('#revoked')

document.querySelector('#new-key').addEventListener('click', () => openKeyDialog(null))
revoked.addEventListener('change', () => void showKeys())

/** Lists the keys. */
export async function showKeys() {
  const { apiKeys } = await query(
    `query AdminKeys($includeRevoked: Boolean) { apiKeys(includeRevoked: $includeRevoked) { ${keyFields} } }`,
    {
      includeRevoked: revoked.checked,
    },
  )
  fillTable(
    document.querySelector('#key-table'),
    ['Key', 'May', 'Limits', 'Last used', 'State', 'Do'],
    apiKeys,
    (key) => [
      el('span', {}, el('strong', {}, key.name), el('br'), el('code', {}, `${key.prefix}…`)),
      key.scopes.join(', '),
      limitsText(key),
      timeText(key.lastUsedAt) ?? 'never',
      stateText(key),
      key.revokedAt === null ? actions(key) : button('Usage', () => showUsage(key)),
    ],
  )
}

function limitsText({ pointsPerMinute, allowedOrigins, allowedTopics, persistedOnly }) {
  return [
    `${pointsPerMinute.toLocaleString('en')} points a minute`,
    allowedOrigins && `from ${allowedOrigins.join(', ')}`,
    allowedTopics && `topics ${allowedTopics.map(({ path }) => path).join(', ')}`,
    persistedOnly && 'registered documents only',
  ]
    .filter(Boolean)
    .join('; ')
}

function stateText({ revokedAt, expiresAt, previousSecretValidUntil }) {
  if (revokedAt !== null) return `revoked ${timeText(revokedAt)}`
  if (expiresAt !== null && new Date(expiresAt) < new Date()) return `expired ${timeText(expiresAt)}`
  const parts = [expiresAt === null ? 'works' : `works until ${timeText(expiresAt)}`]
  if (previousSecretValidUntil !== null) parts.push(`its old secret until ${timeText(previousSecretValidUntil)}`)
  return parts.join(', ')
}

function actions(key) {
  const label = (what) => ({ 'aria-label': `${what}: ${key.name}` })
  return el(
    'span',
    {},
    button('Usage', () => showUsage(key), label('Usage')),
    button('Change', () => openKeyDialog(key), label('Change')),
    button('Rotate', () => openRotateDialog(key), label('Rotate')),
    button('Revoke', () => openRevokeDialog(key), { className: 'danger', ...label('Revoke') }),
  )
}

/** A new key, or one that is changed: that may only lose scopes. */
function openKeyDialog(key) {
  const name = el('input', { required: true, maxLength: 100, value: key?.name ?? '' })
  const points = el('input', { type: 'number', min: 1, max: 1_000_000_000, value: key?.pointsPerMinute ?? 60_000 })
  const expires = el('input', { type: 'datetime-local', value: key?.expiresAt?.slice(0, 16) ?? '' })
  const origins = el('input', { placeholder: 'any', value: key?.allowedOrigins?.join(' ') ?? '' })
  const topics = el('input', { placeholder: 'all', value: key?.allowedTopics?.map(({ path }) => path).join(' ') ?? '' })
  const persisted = el('input', { type: 'checkbox', checked: key?.persistedOnly ?? false })
  const boxes = (key?.scopes ?? scopes).map((scope) =>
    el('input', { type: 'checkbox', value: scope, checked: key !== null || scope === 'CONTENT_READ' }),
  )
  openDialog({
    title: key === null ? 'New key' : `Change ${key.name}`,
    ok: key === null ? 'Make it' : 'Change it',
    fields: [
      field('Who uses it', name),
      el('fieldset', {}, el('legend', {}, 'What it may do'), ...boxes.map((box) => el('label', {}, box, box.value))),
      field('Points a minute', points),
      field('Works until, UTC; empty: always', expires),
      field('Browser origins, divided by spaces; empty: any', origins),
      field('Paths of topics, divided by spaces; empty: all', topics),
      el('label', { className: 'inline' }, persisted, 'registered documents only'),
    ],
    async onOk() {
      const input = {
        name: name.value,
        scopes: boxes.filter(({ checked }) => checked).map(({ value }) => value),
        pointsPerMinute: Number(points.value),
        expiresAt: expires.value === '' ? null : new Date(`${expires.value}Z`).toISOString(),
        allowedOrigins: wordsOf(origins) ?? null,
        allowedTopics: await topicIdsOf(wordsOf(topics)),
        persistedOnly: persisted.checked,
      }
      if (key !== null) {
        await mutate(
          `mutation ChangeKey($input: UpdateApiKeyInput!) { updateApiKey(input: $input) { userErrors { path message } } }`,
          { input: { id: key.id, ...input } },
        )
        await showKeys()
        return tell(`${input.name} is changed.`)
      }
      const { secret } = await mutate(
        `mutation MakeKey($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret userErrors { path message } } }`,
        { input },
      )
      await showKeys()
      return secretOf(secret)
    },
  })
}

function wordsOf({ value }) {
  const words = value.split(/[\s,]+/).filter((word) => word !== '')
  return words.length === 0 ? null : words
}

async function topicIdsOf(paths) {
  if (paths === null) return null
  const found = await query(
    `query TopicsByPath(${paths.map((_, at) => `$p${at}: String!`).join(', ')}) {
      ${paths.map((_, at) => `t${at}: topic(by: { path: $p${at} }) { id }`).join('\n')}
    }`,
    Object.fromEntries(paths.map((path, at) => [`p${at}`, path])),
  )
  return paths.map((path, at) => {
    const id = found[`t${at}`]?.id
    if (id === undefined) throw new Error(`There is no topic at ${path} that you may see.`)
    return id
  })
}

function secretOf(secret) {
  return [
    el('p', {}, 'The secret, shown this once: it is kept nowhere.'),
    el('code', { className: 'secret' }, secret),
    el(
      'p',
      {},
      button('Copy', () => navigator.clipboard.writeText(secret)),
    ),
  ]
}

function openRotateDialog(key) {
  const overlap = el('input', { type: 'number', min: 0, max: 90, value: 7 })
  openDialog({
    title: `Rotate ${key.name}`,
    ok: 'Make a new secret',
    fields: [field('Days that the old secret works on; 0: it ends at once', overlap)],
    async onOk() {
      const { secret } = await mutate(
        `mutation RotateKey($input: RotateApiKeyInput!) { rotateApiKey(input: $input) { secret userErrors { path message } } }`,
        { input: { id: key.id, overlapSeconds: Math.round(Number(overlap.value) * 86_400) } },
      )
      await showKeys()
      return secretOf(secret)
    },
  })
}

function openRevokeDialog(key) {
  openDialog({
    title: `Revoke ${key.name}`,
    ok: 'Revoke it for good',
    fields: [el('p', {}, 'It ends everywhere within half a second, and cannot be taken back.')],
    async onOk() {
      await mutate(
        `mutation RevokeKey($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { userErrors { path message } } }`,
        {
          input: { id: key.id },
        },
      )
      await showKeys()
      tell(`${key.name} is revoked.`)
    },
  })
}

async function showUsage({ id, name }) {
  const { node } = await query(
    `query KeyUsage($id: ID!) {
      node(id: $id) {
        ... on ApiKey {
          usage {
            requests points errors throttled
            byDay { date requests }
            topOperations(first: 10) { name requests points errors p95Ms }
          }
        }
      }
    }`,
    { id },
  )
  const { usage } = node
  const table = el('table')
  fillTable(table, ['Operation', 'Requests', 'Points', 'Errors', '95 % within, ms'], usage.topOperations, (one) => [
    one.name ?? '(no name)',
    one.requests,
    one.points,
    one.errors,
    Math.round(one.p95Ms * 10) / 10,
  ])
  const scrolls = (label, ...inside) =>
    el('div', { className: 'scrolls', tabIndex: 0, role: 'group', 'aria-label': label }, ...inside)
  document.querySelector('#key-usage').replaceChildren(
    el('h3', {}, `Used by ${name}`),
    el(
      'p',
      {},
      `${usage.requests.toLocaleString('en')} requests, ${usage.points.toLocaleString('en')} points, ${usage.errors} errors, ${usage.throttled} throttled.`,
    ),
    usage.byDay.length > 0
      ? scrolls(
          'Requests by day',
          barChart(
            usage.byDay.map(({ date, requests }) => ({ label: date, value: requests })),
            'requests',
          ),
        )
      : '',
    scrolls('Operations', table),
  )
}
