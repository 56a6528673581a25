// The schema as a picture: dagre finds the places, SVG draws them.
import { Graph, layout } from './dagre.js'
import { followPointer } from './pan-zoom.js'

const types = JSON.parse(document.querySelector('#types').textContent)
const byName = new Map(types.map((type) => [type.name, type]))
const [svg, details, go] = ['#picture', '#details', '#go'].map((id) => document.querySelector(id))
const [pages, inputs] = ['#pages', '#inputs'].map((id) => document.querySelector(id))
const view = followPointer(svg)
const rowHeight = 17
const charWidth = 7.3
let chosen = null

for (const box of [pages, inputs]) {
  box.addEventListener('change', () => {
    draw()
    view.fit()
  })
}
document.querySelector('#fit').addEventListener('click', () => view.fit())
document.querySelector('#in').addEventListener('click', () => view.zoom(1.3))
document.querySelector('#out').addEventListener('click', () => view.zoom(1 / 1.3))
document.querySelector('#bar').addEventListener('submit', (event) => event.preventDefault())
go.addEventListener('change', () => {
  if (go.value !== '') choose(go.value, true)
})
addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') choose(null)
})
draw()
view.fit()

function draw() {
  const visible = types.filter(({ kind }) => kind === 'content' || (kind === 'page' ? pages : inputs).checked)
  const graph = new Graph().setGraph({ rankdir: 'LR', nodesep: 18, ranksep: 90, edgesep: 8 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const type of visible) {
    const links = linksOf(type)
    const longest = Math.max(
      type.name.length + 2,
      ...links.map(({ name, type: of }) => name.length + of.length + 2),
      14,
    )
    graph.setNode(type.name, {
      width: longest * charWidth + 20,
      height: 31 + rowsOf(type, links) * rowHeight,
      type,
      links,
    })
  }
  for (const type of visible) {
    // one arrow to each type, none to itself: the lines in the box say the rest
    for (const target of new Set(linksOf(type).map((link) => link.target))) {
      if (graph.hasNode(target) && target !== type.name) graph.setEdge(type.name, target)
    }
  }
  layout(graph)
  const edges = graph.edges().map((edge) => edgeElement(edge, graph.edge(edge)))
  const nodes = graph.nodes().map((name) => nodeElement(graph.node(name)))
  svg.replaceChildren(arrowHead(), ...edges, ...nodes)
  const { width, height } = graph.graph()
  view.resize(width, height)
  const options = visible.map(({ name }) => name).toSorted()
  go.replaceChildren(new Option('a type …', ''), ...options.map((name) => new Option(name, name)))
  if (chosen !== null && !graph.hasNode(chosen)) chosen = null
  mark()
}

/** The fields of a type that lead to another one. */
function linksOf({ fields }) {
  return fields
    .map((field) => ({ ...field, target: pages.checked ? field.to : field.past }))
    .filter(({ target }) => target !== null)
}

function rowsOf({ fields }, links) {
  return links.length + (fields.length > links.length ? 1 : 0)
}

function nodeElement({ x, y, width, height, type, links }) {
  const left = x - width / 2
  const top = y - height / 2
  const group = element('g', {
    class: `node ${type.kind}`,
    'data-name': type.name,
    tabindex: 0,
    role: 'button',
  })
  const others = type.fields.length - links.length
  group.append(
    element('rect', { x: left, y: top, width, height, rx: 6 }),
    element('text', { x: left + 10, y: top + 19, class: 'title' }, type.name),
    ...links.map(({ name, type: of }, at) => {
      const line = element('text', { x: left + 10, y: top + 38 + at * rowHeight }, name)
      line.append(element('tspan', { class: 'of' }, `: ${of}`))
      return line
    }),
    element(
      'text',
      { x: left + 10, y: top + 38 + links.length * rowHeight, class: 'of' },
      others > 0 ? `${others} more` : '',
    ),
  )
  group.addEventListener('click', () => choose(type.name))
  group.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    choose(type.name)
  })
  return group
}

function edgeElement({ v, w }, { points }) {
  const [first, ...rest] = points
  const path = rest.reduce((text, point, at) => {
    const before = points[at]
    const middle = (before.x + point.x) / 2
    return `${text}C${middle} ${before.y} ${middle} ${point.y} ${point.x} ${point.y}`
  }, `M${first.x} ${first.y}`)
  return element('path', { class: 'edge', d: path, 'data-from': v, 'data-to': w, 'marker-end': 'url(#arrow)' })
}

function arrowHead() {
  const defs = element('defs', {})
  const marker = element('marker', {
    id: 'arrow',
    viewBox: '0 0 8 8',
    refX: 8,
    refY: 4,
    markerWidth: 7,
    markerHeight: 7,
    orient: 'auto',
  })
  marker.append(element('path', { d: 'M0 0L8 4L0 8Z', class: 'head' }))
  defs.append(marker)
  return defs
}

function choose(name, moves = false) {
  chosen = name === chosen && !moves ? null : name
  mark()
  if (chosen !== null && moves) view.center(svg.querySelector(`[data-name="${chosen}"]`).getBBox())
  showDetails()
}

function mark() {
  svg.classList.toggle('has-chosen', chosen !== null)
  const near = new Set([chosen])
  for (const edge of svg.querySelectorAll('.edge')) {
    const { from, to } = edge.dataset
    const isNear = from === chosen || to === chosen
    edge.classList.toggle('near', isNear)
    if (isNear) near.add(from).add(to)
  }
  for (const node of svg.querySelectorAll('.node')) {
    node.classList.toggle('near', near.has(node.dataset.name))
    node.setAttribute('aria-pressed', String(node.dataset.name === chosen))
  }
}

function showDetails() {
  const type = byName.get(chosen)
  details.hidden = type === undefined
  if (type === undefined) return
  const heading = html('h2', {}, html('a', { href: `./${type.href}` }, type.name))
  const fields = type.fields.map(({ name, type: of }) =>
    html(
      'li',
      {},
      html('a', { href: `./${type.href}.${name}` }, html('code', {}, name)),
      html('code', { className: 'of' }, `: ${of}`),
    ),
  )
  details.replaceChildren(heading, html('p', {}, type.about), html('ul', {}, ...fields))
}

function element(name, attributes, text = '') {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  if (text !== '') made.textContent = text
  return made
}

function html(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...children)
  return made
}
