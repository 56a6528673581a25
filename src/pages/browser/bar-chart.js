// A bar for each day, as SVG.

/** `bars`: label and value each, in order; `name` is what is counted. Every bar says its value when it is pointed at. */
export function barChart(bars, name) {
  const [width, height, left, bottom] = [Math.max(600, bars.length * 12 + 60), 220, 56, 26]
  const most = niceMost(Math.max(1, ...bars.map(({ value }) => value)))
  const step = (width - left) / bars.length
  const yOf = (value) => 8 + (height - bottom - 8) * (1 - value / most)
  const svg = element('svg', { viewBox: `0 0 ${width} ${height}`, class: 'chart', role: 'img' })
  const total = bars.reduce((sum, { value }) => sum + value, 0)
  svg.setAttribute(
    'aria-label',
    `${name} by day: ${total.toLocaleString('en')} in ${bars.length} days, at most ${Math.max(...bars.map(({ value }) => value))} a day`,
  )
  for (const value of [0, most / 2, most]) {
    svg.append(
      element('line', { x1: left, x2: width, y1: yOf(value), y2: yOf(value), class: 'grid' }),
      element('text', { x: left - 8, y: yOf(value) + 4, 'text-anchor': 'end' }, value.toLocaleString('en')),
    )
  }
  const every = Math.ceil(bars.length / 8)
  for (const [at, { label, value }] of bars.entries()) {
    const x = left + at * step
    const bar = element('rect', {
      x: x + step * 0.12,
      y: yOf(value),
      width: Math.min(step * 0.76, 48),
      height: Math.max(0, yOf(0) - yOf(value)),
      rx: 1.5,
    })
    bar.append(element('title', {}, `${label}: ${value.toLocaleString('en')} ${name}`))
    svg.append(bar)
    if (at % every === 0) svg.append(element('text', { x: x + 2, y: height - 7 }, label.slice(5)))
  }
  return svg
}

/** The next of 2, 4, 10, 20, 40, 100 …: half of it is whole too. */
function niceMost(value) {
  const power = 10 ** Math.floor(Math.log10(value))
  return [2, 4, 10, 20].map((one) => one * power).find((one) => one >= value)
}

function element(name, attributes, text = '') {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  if (text !== '') made.textContent = text
  return made
}
