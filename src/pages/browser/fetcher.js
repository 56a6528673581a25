// How GraphiQL asks: with the key, and for what the panel shows of the answer.
import { currentKey } from './key-field.js'
import { noteRun } from './runs.js'

/** Sends operations to `endpoint`; subscriptions are read as server-sent events. */
export function createFetcher(endpoint) {
  return async (asked, { headers } = {}) => {
    const params = withOwnName(asked)
    const isIntrospection = params.operationName === 'IntrospectionQuery'
    const key = currentKey()
    const startedAt = performance.now()
    const response = await fetch(endpoint, {
      method: 'POST',
      credentials: 'omit',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
        ...headers,
      },
      body: JSON.stringify(isIntrospection ? params : { ...params, extensions: { cache: true, explain: true } }),
    })
    if (response.headers.get('content-type')?.startsWith('text/event-stream')) return eventsOf(response)
    const result = await response.json()
    if (!isIntrospection) {
      const ms = performance.now() - startedAt
      noteRun({ params, result, status: response.status, headers: response.headers, ms })
    }
    return result
  }
}

/** For a moment after a change of tab, GraphiQL names the operation of the tab before. */
function withOwnName(params) {
  const { operationName, ...rest } = params
  const names = new RegExp(`\\b(?:query|mutation|subscription)\\s+${operationName}\\b`)
  return operationName == null || names.test(params.query) ? params : rest
}

/** The results in a stream of server-sent events, in order. */
async function* eventsOf(response) {
  let text = ''
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return
    text += value
    const events = text.split(/\r?\n\r?\n/)
    text = events.pop() ?? ''
    for (const event of events) {
      const lines = event.split(/\r?\n/)
      const data = lines.filter((line) => line.startsWith('data:')).map((line) => line.slice(5))
      if (data.join('').trim() !== '') yield JSON.parse(data.join('\n'))
    }
  }
}
