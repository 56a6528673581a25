/**
 * What a gateway does when it is asked for more than it can: `node tests/bench/overload.ts [--seconds 60] [--times 5] [--cores apart|shared|both]`, on
 * the server of DATABASE_URL, else on an embedded one. First the capacity (16 clients that ask again at once), then 80 % of it and then five
 * times it, both in open loop. Aims: goodput above 90 % of the capacity, p99 of what is answered under four times that at 80 %, refusals within 20 ms.
 *
 * `apart`: the crowd is kept on one core, and gateway and database on another, since five times as many clients are other machines; what is
 * accepted and refused costs the gateway's core all the same. `shared`: all share all cores, so that the crowd takes from the gateway what it needs
 * to ask and to be refused: no aim can be read from that. Exit code 1: an aim is missed.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { aim } from './measure/aim.ts'
import { backendsOf, canPin, pin } from './measure/cores.ts'
import { cpuMsOf } from './measure/cpu.ts'
import type { CrowdOrder, CrowdResult } from './overload-child.ts'
import { frontPages, startLoadedGateway, type LoadedGateway } from './servers/loaded-gateway.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    times: { type: 'string', default: '5' },
    cores: { type: 'string', default: 'both' },
  },
})
const seconds = Number(values.seconds)
const times = Number(values.times)
const allCores = `0-${availableParallelism() - 1}`

const canBeApart = await canPin()
if (canBeApart !== true && values.cores !== 'shared')
  console.log(`Crowd and gateway share all cores, since ${canBeApart}.`)
const ways =
  canBeApart !== true
    ? (['shared'] as const)
    : values.cores === 'both'
      ? (['apart', 'shared'] as const)
      : [values.cores]

const gateway = await startLoadedGateway()
try {
  const reached: boolean[] = []
  for (const way of ways) {
    console.log(way === 'apart' ? 'The crowd on a core of its own:' : 'The crowd on the cores of the gateway:')
    reached.push(await measure(gateway, way === 'apart'))
  }
  process.exitCode = reached[0] ? 0 : 1
} finally {
  await gateway.close()
}

/** Whether every aim is reached. */
async function measure(gateway: LoadedGateway, apart: boolean): Promise<boolean> {
  const crowd = fork(fileURLToPath(new URL('./overload-child.ts', import.meta.url)))
  const requests = await frontPages(gateway.port)
  const run = async (order: Pick<CrowdOrder, 'perSecond' | 'seconds'>): Promise<Phase> => {
    if (canBeApart === true) {
      const cores = apart ? (['0', '1'] as const) : ([allCores, allCores] as const)
      // anew each time: the pool may have opened further connections
      await pin([gateway.pid, ...(await backendsOf(gateway.databaseUrl))], cores[0])
      await pin([crowd.pid ?? 0], cores[1])
    }
    const before = await cpuMsOf(gateway.pid)
    crowd.send({ port: gateway.port, requests, connections: 16, ...order } satisfies CrowdOrder)
    const [result] = (await once(crowd, 'message')) as [CrowdResult]
    return { ...order, ...result, cpuMs: ((await cpuMsOf(gateway.pid)) ?? 0) - (before ?? 0) }
  }
  try {
    await run({ perSecond: null, seconds: Math.min(5, seconds) })
    const peak = report('capacity', await run({ perSecond: null, seconds }))
    const calm = report('80 % of it', await run({ perSecond: peak.perSecond * 0.8, seconds }))
    const before = await gateway.peakMemoryMb()
    const crowded = report(`${times} times it`, await run({ perSecond: peak.perSecond * times, seconds }))
    console.log(
      `memory of the gateway: ${before} MB before, ${await gateway.peakMemoryMb()} MB at most; CPU of the gateway: ` +
        `${((1_000 * calm.cpuMs) / calm.answered).toFixed(0)} us an answer, so about ` +
        `${((1_000 * (crowded.cpuMs - (crowded.answered * calm.cpuMs) / calm.answered)) / crowded.refused).toFixed(0)} us a refusal`,
    )
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

interface Phase extends CrowdResult, Pick<CrowdOrder, 'perSecond' | 'seconds'> {
  /** CPU that the gateway has used. */
  readonly cpuMs: number
}

function report(title: string, { answered, refused, late, failures, elapsedMs, cpuMs, perSecond, seconds }: Phase) {
  const at = (sorted: readonly number[], share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0
  const figures = {
    perSecond: (answered.length * 1_000) / elapsedMs,
    answered: answered.length,
    refused: refused.length,
    cpuMs,
    p99Ms: at(answered, 0.99),
    refusedP50Ms: at(refused, 0.5),
    refusedP99Ms: at(refused, 0.99),
  }
  console.log(
    `${title}: ${figures.perSecond.toFixed(0)} answers a second, p50 ${at(answered, 0.5).toFixed(1)} ms, p99 ${figures.p99Ms.toFixed(1)} ms; ` +
      `${refused.length} refused, p50 ${figures.refusedP50Ms.toFixed(1)} ms, p99 ${figures.refusedP99Ms.toFixed(1)} ms; other: ${JSON.stringify(failures)}; ` +
      `sent late by p50 ${at(late, 0.5).toFixed(1)} ms, p99 ${at(late, 0.99).toFixed(1)} ms`,
  )
  const asked = late.length / seconds
  if (perSecond !== null && (asked < 0.95 * perSecond || at(late, 0.99) > 20)) {
    console.log(
      `  The crowd got too little CPU: it asked ${asked.toFixed(0)} of ${perSecond.toFixed(0)} times a second. Count this not.`,
    )
  }
  return figures
}
