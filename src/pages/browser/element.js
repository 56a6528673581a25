// Elements of HTML, made in one go.

/** An element with properties and children; null children are left out. */
export function el(name, properties = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes('-')) made.setAttribute(key, value)
    else made[key] = value
  }
  made.append(...children.filter((child) => child !== null && child !== undefined))
  return made
}

/** A button that does something; while that runs it cannot be pressed. */
export function button(text, onPress, properties = {}) {
  const made = el('button', { type: 'button', ...properties }, text)
  made.addEventListener('click', async () => {
    made.disabled = true
    try {
      await onPress()
    } finally {
      made.disabled = false
    }
  })
  return made
}

/** An instant as the reader's own time. */
export function timeText(instant) {
  return instant === null
    ? null
    : new Date(instant).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })
}
