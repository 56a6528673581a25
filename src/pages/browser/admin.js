// The admin page: who may open it, and its sections.
import { showArticles } from './admin-articles.js'
import { showImports, stopImports } from './admin-imports.js'
import { showKeys } from './admin-keys.js'
import { showTopics } from './admin-topics.js'
import { query, tell, useKey } from './desk.js'
import { button } from './element.js'

const sections = [
  { id: 'keys', name: 'Keys', show: showKeys },
  { id: 'imports', name: 'Imports and feeds', show: showImports },
  { id: 'articles', name: 'Articles', show: showArticles },
  { id: 'topics', name: 'Topics', show: showTopics },
]
const [form, desk, bar] = ['#key-form', '#desk', '#sections'].map((id) => document.querySelector(id))

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  desk.hidden = true
  tell('Asking …')
  useKey(document.querySelector('#key').value.trim())
  try {
    const { viewer } = await query('query AdminPage { viewer { scopes apiKey { name prefix } } }')
    if (!viewer.scopes.includes('KEYS_ADMIN'))
      throw new Error(`This key has no scope KEYS_ADMIN; it has ${viewer.scopes.join(', ')}.`)
    document.querySelector('#who').textContent =
      `${viewer.apiKey.name} (${viewer.apiKey.prefix}…). May: ${viewer.scopes.join(', ')}.`
    form.hidden = true
    desk.hidden = false
    tell('')
    await open('keys')
  } catch (error) {
    tell(error.message, true)
  }
})

bar.append(...sections.map(({ id, name }) => button(name, () => open(id), { id: `open-${id}` })))

async function open(id) {
  stopImports()
  tell('')
  for (const section of sections) {
    document.querySelector(`#${section.id}`).hidden = section.id !== id
    document.querySelector(`#open-${section.id}`).setAttribute('aria-pressed', String(section.id === id))
  }
  try {
    await sections.find((section) => section.id === id).show()
  } catch (error) {
    tell(error.message, true)
  }
}
