import { html } from './html.ts'
import type { Page } from './layout.ts'

/** What the holder of a key has used. `browser/usage.js` asks `viewer` with that key, which stays in memory. */
export function usagePage(): Page {
  return {
    title: 'Usage',
    path: 'usage',
    scripts: ['usage.js'],
    main: html` <h1>Usage</h1>
      <p class="lead">
        What your key has used, by UTC day, and what is left. Usage is written once a minute, so the last minute may be
        missing.
      </p>
      ${keyForm('Show')}
      <div id="report" hidden>
        <p id="who"></p>
        <dl class="figures" id="figures"></dl>
        <h2>By day</h2>
        <div class="tabs" id="measures" role="group" aria-label="What the chart shows"></div>
        <div id="chart" class="scrolls" tabindex="0" role="group" aria-label="Chart by day"></div>
        <details>
          <summary>The same as a table</summary>
          <div class="scrolls" tabindex="0" role="group" aria-label="Table by day"><table id="days"></table></div>
        </details>
        <h2>Operations that cost most</h2>
        <div class="scrolls" tabindex="0" role="group" aria-label="Operations"><table id="operations"></table></div>
        <section id="deprecated-part" hidden>
          <h2>Deprecated, and still used</h2>
          <p>Change these before the day on which they are removed. Values of variables are not counted.</p>
          <div class="scrolls" tabindex="0" role="group" aria-label="Deprecated"><table id="deprecated"></table></div>
        </section>
      </div>`,
  }
}

/** Where a key is given that is sent with requests of the page, and kept nowhere. */
export function keyForm(action: string) {
  return html` <form class="key-form" id="key-form" autocomplete="off">
      <label
        ><span>API key; it stays in this page's memory</span
        ><input id="key" type="password" autocomplete="off" spellcheck="false" required
      /></label>
      <button type="submit" class="primary">${action}</button>
    </form>
    <p id="message" role="status"></p>
    <noscript>This page needs JavaScript.</noscript>`
}
