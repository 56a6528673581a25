// What the sections of the admin page share: how they ask, and the dialog in which something is entered.
import { ask } from './ask.js'
import { el } from './element.js'

let key = ''
const at = (id) => document.querySelector(`#dialog-${id}`)
const dialog = document.querySelector('#dialog')

/** The key that everything is asked with from now on; in memory alone. */
export function useKey(secret) {
  key = secret
}

/** The data of a query; throws what the gateway says is wrong. */
export async function query(text, variables) {
  const { data, errors } = await ask(text, { variables, key })
  if (errors) throw new Error(errors.map(({ message }) => message).join(' '))
  return data
}

/** The payload of a mutation with one field; throws its user errors as sentences. */
export async function mutate(text, variables) {
  const [payload] = Object.values(await query(text, variables))
  const errors = payload?.userErrors ?? []
  if (errors.length > 0) {
    throw new Error(
      errors.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message)).join(' '),
    )
  }
  return payload
}

/** Says how something went, above all sections. */
export function tell(text, isError = false) {
  const message = document.querySelector('#message')
  message.textContent = text
  message.className = isError ? 'error' : 'good'
}

/** The search of a section: asked by its form, and again where the section is shown with words in it (`show`), or what it found has changed (`again`). */
export function searchSection(name, search) {
  const words = document.querySelector(`#${name}-words`)
  document.querySelector(`#${name}-search`).addEventListener('submit', async (event) => {
    event.preventDefault()
    try {
      await search(words.value)
    } catch (error) {
      tell(error.message, true)
    }
  })
  const again = () => search(words.value)
  return {
    again,
    /** Nothing to show before something is looked for. */
    async show() {
      words.focus()
      if (words.value !== '') await again()
    },
  }
}

let submit = () => undefined
at('form').addEventListener('submit', (event) => {
  event.preventDefault()
  void submit()
})
at('cancel').addEventListener('click', () => dialog.close())

/**
 * Asks for something: `fields` are elements, `onOk` does it, and what it throws is shown; then the dialog stays open. What it gives back is
 * shown in the place of the fields, else the dialog closes.
 */
export function openDialog({ title, ok, fields, onOk }) {
  at('title').textContent = title
  at('ok').textContent = ok
  at('ok').hidden = false
  at('cancel').textContent = 'Cancel'
  at('message').textContent = ''
  at('fields').replaceChildren(...fields)
  submit = async () => {
    at('message').textContent = ''
    at('ok').disabled = true
    try {
      const result = await onOk()
      if (result === undefined) return dialog.close()
      at('fields').replaceChildren(...result)
      at('ok').hidden = true
      at('cancel').textContent = 'Close'
      at('cancel').focus()
    } catch (error) {
      at('message').textContent = error.message
    } finally {
      at('ok').disabled = false
    }
  }
  dialog.showModal()
}

/** A field with its label above. */
export function field(label, input) {
  return el('label', {}, el('span', {}, label), input)
}
