import type { GraphiQLOptions } from 'graphql-yoga'

/** The page itself: all it loads comes from `base`, relative to its own address, so that a proxy may put it below any path. */
export function pageHtml(base: string, title: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title}</title>
    <link rel="icon" href="favicon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="${base}/app.css" />
    <style>${stillTabs} ${narrowPage}</style>
  </head>
  <body id="body" class="no-focus-outline">
    <noscript>GraphiQL needs JavaScript.</noscript>
    <div id="root" data-base="${base}"></div>
    <script src="${base}/app.js"></script>
    <script src="${base}/start.js"></script>
  </body>
</html>
`
}

/**
 * GraphiQL measures its tabs before they are in place, and moves one there as soon as it has the focus: away from under the
 * pointer, so that its first click goes nowhere. Still tabs can be dragged all the same.
 */
const stillTabs = '.graphiql-tab.graphiql-tab { transform: none !important }'

/** GraphiQL has docs, query and answer side by side, of which a phone would show no word: there they are one below another. */
const narrowPage = `@media (max-width: 700px) {
      .graphiql-main, #graphiql-session { flex-direction: column }
      .graphiql-container .graphiql-sessions { margin: 8px 8px 8px 0 }
      .graphiql-container .graphiql-editors, .graphiql-container .graphiql-response { min-height: 0 }
      .graphiql-horizontal-drag-bar, .graphiql-logo { display: none }
    }`

/** What the page may do: load from this host and ask it, nothing else. Monaco writes its styles into the page. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Starts GraphiQL in the page. */
export function startScript(options: GraphiQLOptions): string {
  return `const root = document.querySelector('#root')
const workers = { editorWorkerService: 'editor.worker.js', json: 'json.worker.js', graphql: 'graphql.worker.js' }
self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_, label) => root.dataset.base + '/' + workers[label] }
const options = ${JSON.stringify(options)}
// Behind a proxy that puts us below a path, that is where to ask.
options.endpoint = location.pathname
// GraphiQL shows the variables of a default tab only once it is left and entered again.
if (!localStorage.getItem('graphiql:tabState')) options.variables = options.defaultTabs[0]?.variables
YogaGraphiQL.renderYogaGraphiQL(root, options)
`
}
