import { median } from './measure/median.ts'
import type { Measured, MeasuredAll, Window } from './measure/rounds.ts'
import type { Workload } from './workloads.ts'

/** Medians over the rounds of one workload on one server. */
export interface Figures {
  readonly contender: string
  readonly workload: string
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly serverCpuMs: number | null
  readonly databaseCpuMs: number | null
  /** CPU of both per request against the limit's: median over the rounds, each compared within itself. */
  readonly ratio: number | null
  /** The smallest and the largest of these. */
  readonly ratioRange: readonly [number, number] | null
  /** At 80 % of the requests a second that it reached right before: null where that was not measured. */
  readonly p50AtLoadMs: number | null
  readonly p99AtLoadMs: number | null
  /** How many times the one the other is: median over the rounds. */
  readonly spreadAtLoad: number | null
  readonly statements: number
  readonly clientLoad: number
  readonly failures: readonly string[]
}

/** Windows in which more than one of a hundred requests failed count for nothing. */
export function summarise({ measured }: MeasuredAll): Figures[] {
  return measured.map((each) => {
    const limit = measured.find(({ contender, workload }) => contender === 'limit' && workload === each.workload)
    const ratios = each.windows.flatMap((window, round) =>
      isSound(window) ? (ratioOf(window, limit?.windows[round]) ?? []) : [],
    )
    return {
      contender: each.contender,
      workload: each.workload,
      ...mediansOf(each),
      ratio: ratios.length === 0 ? null : median(ratios),
      ratioRange: ratios.length === 0 ? null : [Math.min(...ratios), Math.max(...ratios)],
      p50AtLoadMs: medianOrNull(each.atLoad.map(({ p50Ms }) => p50Ms)),
      p99AtLoadMs: medianOrNull(each.atLoad.map(({ p99Ms }) => p99Ms)),
      spreadAtLoad: medianOrNull(each.atLoad.map(({ p50Ms, p99Ms }) => p99Ms / p50Ms)),
      statements: each.statements,
      failures: each.windows.flatMap(({ failures }) => failures),
    }
  })
}

function medianOrNull(values: readonly number[]): number | null {
  return values.length === 0 ? null : median(values)
}

function isSound({ failedShare }: Window): boolean {
  return failedShare <= 0.01
}

function mediansOf({ windows }: Measured) {
  const of = (value: (window: Window) => number | null): number | null => {
    const all = windows
      .filter(isSound)
      .map(value)
      .filter((one) => one !== null)
    return medianOrNull(all)
  }
  return {
    perSecond: of(({ perSecond }) => perSecond) ?? Number.NaN,
    p50Ms: of(({ p50Ms }) => p50Ms) ?? Number.NaN,
    p99Ms: of(({ p99Ms }) => p99Ms) ?? Number.NaN,
    serverCpuMs: of(({ serverCpuMs }) => serverCpuMs),
    databaseCpuMs: of(({ databaseCpuMs }) => databaseCpuMs),
    clientLoad: of(({ clientLoad }) => clientLoad) ?? Number.NaN,
  }
}

function ratioOf(window: Window, limit: Window | undefined): number | null {
  const [mine, least] = [window, limit].map((each) =>
    each === undefined || each.serverCpuMs === null || each.databaseCpuMs === null
      ? null
      : each.serverCpuMs + each.databaseCpuMs,
  )
  return mine == null || least == null || least === 0 ? null : mine / least
}

/** CPU against the limit, a line a workload and a column a server, as Markdown. */
export function ratioTable(figures: readonly Figures[], workloads: readonly Workload[]): string {
  const contenders = [...new Set(figures.map(({ contender }) => contender))].filter((name) => name !== 'limit')
  const rows = workloads.map(({ name, title }) => [
    title,
    ...contenders.map((contender) => {
      const found = figures.find((each) => each.contender === contender && each.workload === name)
      return found?.ratio == null ? '' : found.ratio.toFixed(2)
    }),
  ])
  return toMarkdown(['CPU of server and PostgreSQL, limit = 1', ...contenders], rows)
}

/** All figures, as Markdown. */
export function fullTable(figures: readonly Figures[], workloads: readonly Workload[]): string {
  const rows = workloads.flatMap(({ name }) =>
    figures
      .filter(({ workload }) => workload === name)
      .map((each) => [
        name,
        each.contender,
        each.perSecond.toFixed(0),
        each.p50Ms.toFixed(1),
        each.p99Ms.toFixed(1),
        each.p50AtLoadMs?.toFixed(1) ?? '',
        each.p99AtLoadMs?.toFixed(1) ?? '',
        each.spreadAtLoad?.toFixed(1) ?? '',
        toMs(each.serverCpuMs),
        toMs(each.databaseCpuMs),
        each.ratio?.toFixed(2) ?? '',
        each.ratioRange?.map((ratio) => ratio.toFixed(2)).join(' to ') ?? '',
        each.statements.toFixed(1),
        each.clientLoad.toFixed(2),
      ]),
  )
  return toMarkdown(
    [
      'workload',
      'server',
      'requests/s',
      'p50 ms',
      'p99 ms',
      'p50 at 80 % ms',
      'p99 at 80 % ms',
      'p99 / p50',
      'CPU server ms',
      'CPU PostgreSQL ms',
      'against the limit',
      'rounds',
      'statements',
      'cores of the load generator',
    ],
    rows,
  )
}

export function memoryTable({ memory }: MeasuredAll): string {
  const rows = memory.map(({ contender, restMb, busyMb }) => [
    contender,
    restMb?.toFixed(0) ?? '',
    busyMb?.toFixed(0) ?? '',
  ])
  return toMarkdown(['server', 'MB at rest', 'MB at most under load'], rows)
}

function toMs(value: number | null): string {
  return value?.toFixed(2) ?? ''
}

/** A Markdown table; the first column is text, the others are numbers. */
export function toMarkdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const rule = `|${head.map((_, at) => (at === 0 ? '---' : '---:')).join('|')}|`
  return [line(head), rule, ...rows.map(line)].join('\n')
}
