// What GraphiQL leaves without a name or a role, for those who work with a keyboard or a screen reader.

/** Mends `root` now and after each change of it. */
export function mendAccess(root) {
  const mend = () => mends.forEach(([selector, attributes]) => setAll(root, selector, attributes))
  let isDue = false
  new MutationObserver(() => {
    if (isDue) return
    isDue = true
    requestAnimationFrame(() => {
      isDue = false
      mend()
    })
  }).observe(root, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['class', 'role', 'aria-selected', 'aria-label'],
  })
  mend()
}

/** Attributes by selector; null takes one away, a function makes it of the element. Only what is not so yet is written. */
const mends = [
  // a tab with a button to close it is no tab in the sense of ARIA: so it is a list of buttons, of which one is current
  ['.graphiql-tabs', { role: 'list' }],
  ['.graphiql-tab', { role: 'listitem', 'aria-selected': null }],
  ['.graphiql-tab-button', { 'aria-current': (button) => String(button.closest('.graphiql-tab-active') !== null) }],
  ['.graphiql-history-item-label', { 'aria-label': null }],
  ['.graphiql-explorer-root input', { 'aria-label': labelOf }],
  ['.graphiql-explorer-root select', { 'aria-label': labelOf }],
  ['.graphiql-explorer-root button', { 'aria-label': labelOf }],
]

/** What stands before a field of the explorer. */
function labelOf(element) {
  const text = element.textContent.trim() || element.title || element.parentElement?.textContent?.trim()
  return text === undefined || text === '' ? 'Value' : text.slice(0, 60)
}

function setAll(root, selector, attributes) {
  for (const element of root.querySelectorAll(selector)) {
    for (const [name, value] of Object.entries(attributes)) {
      const wanted = typeof value === 'function' ? value(element) : value
      if (element.getAttribute(name) === wanted) continue
      if (wanted === null) element.removeAttribute(name)
      else element.setAttribute(name, wanted)
    }
  }
}
