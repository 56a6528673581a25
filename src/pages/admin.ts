import { scopes } from '../../schema/models.ts'
import { html, jsonData } from './html.ts'
import type { Page } from './layout.ts'
import { keyForm } from './usage.ts'

/** What who runs the gateway does: keys, imports and feeds, articles, topics. All of it by the public API, with the rights of the key given. */
export function adminPage(): Page {
  return {
    title: 'Admin',
    path: 'admin',
    styles: ['admin.css'],
    scripts: ['admin.js'],
    main: html` <h1>Admin</h1>
      <p class="lead">
        You need a key with the scope <code>KEYS_ADMIN</code>. This page uses the public API, so your key may do here
        what it may do there.
      </p>
      ${keyForm('Open')}
      <div id="desk" hidden>
        <p id="who"></p>
        <div class="tabs" id="sections" role="group" aria-label="Sections"></div>
        <section id="keys" aria-labelledby="keys-title">
          <h2 id="keys-title">Keys</h2>
          <p>
            <button type="button" id="new-key" class="primary">New key</button>
            <label class="inline"><input type="checkbox" id="revoked" /> show revoked keys</label>
          </p>
          <div class="scrolls" tabindex="0" role="group" aria-label="Keys"><table id="key-table"></table></div>
          <div id="key-usage"></div>
        </section>
        <section id="imports" aria-labelledby="imports-title" hidden>
          <h2 id="imports-title">Imports</h2>
          <p class="soft">
            Imports that are running, were interrupted, or ended in the last thirty days. The list is updated every two
            seconds.
          </p>
          <div class="scrolls" tabindex="0" role="group" aria-label="Imports"><table id="import-table"></table></div>
          <h2>Feeds</h2>
          <div class="scrolls" tabindex="0" role="group" aria-label="Feeds"><table id="feed-table"></table></div>
        </section>
        <section id="articles" aria-labelledby="articles-title" hidden>
          <h2 id="articles-title">Articles</h2>
          <form id="article-search" class="key-form">
            <label><span>Words, as for a web search</span><input id="article-words" type="search" required /></label>
            <button type="submit">Search</button>
          </form>
          <div class="scrolls" tabindex="0" role="group" aria-label="Articles"><table id="article-table"></table></div>
        </section>
        <section id="topics" aria-labelledby="topics-title" hidden>
          <h2 id="topics-title">Topics</h2>
          <form id="topic-search" class="key-form">
            <label><span>Beginning of a name</span><input id="topic-words" type="search" required /></label>
            <button type="submit">Search</button>
          </form>
          <div class="scrolls" tabindex="0" role="group" aria-label="Topics"><table id="topic-table"></table></div>
        </section>
      </div>
      <dialog id="dialog" aria-labelledby="dialog-title">
        <form id="dialog-form" autocomplete="off">
          <h2 id="dialog-title"></h2>
          <div id="dialog-fields"></div>
          <p id="dialog-message" role="alert" class="error"></p>
          <p class="actions">
            <button type="submit" class="primary" id="dialog-ok"></button>
            <button type="button" id="dialog-cancel">Cancel</button>
          </p>
        </form>
      </dialog>
      ${jsonData('scopes', scopes)}`,
  }
}
