// Searches the documentation while one types; the index is loaded with the first letter. MiniSearch is a script beside this one.
/* global MiniSearch */
const input = document.querySelector('#search')
const found = document.querySelector('#found')
let index
async function load() {
  const sections = await (await fetch('search.json')).json()
  const search = new MiniSearch({
    fields: ['heading', 'text'],
    storeFields: ['page', 'title', 'heading', 'anchor', 'text'],
    searchOptions: { prefix: true, fuzzy: 0.15, combineWith: 'AND', boost: { heading: 3 } },
  })
  search.addAll(sections)
  return search
}
async function show() {
  const query = input.value.trim()
  found.hidden = query === ''
  if (query === '') return found.replaceChildren()
  const results = (await (index ??= load())).search(query).slice(0, 10)
  if (query !== input.value.trim()) return
  found.replaceChildren(...(results.length === 0 ? [item('Nothing was found.')] : results.map(toItem)))
}
function item(text) {
  const li = document.createElement('li')
  li.textContent = text
  return li
}
function toItem({ page, title, heading, anchor, text }) {
  const li = document.createElement('li')
  const link = document.createElement('a')
  link.href = page + '.html#' + anchor
  link.textContent = title === heading ? title : title + ': ' + heading
  const p = document.createElement('p')
  p.textContent = text.slice(0, 160)
  li.append(link, p)
  return li
}
input.addEventListener('input', () => void show())
input.form.addEventListener('submit', (event) => event.preventDefault())
