/**
 * What should change nothing: `node tests/bench/crowds.ts [--seconds 10] [--idle 2000] [--documents 100000]`. Measures 16 clients that ask again at
 * once, then the same beside so many sockets that say nothing, then after so many documents that come once each. Aims: both times at least 90 % of
 * the answers of the first time, and less than 64 MB more memory. Exit code 1: an aim is missed.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { aim } from './measure/aim.ts'
import { backendsOf } from './measure/cores.ts'
import type { CrowdOrder, CrowdResult } from './overload-child.ts'
import { frontPages, requestOf, startLoadedGateway, statusMb, type LoadedGateway } from './servers/loaded-gateway.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    idle: { type: 'string', default: '2000' },
    documents: { type: 'string', default: '100000' },
  },
})
const seconds = Number(values.seconds)
const maxMoreMb = 64

const gateway = await startLoadedGateway()
try {
  process.exitCode = (await measure(gateway)) ? 0 : 1
} finally {
  await gateway.close()
}

/** Whether every aim is reached. */
async function measure({ port, pid, databaseUrl }: LoadedGateway): Promise<boolean> {
  const crowd = fork(fileURLToPath(new URL('./overload-child.ts', import.meta.url)))
  const pages = await frontPages(port)
  const ask = async (requests: readonly string[], order: Partial<CrowdOrder> = {}): Promise<CrowdResult> => {
    crowd.send({ port, requests, connections: 16, perSecond: null, seconds, ...order } satisfies CrowdOrder)
    const [result] = (await once(crowd, 'message')) as [CrowdResult]
    return result
  }
  const step = async (title: string) => {
    const { answered, failures, elapsedMs } = await ask(pages)
    const perSecond = (answered.length * 1_000) / elapsedMs
    const memoryMb = await statusMb(pid, 'VmRSS')
    const backends = await Promise.all((await backendsOf(databaseUrl)).map((one) => statusMb(one, 'RssAnon')))
    const databaseMb = backends.reduce((sum, mb) => sum + mb, 0)
    const p99Ms = answered[Math.floor((answered.length - 1) * 0.99)] ?? 0
    console.log(
      `${title}: ${perSecond.toFixed(0)} answers a second, p99 ${p99Ms.toFixed(1)} ms, ${memoryMb} MB (and the database's processes ${databaseMb} MB); other: ${JSON.stringify(failures)}`,
    )
    return { perSecond, memoryMb }
  }
  try {
    await ask(pages, { seconds: 5 })
    const calm = await step('alone')
    const sockets = await openIdle(port, Number(values.idle))
    const beside = await step(`beside ${sockets.length} idle sockets`)
    for (const socket of sockets) socket.destroy()
    const documents = Array.from({ length: Number(values.documents) }, (_, n) =>
      requestOf(port, { query: `{ a${n}: __typename topics(first: 1) { nodes { a${n}: name } } }` }),
    )
    const once = await ask(documents, { seconds: 3_600, atMost: documents.length })
    console.log(
      `${once.answered.length} documents that come once: ${((once.answered.length * 1_000) / once.elapsedMs).toFixed(0)} a second`,
    )
    const after = await step('after them')
    return [
      aim('answers beside idle sockets, in %', (100 * beside.perSecond) / calm.perSecond, '>', 90),
      aim('answers after the documents, in %', (100 * after.perSecond) / calm.perSecond, '>', 90),
      aim('memory beside idle sockets, MB more', beside.memoryMb - calm.memoryMb, '<', maxMoreMb),
      aim('memory after the documents, MB more', after.memoryMb - calm.memoryMb, '<', maxMoreMb),
    ].every(Boolean)
  } finally {
    crowd.disconnect()
  }
}

async function openIdle(port: number, count: number): Promise<Socket[]> {
  return await Promise.all(
    Array.from({ length: count }, async () => {
      const socket = connect(port, '127.0.0.1')
      await once(socket, 'connect')
      return socket.on('error', () => undefined)
    }),
  )
}
