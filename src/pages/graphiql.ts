import { examples } from './examples.ts'
import { html, jsonData } from './html.ts'
import type { Assets } from './assets.ts'
import type { Page } from './layout.ts'

/** GraphiQL with our examples, a field for the key, and a panel that says what the last run cost. Put together by `browser/explorer.js`. */
export function graphiqlPage({ graphiqlStyles }: Assets): Page {
  return {
    title: 'GraphiQL',
    path: 'graphql',
    fillsWindow: true,
    styles: [...graphiqlStyles, 'explorer.css'],
    scripts: ['explorer.js'],
    tools: html`<div id="key"></div>`,
    main: html` <h1 class="hidden">GraphiQL</h1>
      <noscript>GraphiQL needs JavaScript.</noscript>
      <div id="graphiql"></div>
      ${jsonData('examples', examples)}`,
  }
}
