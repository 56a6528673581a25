import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { connectDatabase, type Database } from '../../../src/db/connect.ts'
import type { Contender, RunningContender } from '../servers/contender.ts'
import type { Sample, Workload } from '../workloads.ts'
import { cpuMsOf, cpuMsOfAll, rssMbOf } from './cpu.ts'
import { askData, compareAnswers } from './gate.ts'
import { startLoadGenerator, toHttp, type LoadGenerator, type LoadOrder } from './load.ts'
import { startStatementCounter } from './count-statements.ts'

export interface MeasureOptions {
  readonly rounds: number
  readonly seconds: number
  readonly connections: number
  /** Whether latencies are taken once more at 80 % of the requests a second that the server reached. */
  readonly atLoad: boolean
  readonly say: (line: string) => void
}

/** One window: figures of one workload on one server. */
export interface Window {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** CPU per request in ms; null where it cannot be read. */
  readonly serverCpuMs: number | null
  readonly databaseCpuMs: number | null
  /** Share of a core that the load generator used. */
  readonly clientLoad: number
  /** Share of answers other than a 200 without errors, and what they were. */
  readonly failedShare: number
  readonly failures: readonly string[]
}

export interface Measured {
  readonly contender: string
  readonly workload: string
  readonly windows: readonly Window[]
  /** At 80 % of the requests a second that it reached right before; none where that was not asked for. */
  readonly atLoad: readonly Window[]
  readonly statements: number
}

export interface Memory {
  readonly contender: string
  readonly restMb: number | null
  /** The most after any window. */
  readonly busyMb: number | null
}

export interface MeasuredAll {
  readonly measured: readonly Measured[]
  readonly memory: readonly Memory[]
}

/** A workload with its requests. */
export interface PreparedWorkload {
  readonly workload: Workload
  readonly samples: readonly Sample[]
}

/** Every server answers alone; in each round each workload is asked of each server in turn, in an order that changes by the round. */
export async function measureAll(
  databaseUrl: string,
  contenders: readonly Contender[],
  workloads: readonly PreparedWorkload[],
  options: MeasureOptions,
): Promise<MeasuredAll> {
  const statements = await gateAll(databaseUrl, contenders, workloads, options.say)
  const database = connectDatabase({ url: databaseUrl, poolSize: 1 })
  const generator = startLoadGenerator()
  const parties: Running[] = []
  try {
    for (const contender of contenders) parties.push(await startNamed(contender, databaseUrl))
    const windows = new Map<string, Window[]>()
    const busy = new Map<string, number>()
    for (let round = 0; round <= options.rounds; round++) {
      options.say(round === 0 ? 'Warming up' : `Round ${round} of ${options.rounds}`)
      for (const prepared of workloads) {
        for (let turn = 0; turn < parties.length; turn++) {
          const party = parties[(turn + round) % parties.length]
          if (party === undefined || !statements.has(keyOf(party.contender, prepared.workload))) continue
          const window = await measure(database, generator, party, prepared, {
            ...options,
            // until the code is compiled, however little of the machine it gets
            ...(round === 0 && { atLeast: 2_000 }),
          })
          if (round > 0) push(windows, keyOf(party.contender, prepared.workload), window)
          const rss = await rssMbOf(party.running.pid)
          if (rss !== null) busy.set(party.contender.name, Math.max(rss, busy.get(party.contender.name) ?? 0))
        }
      }
    }
    const atLoad = new Map<string, Window[]>()
    if (options.atLoad) options.say('At 80 % load')
    for (const party of options.atLoad ? parties : []) {
      for (const prepared of workloads) {
        const key = keyOf(party.contender, prepared.workload)
        if (!statements.has(key)) continue
        for (let round = 0; round < options.rounds; round++)
          push(atLoad, key, await measureAtLoad(database, generator, party, prepared, options))
      }
    }
    return {
      measured: contenders.flatMap((contender) =>
        workloads.flatMap(({ workload }): Measured[] => {
          const found = windows.get(keyOf(contender, workload))
          const perRequest = statements.get(keyOf(contender, workload)) ?? 0
          return found === undefined
            ? []
            : [
                {
                  contender: contender.name,
                  workload: workload.name,
                  windows: found,
                  atLoad: atLoad.get(keyOf(contender, workload)) ?? [],
                  statements: perRequest,
                },
              ]
        }),
      ),
      memory: parties.map(({ contender, restMb }) => ({
        contender: contender.name,
        restMb,
        busyMb: busy.get(contender.name) ?? null,
      })),
    }
  } finally {
    generator.close()
    for (const { running } of parties) await running.close()
    await database.close()
  }
}

interface Running {
  readonly contender: Contender
  readonly running: RunningContender
  readonly restMb: number | null
  /** Its connections are known by it. */
  readonly applicationName: string
}

async function startNamed(contender: Contender, databaseUrl: string): Promise<Running> {
  const applicationName = `bench ${process.pid} ${contender.name}`
  const url = new URL(databaseUrl)
  url.searchParams.set('application_name', applicationName)
  const running = await contender.start(url.href)
  await sleep(1_500)
  return { contender, running, applicationName, restMb: await rssMbOf(running.pid) }
}

/** At 80 % of what it reaches now: what it reached a minute ago may be more than there is on a machine that others use too. */
async function measureAtLoad(
  database: Database,
  generator: LoadGenerator,
  party: Running,
  prepared: PreparedWorkload,
  options: MeasureOptions,
): Promise<Window> {
  const reached = await measure(database, generator, party, prepared, { ...options, seconds: options.seconds / 2 })
  const perSecond = loadShare * reached.perSecond
  // of fewer the 99th of a hundred says nothing
  const seconds = Math.min(Math.max(options.seconds, fewestAtLoad / perSecond), 5 * options.seconds)
  return measure(database, generator, party, prepared, { ...options, seconds, perSecond })
}

const loadShare = 0.8
const fewestAtLoad = 500

async function measure(
  database: Database,
  generator: LoadGenerator,
  { contender, running, applicationName }: Running,
  { workload, samples }: PreparedWorkload,
  {
    connections,
    seconds,
    atLeast = 0,
    perSecond = null,
  }: MeasureOptions & Partial<Pick<LoadOrder, 'atLeast' | 'perSecond'>>,
): Promise<Window> {
  const requests = samples.flatMap((sample) => {
    const request = contender.request(workload, sample)
    return request === null ? [] : [toHttp(request, running.port)]
  })
  const backends = async (): Promise<number[]> => {
    const { rows } = await sql<{ pid: number }>`
      select pid from pg_stat_activity where application_name = ${applicationName}`.execute(database.db)
    return rows.map(({ pid }) => pid)
  }
  const [serverBefore, databaseBefore] = [await cpuMsOf(running.pid), await cpuMsOfAll(await backends())]
  const load = await generator.run({ port: running.port, requests, connections, seconds, atLeast, perSecond })
  const [serverAfter, databaseAfter] = [await cpuMsOf(running.pid), await cpuMsOfAll(await backends())]
  const perRequest = (before: number | null, after: number | null): number | null =>
    before === null || after === null ? null : (after - before) / load.requests
  return {
    perSecond: (load.requests * 1_000) / load.elapsedMs,
    p50Ms: load.p50Ms,
    p99Ms: load.p99Ms,
    serverCpuMs: perRequest(serverBefore, serverAfter),
    databaseCpuMs: perRequest(databaseBefore, databaseAfter),
    clientLoad: load.clientCpuMs / load.elapsedMs,
    failedShare: load.failed / load.requests,
    failures: load.failures,
  }
}

/**
 * Compares the answers of every server with those of the first, Masthead, and counts the statements of a request on the way.
 * Answers them by server and workload; what a server cannot answer is missing.
 */
async function gateAll(
  databaseUrl: string,
  contenders: readonly Contender[],
  workloads: readonly PreparedWorkload[],
  say: (line: string) => void,
): Promise<Map<string, number>> {
  const [first] = contenders
  if (first === undefined) return new Map()
  const statements = new Map<string, number>()
  const masthead = { contender: first, running: await first.start(databaseUrl) }
  try {
    for (const contender of contenders) {
      say(`Comparing the answers of ${contender.name}`)
      const counter = await startStatementCounter(databaseUrl)
      const party = { contender, running: await contender.start(counter.url) }
      try {
        for (const { workload, samples } of workloads) {
          const requests = samples.slice(0, 40).map((sample) => contender.request(workload, sample))
          if (requests.includes(null)) continue
          await compareAnswers(workload, samples, masthead, party)
          const before = counter.statements()
          for (const request of requests) if (request !== null) await askData(party.running, request)
          statements.set(keyOf(contender, workload), (counter.statements() - before) / requests.length)
        }
      } finally {
        await party.running.close()
        await counter.close()
      }
    }
  } finally {
    await masthead.running.close()
  }
  return statements
}

function keyOf(contender: Contender, workload: Workload): string {
  return `${contender.name}/${workload.name}`
}

function push(windows: Map<string, Window[]>, key: string, window: Window): void {
  const known = windows.get(key)
  if (known === undefined) windows.set(key, [window])
  else known.push(window)
}
