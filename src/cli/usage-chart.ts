import type { UsageReport } from '../../schema/models.ts'
import { toTable } from './key-text.ts'

/** A key's use for the terminal: totals, points by day as bars, and the operations that took most. */
export function drawUsage(report: UsageReport, dates: readonly string[]): string {
  const pointsOf = new Map(report.byDay.map(({ date, points }) => [date, points]))
  const points = dates.map((date) => pointsOf.get(date) ?? 0)
  const count = (number: number) => number.toLocaleString('en')
  const totals =
    `${count(report.requests)} requests, ${count(report.points)} points, ` +
    `${count(report.errors)} errors, ${count(report.throttled)} throttled`
  if (report.requests === 0) return `${totals}\n`
  const first = dates.at(0)?.slice(5) ?? ''
  const last = dates.at(-1)?.slice(5) ?? ''
  const axis = `${first}${' '.repeat(Math.max(1, dates.length - first.length - last.length))}${last}`
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
    ...drawBars(points),
    axis,
    '',
    toTable(['operation', 'requests', 'points', 'p95 ms', 'errors'], operations, [1, 2, 3, 4]),
    '',
  ].join('\n')
}

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
