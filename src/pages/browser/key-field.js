// The key: in memory, and in this browser's storage only where the visitor asks for that.
import { React } from './graphiql.js'

const { createElement: h, useState } = React
const storageName = 'masthead:key'
let key = ''

/** The key that requests are sent with; empty: none. */
export function currentKey() {
  return key
}

/** Takes the key that was kept on an earlier visit. */
export function loadKey() {
  key = localStorage.getItem(storageName) ?? ''
}

/** Where the visitor gives the key, and says whether it is kept. */
export function KeyField() {
  const [value, setValue] = useState(key)
  const [isKept, setKept] = useState(localStorage.getItem(storageName) !== null)
  const keep = (text, kept) => {
    key = text.trim()
    if (kept && key !== '') localStorage.setItem(storageName, key)
    else localStorage.removeItem(storageName)
  }
  return h(
    'form',
    { className: 'key', autoComplete: 'off', onSubmit: (event) => event.preventDefault() },
    h('label', { htmlFor: 'key-value' }, 'API key'),
    h('input', {
      id: 'key-value',
      type: 'password',
      value,
      autoComplete: 'off',
      spellCheck: false,
      placeholder: 'none: anonymous',
      onChange: ({ target }) => {
        setValue(target.value)
        keep(target.value, isKept)
      },
    }),
    h(
      'label',
      { className: 'keep' },
      h('input', {
        type: 'checkbox',
        checked: isKept,
        onChange: ({ target }) => {
          setKept(target.checked)
          keep(value, target.checked)
        },
      }),
      'keep it in this browser',
    ),
  )
}
