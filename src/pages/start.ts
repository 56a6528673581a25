import { html } from './html.ts'
import type { Layout, Page } from './layout.ts'

const figures = ['Articles', 'Topics', 'Authors', 'Languages']

/** What this gateway holds, and how to ask it. `browser/start.js` asks the graph itself, and writes the code. */
export function startPage({ title, introspection }: Layout): Page {
  return {
    title,
    path: '',
    scripts: ['start.js'],
    main: html` <h1>${title}</h1>
      <p class="lead">
        Articles, authors, topics and related links of a publisher, as one GraphQL API. Ask for exactly what a page
        shows, and get it in one request.
      </p>
      <dl class="figures" id="figures" aria-live="polite">
        ${figures.map(
          (name) =>
            html`<div>
              <dt>${name}</dt>
              <dd data-figure="${name.toLowerCase()}">…</dd>
            </div>`,
        )}
      </dl>
      <p id="newest" class="soft"></p>
      <noscript
        ><p>The numbers need JavaScript. GraphQL is at <a href="./graphql">graphql</a>, below this page.</p></noscript
      >

      <h2 id="ask">Ask</h2>
      <p>
        The endpoint is <code id="endpoint">graphql</code>: POST with JSON, or GET for queries that caches may keep.
      </p>
      <div id="code" hidden>
        <div class="tabs" role="group" aria-label="Language"></div>
        <div class="code">
          <pre tabindex="0"><code></code></pre>
          <button type="button" class="copy">Copy</button>
        </div>
        <p class="soft" role="status" id="copied"></p>
      </div>
      <p>
        Without a key you see what is published. A key from the operator shows more and has a quota of its own: send it
        as
        <code>Authorization: Bearer KEY</code>.
      </p>

      <h2 id="explore">Explore</h2>
      <ul class="cards">
        <li><a href="./graphql">GraphiQL</a> Write a query with completion, run it, and see what it costs.</li>
        ${introspection && reference}
        <li><a href="./docs/index.html">Documentation</a> Recipes, clients, deployment, with search.</li>
        <li><a href="./usage">Usage</a> What your key has used, by day and by operation, and what is left.</li>
        <li><a href="./admin">Admin</a> Keys, imports, articles and topics, for those who run this gateway.</li>
      </ul>`,
  }
}

const reference = html` <li>
    <a href="./reference">Reference</a> Each type, field and argument, with its price and an example.
  </li>
  <li><a href="./schema">Schema</a> All types as a picture to walk through.</li>
  <li><a href="./schema.graphql">schema.graphql</a> The same as SDL, with prices, for code generators.</li>`
