// Imports as they run, with what they rejected, and feeds.
import { query, tell } from './desk.js'
import { el, timeText } from './element.js'
import { fillTable } from './table.js'

let timer

/** Shows them, and again every two seconds until another section is opened. */
export async function showImports() {
  await refresh()
  timer = setInterval(() => void refresh().catch((error) => tell(error.message, true)), 2_000)
}

/** No more is asked for. */
export function stopImports() {
  clearInterval(timer)
}

async function refresh() {
  const { imports, feeds } = await query(`query AdminImports {
    imports(first: 20) {
      state source names file items progress created updated noop rejected refusedFiles startedAt endedAt
      rejections(first: 20) { file item field reason }
    }
    feeds { url name polledAt nextAt failures status message isGone }
  }`)
  const open = new Set([...document.querySelectorAll('#import-table details[open]')].map(({ dataset }) => dataset.run))
  fillTable(
    document.querySelector('#import-table'),
    ['Files', 'State', 'Items', 'New', 'Changed', 'Unchanged', 'Rejected', 'Began'],
    imports,
    (run) => [
      el(
        'span',
        {},
        run.names.join(', '),
        run.source === null ? null : el('span', { className: 'soft' }, ` as ${run.source}`),
      ),
      run.state === 'RUNNING' && run.progress !== null ? `RUNNING, ${Math.round(run.progress * 100)} %` : run.state,
      run.items,
      run.created,
      run.updated,
      run.noop,
      run.rejections.length === 0 ? run.rejected : rejections(run, open),
      timeText(run.startedAt),
    ],
  )
  fillTable(
    document.querySelector('#feed-table'),
    ['Feed', 'Last asked', 'Next', 'Status', 'Failures', 'Last poll'],
    feeds,
    ({ name, url, polledAt, nextAt, status, failures, message, isGone }) => [
      el('span', {}, name, el('br'), el('span', { className: 'soft' }, url)),
      timeText(polledAt),
      isGone ? 'never: it is gone' : timeText(nextAt),
      status === null ? 'no answer' : String(status),
      failures,
      message ?? '',
    ],
  )
}

function rejections({ rejected, refusedFiles, rejections: lines, startedAt }, open) {
  const count = rejected + refusedFiles
  return el(
    'details',
    { 'data-run': startedAt, open: open.has(startedAt) },
    el('summary', {}, `${count.toLocaleString('en')} rejected`),
    el(
      'ul',
      {},
      ...lines.map(({ file, item, field, reason }) =>
        el('li', {}, el('code', {}, [file, item, field].filter((part) => part !== null).join(', ')), ` ${reason}`),
      ),
    ),
  )
}
