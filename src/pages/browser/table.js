// Tables of text, numbers and elements.

/** Replaces what is in `table`: a heading a column, and for each row what `cellsOf` makes of it. Numbers stand at the right. */
export function fillTable(table, headings, rows, cellsOf) {
  const head = document.createElement('thead')
  head.append(row(headings, 'th'))
  const body = document.createElement('tbody')
  body.append(...rows.map((one) => row(cellsOf(one), 'td')))
  if (rows.length === 0) {
    const empty = row(['Nothing yet.'], 'td')
    empty.firstChild.colSpan = headings.length
    body.append(empty)
  }
  table.replaceChildren(head, body)
}

function row(cells, name) {
  const made = document.createElement('tr')
  for (const cell of cells) {
    const element = document.createElement(name)
    if (name === 'th') element.scope = 'col'
    if (typeof cell === 'number') element.className = 'number'
    element.append(typeof cell === 'number' ? cell.toLocaleString('en') : (cell ?? '–'))
    made.append(element)
  }
  return made
}
