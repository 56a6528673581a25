// Code in several languages, to be copied.

/** Shows the first of `texts` in `root`, and a button for each of them. */
export function showCode(root, texts) {
  const tabs = root.querySelector('.tabs')
  const code = root.querySelector('code')
  const status = root.querySelector('[role="status"]')
  const choose = (chosen) => {
    code.textContent = chosen.text
    status.textContent = ''
    for (const button of tabs.children) button.setAttribute('aria-pressed', String(button.textContent === chosen.name))
  }
  for (const one of texts) {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = one.name
    button.addEventListener('click', () => choose(one))
    tabs.append(button)
  }
  root.querySelector('.copy').addEventListener('click', async () => {
    await navigator.clipboard.writeText(code.textContent)
    status.textContent = 'Copied.'
  })
  choose(texts[0])
  root.hidden = false
}
