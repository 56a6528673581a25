import { setTimeout as sleep } from 'node:timers/promises'
import type { BenchServer } from './corpus/database.ts'
import { openCorpus } from './corpus/database.ts'
import { measureAll, type PreparedWorkload } from './measure/rounds.ts'
import type { BenchOptions } from './options.ts'
import { summarise, toMarkdown } from './report.ts'
import type { Contender } from './servers/contender.ts'

/** What has to cost the same however many articles there are. */
export const growthWorkloads = ['article', 'section', 'deep-page'] as const

/**
 * The same requests over corpora of several sizes, the smallest first: CPU of server and PostgreSQL a request at each, and as a multiple of the
 * smallest. `prepare` makes the requests for one corpus.
 */
export async function measureGrowth(
  server: BenchServer,
  options: BenchOptions,
  prepare: (url: string) => Promise<{ readonly masthead: Contender; readonly prepared: readonly PreparedWorkload[] }>,
  say: (line: string) => void,
): Promise<string> {
  const found = new Map<string, (number | null)[]>()
  for (const articles of options.growth) {
    const url = await openCorpus(server, { ...options, articles }, say)
    // what the import has left to do in the background
    await sleep(2_000)
    const { masthead, prepared } = await prepare(url)
    const measured = await measureAll(url, [masthead], prepared, { ...options, atLoad: false, say })
    for (const { workload, serverCpuMs, databaseCpuMs } of summarise(measured)) {
      const both = serverCpuMs === null || databaseCpuMs === null ? null : serverCpuMs + databaseCpuMs
      found.set(workload, [...(found.get(workload) ?? []), both])
    }
  }
  const rows = [...found].map(([workload, all]) => [
    workload,
    ...all.map((ms) => (ms === null ? '' : `${ms.toFixed(2)} ms (${(ms / (all[0] ?? Number.NaN)).toFixed(2)})`)),
  ])
  return toMarkdown(['CPU a request', ...options.growth.map((articles) => `${articles} articles`)], rows)
}
