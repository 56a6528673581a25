/**
 * What a gateway does when it is asked for more than it can: `node tests/bench/overload.ts [--seconds 60] [--times 5]`, on the server of
 * DATABASE_URL, else on an embedded one. First the capacity (16 clients that ask again at once), then 80 % of it and then five
 * times it, both in open loop. Aims: goodput above 90 % of the capacity, p99 of what is answered under four times that at 80 %,
 * refusals within 20 ms. The crowd is a process of its own and takes CPU too, so it wants a core for itself. Exit code 1: an aim is missed.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { aim } from './measure/aim.ts'
import type { CrowdOrder, CrowdResult } from './overload-child.ts'
import { frontPages, startLoadedGateway, type LoadedGateway } from './servers/loaded-gateway.ts'

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, times: { type: 'string', default: '5' } },
})
const seconds = Number(values.seconds)
const times = Number(values.times)

const gateway = await startLoadedGateway()
try {
  process.exitCode = (await measure(gateway)) ? 0 : 1
} finally {
  await gateway.close()
}

/** Whether every aim is reached. */
async function measure(gateway: LoadedGateway): Promise<boolean> {
  const crowd = fork(fileURLToPath(new URL('./overload-child.ts', import.meta.url)))
  const requests = await frontPages(gateway.port)
  const run = async (order: Pick<CrowdOrder, 'perSecond' | 'seconds'>): Promise<CrowdResult> => {
    crowd.send({ port: gateway.port, requests, connections: 16, ...order } satisfies CrowdOrder)
    const [result] = (await once(crowd, 'message')) as [CrowdResult]
    return result
  }
  try {
    await run({ perSecond: null, seconds: Math.min(5, seconds) })
    const peak = report('capacity', await run({ perSecond: null, seconds }))
    const calm = report('80 % of it', await run({ perSecond: peak.perSecond * 0.8, seconds }))
    const before = await gateway.peakMemoryMb()
    const crowded = report(`${times} times it`, await run({ perSecond: peak.perSecond * times, seconds }))
    console.log(`memory of the gateway: ${before} MB before, ${await gateway.peakMemoryMb()} MB at most`)
    return [
      aim('goodput, of the capacity in %', (100 * crowded.perSecond) / peak.perSecond, '>', 90),
      aim('p99 of what is answered, of that at 80 %', crowded.p99Ms / calm.p99Ms, '<', 4),
      aim('p50 of refusals in ms', crowded.refusedP50Ms, '<', 20),
      aim('p99 of refusals in ms', crowded.refusedP99Ms, '<', 20),
    ].every(Boolean)
  } finally {
    crowd.disconnect()
  }
}

function report(title: string, { answered, refused, late, failures, elapsedMs }: CrowdResult) {
  const at = (sorted: readonly number[], share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0
  const figures = {
    perSecond: (answered.length * 1_000) / elapsedMs,
    p99Ms: at(answered, 0.99),
    refusedP50Ms: at(refused, 0.5),
    refusedP99Ms: at(refused, 0.99),
  }
  console.log(
    `${title}: ${figures.perSecond.toFixed(0)} answers a second, p50 ${at(answered, 0.5).toFixed(1)} ms, p99 ${figures.p99Ms.toFixed(1)} ms; ` +
      `${refused.length} refused, p50 ${figures.refusedP50Ms.toFixed(1)} ms, p99 ${figures.refusedP99Ms.toFixed(1)} ms; other: ${JSON.stringify(failures)}; ` +
      `sent late by p50 ${at(late, 0.5).toFixed(1)} ms, p99 ${at(late, 0.99).toFixed(1)} ms`,
  )
  return figures
}
