// Moves and scales an SVG by pointer, wheel, fingers and keys, by its view box.

/** Follows what is done to `svg`. The content is from 0 to what `resize` says. */
export function followPointer(svg) {
  let content = { width: 100, height: 100 }
  let box = { x: 0, y: 0, width: 100, height: 100 }
  const pointers = new Map()

  function show(next) {
    const most = Math.max(content.width, content.height) * 1.6
    if (next.width > most || next.width < 120) return
    box = next
    svg.setAttribute('viewBox', `${box.x} ${box.y} ${box.width} ${box.height}`)
  }

  /** Keeps the point at `clientX`, `clientY` where it is; the middle where none is given. */
  function zoom(factor, clientX, clientY) {
    const { left, top, width, height } = svg.getBoundingClientRect()
    const [fx, fy] = clientX === undefined ? [0.5, 0.5] : [(clientX - left) / width, (clientY - top) / height]
    const next = { width: box.width / factor, height: box.height / factor }
    show({ x: box.x + (box.width - next.width) * fx, y: box.y + (box.height - next.height) * fy, ...next })
  }

  function move(dx, dy) {
    const scale = box.width / svg.getBoundingClientRect().width
    show({ ...box, x: box.x - dx * scale, y: box.y - dy * scale })
  }

  const spread = () => {
    const [one, other] = [...pointers.values()]
    return Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY)
  }
  svg.addEventListener('pointerdown', (event) => pointers.set(event.pointerId, event))
  svg.addEventListener('pointermove', (event) => {
    const before = pointers.get(event.pointerId)
    if (before === undefined) return
    const wide = pointers.size === 2 ? spread() : 0
    pointers.set(event.pointerId, event)
    if (pointers.size === 1) move(event.clientX - before.clientX, event.clientY - before.clientY)
    else if (pointers.size === 2 && wide > 0) zoom(spread() / wide, event.clientX, event.clientY)
  })
  for (const name of ['pointerup', 'pointercancel', 'pointerleave']) {
    svg.addEventListener(name, ({ pointerId }) => pointers.delete(pointerId))
  }
  svg.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault()
      zoom(Math.exp(-event.deltaY / 400), event.clientX, event.clientY)
    },
    { passive: false },
  )
  svg.addEventListener('keydown', ({ key }) => {
    const way = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[key]
    if (way) move(...way)
    if (key === '+') zoom(1.3)
    if (key === '-') zoom(1 / 1.3)
  })

  return {
    zoom,
    resize(width, height) {
      content = { width, height }
    },
    /** All of it, but on a small screen no smaller than can be read. */
    fit() {
      const { width, height } = svg.getBoundingClientRect()
      const scale = Math.max(Math.min(width / (content.width + 40), height / (content.height + 40)), 0.45)
      const size = { width: width / scale, height: height / scale }
      const y = size.height < content.height ? -20 : (content.height - size.height) / 2
      show({ x: Math.min(-20, (content.width - size.width) / 2), y, ...size })
    },
    center({ x, y, width, height }) {
      show({ ...box, x: x + width / 2 - box.width / 2, y: y + height / 2 - box.height / 2 })
    },
  }
}
