// GraphiQL with our parts around it: the key, the panel under each answer, and tabs that are there again on the next visit.
import { createRoot, explorerPlugin, GraphiQL, HISTORY_PLUGIN, React } from './graphiql.js'
import { createFetcher } from './fetcher.js'
import { KeyField, loadKey } from './key-field.js'
import { mendAccess } from './mend-access.js'
import { Panel } from './panel.js'
import { prepareTabs } from './tabs.js'

const { createElement: h } = React
const { assets } = document.body.dataset
const workers = { json: 'json.worker.js', graphql: 'graphql.worker.js' }
globalThis.MonacoEnvironment = {
  getWorker: (_id, label) => new Worker(`${assets}/${workers[label] ?? 'editor.worker.js'}`),
}

// Behind a proxy that puts us below a path, that is where to ask.
const endpoint = location.pathname
const examples = JSON.parse(document.querySelector('#examples').textContent)

loadKey()
createRoot(document.querySelector('#key')).render(h(KeyField))
const fetcher = createFetcher(endpoint)
await prepareTabs(examples, endpoint)
const root = document.querySelector('#graphiql')
createRoot(root).render(
  h(
    GraphiQL,
    {
      fetcher,
      plugins: [HISTORY_PLUGIN, explorerPlugin()],
      defaultEditorToolsVisibility: !matchMedia('(max-width: 700px)').matches,
      shouldPersistHeaders: false,
      showPersistHeadersSettings: false,
    },
    h(GraphiQL.Logo, null, ' '),
    h(GraphiQL.Footer, null, h(Panel, { endpoint: new URL(endpoint, location.href).href })),
  ),
)
mendAccess(root)
