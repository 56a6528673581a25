import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasRedisServer } from '../support/servers/redis.ts'
import { expected, faults, type FaultName } from './expected.ts'
import { dependencies, openFaultWorld, operations, type Answer, type FaultWorld, type Operation } from './world.ts'

/** Those of a primary wait for deadlines, and an import is a process of its own, which takes a while to start: only `npm run faults` has these cells. */
const isWhole = process.env['FAULTS'] === 'all'
const asked = isWhole ? operations : operations.filter((operation) => operation !== 'import')
const failing = isWhole ? dependencies : dependencies.filter((dependency) => dependency !== 'primary')

describe.runIf(hasRedisServer)('every operation under every fault (skipped without redis-server)', () => {
  let world: FaultWorld
  const lines: string[] = []
  beforeAll(async () => {
    world = await openFaultWorld()
    // so that there is an answer to be kept
    await world.ask('cached read')
  })
  afterAll(async () => {
    await world.close()
    if (isWhole) console.log(lines.join('\n'))
  })

  for (const dependency of failing) {
    for (const name of Object.keys(faults) as FaultName[]) {
      test(`${dependency} ${name}`, async () => {
        await world.proxies[dependency].set(faults[name])
        const cells = await Promise.all(
          asked.map(async (operation) => [operation, await askUntilExpected(operation)] as const),
        ).finally(() => world.proxies[dependency].set('pass'))
        for (const [operation, answers] of cells) {
          const allowed = expected[dependency][name][operation]
          const met = answers.map(({ text }) => text)
          lines.push(
            `${dependency} ${name}, ${operation}: ${answers.map(({ text, ms }) => `${text} (${ms} ms)`).join(', ')}`,
          )
          expect([operation, met.filter((text) => !allowed.includes(text))]).toEqual([operation, []])
          expect([operation, met.at(-1)]).toEqual([operation, allowed.at(-1)])
        }
        // and when it is over, everything is as it was
        for (const operation of asked) {
          const settled = expected.replica.slow[operation].at(-1)
          await expect.poll(async () => (await world.ask(operation)).text).toBe(settled)
        }
        expect(world.isAlive()).toBe(true)
      })

      /** Asks again as long as the answer is one that is allowed only for a while. */
      async function askUntilExpected(operation: Operation): Promise<Answer[]> {
        const allowed = expected[dependency][name][operation]
        const answers: Answer[] = []
        for (;;) {
          const answer = await world.ask(operation)
          answers.push(answer)
          if (answer.text === allowed.at(-1) || !allowed.includes(answer.text)) return answers
        }
      }
    }
  }
})
