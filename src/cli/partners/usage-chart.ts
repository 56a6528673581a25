import type { UsageReport } from '../../../schema/models.ts'
import { toTable } from './key-text.ts'

/** A key's use for the terminal: totals, points by day as bars, and the operations that took most. */
export function drawUsage(report: UsageReport, dates: readonly string[]): string {
  const pointsOf = new Map(report.byDay.map(({ date, points }) => [date, points]))
  const points = dates.map((date) => pointsOf.get(date) ?? 0)
  const count = (number: number) => number.toLocaleString('en')
  const many = (number: number, noun: string) => `${count(number)} ${noun}${number === 1 ? '' : 's'}`
  const { requests, errors, throttled } = report
  const totals = `${many(requests, 'request')}, ${many(report.points, 'point')}, ${many(errors, 'error')}, ${count(throttled)} throttled`
  if (report.requests === 0) return `${totals}\n`
  const operations = report.topOperations
    .slice(0, 10)
    .map(({ name, requests, points, p95Ms, errors }) => [
      name ?? '(unnamed)',
      count(requests),
      count(points),
      String(p95Ms),
      count(errors),
    ])
  return [
    totals,
    '',
    `Points a day, ${count(Math.max(...points))} at most`,
    ...drawDays(points, dates),
    '',
    toTable(['operation', 'requests', 'points', 'p95 ms', 'errors'], operations, [1, 2, 3, 4]),
    '',
    ...drawDeprecated(report.deprecatedUse),
  ].join('\n')
}

function drawDeprecated(uses: UsageReport['deprecatedUse']): string[] {
  if (uses.length === 0) return []
  const rows = uses.map(({ member, requests, lastUsedOn }) => [member, requests.toLocaleString('en'), lastUsedOn])
  return [toTable(['deprecated, still used', 'requests', 'last on'], rows, [1]), '']
}

/** Bars over their days: each day by its date where there is room for that, else the first and the last. */
function drawDays(points: readonly number[], dates: readonly string[]): string[] {
  const days = dates.map((date) => date.slice(5))
  const bars = drawBars(points)
  if (days.length <= maxDatedDays) {
    const wide = (line: string) => [...line].map((char) => `${char.repeat(dateWidth)} `).join('')
    return [...bars.map((line) => wide(line).trimEnd()), days.join(' ')]
  }
  return [...bars, `${days.at(0)}${' '.repeat(days.length - 2 * dateWidth)}${days.at(-1)}`]
}

/** What fits into 80 columns. */
const maxDatedDays = 13
const dateWidth = 'MM-DD'.length

const eighths = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█']

/** One column a value, `height` lines, eight steps a line; what is above nothing is seen. */
export function drawBars(values: readonly number[], height = 4): string[] {
  const most = Math.max(1, ...values)
  const steps = values.map((value) => (value === 0 ? 0 : Math.max(1, Math.round((value / most) * height * 8))))
  return Array.from({ length: height }, (_, line) => {
    const below = (height - 1 - line) * 8
    return steps
      .map((step) => eighths[Math.min(8, Math.max(0, step - below))] ?? ' ')
      .join('')
      .trimEnd()
  })
}
