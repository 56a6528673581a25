import { setTimeout as sleep } from 'node:timers/promises'
import type { BenchServer } from './corpus/database.ts'
import { openCorpus } from './corpus/database.ts'
import { median } from './measure/median.ts'
import { measureAll, type PreparedWorkload } from './measure/rounds.ts'
import type { BenchOptions } from './options.ts'
import { summarise, toMarkdown } from './report.ts'
import type { Contender } from './servers/contender.ts'

/** What has to cost the same however many articles there are; and a search, whose words are found the more often the more there are. */
export const growthWorkloads = ['article', 'section', 'deep-page', 'search'] as const

/**
 * The same requests over corpora of several sizes, the smallest first: CPU of server and PostgreSQL a request at each, and as a multiple of the
 * smallest in the same round, medians of rounds. In each round all sizes are measured one after the other, so that what else the machine does meets
 * them alike. `prepare` makes the requests for one corpus.
 */
export async function measureGrowth(
  server: BenchServer,
  options: BenchOptions,
  prepare: (url: string) => Promise<{ readonly masthead: Contender; readonly prepared: readonly PreparedWorkload[] }>,
  say: (line: string) => void,
): Promise<string> {
  const corpora: { readonly url: string; readonly asked: Awaited<ReturnType<typeof prepare>> }[] = []
  for (const articles of options.growth) {
    const url = await openCorpus(server, { ...options, articles }, say)
    corpora.push({ url, asked: await prepare(url) })
  }
  // what the import has left to do in the background
  await sleep(2_000)
  /** By workload, then by round: ms at each size. */
  const found = new Map<string, number[][]>()
  for (let round = 0; round < options.rounds; round++) {
    for (const { url, asked } of corpora) {
      const measured = await measureAll(url, [asked.masthead], asked.prepared, {
        ...options,
        rounds: 1,
        atLoad: false,
        say,
      })
      for (const { workload, serverCpuMs, databaseCpuMs } of summarise(measured)) {
        const rounds = found.get(workload) ?? []
        found.set(workload, rounds)
        ;(rounds[round] ??= []).push((serverCpuMs ?? Number.NaN) + (databaseCpuMs ?? Number.NaN))
      }
    }
  }
  const rows = [...found].map(([workload, rounds]) => [
    workload,
    ...options.growth.map((_, size) => {
      const of = (value: (sizes: readonly number[]) => number): string => median(rounds.map(value)).toFixed(2)
      const at = (sizes: readonly number[], index: number): number => sizes[index] ?? Number.NaN
      return `${of((sizes) => at(sizes, size))} ms (${of((sizes) => at(sizes, size) / at(sizes, 0))})`
    }),
  ])
  return toMarkdown(['CPU a request', ...options.growth.map((articles) => `${articles} articles`)], rows)
}
