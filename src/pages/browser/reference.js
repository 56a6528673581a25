// Finds anchors of the reference by a part of their name.
const anchors = JSON.parse(document.querySelector('#anchors').textContent)
const [filter, found, matches] = ['#filter', '#found', '#matches'].map((id) => document.querySelector(id))
const kinds = [...document.querySelectorAll('.kind')]
const most = 100

filter.addEventListener('input', () => {
  const text = filter.value.trim().toLowerCase()
  const hits = text === '' ? [] : anchors.filter(({ name }) => name.toLowerCase().includes(text))
  // the shorter a name, the more of it is what was typed
  hits.sort((one, other) => one.name.length - other.name.length)
  matches.replaceChildren(...hits.slice(0, most).map(toItem))
  matches.hidden = text === ''
  for (const kind of kinds) kind.hidden = text !== ''
  found.textContent = text === '' ? '' : `${hits.length} found${hits.length > most ? `, the first ${most} shown` : ''}`
})

function toItem({ name, href }) {
  const item = document.createElement('li')
  const link = document.createElement('a')
  link.href = `./${href}`
  link.textContent = name
  item.append(link)
  return item
}
