import type { Dependency, Operation } from './world.ts'

/** What can happen to the way to a server; see `Fault` of the proxy. */
export const faults = {
  down: 'down',
  slow: { delayMs: 10 },
  hung: 'hung',
  'black-holed': 'black hole',
  flapping: { flappingEveryMs: 2_000 },
} as const
export type FaultName = keyof typeof faults

/**
 * How an operation may end under a fault: every answer is one of these, and the last one is reached. Several: until the fault is noticed, or, where
 * the way comes and goes, now and then.
 */
export type Expected = readonly string[]

const good: Record<Operation, Expected> = {
  'cached read': ['200'],
  'uncached read': ['200'],
  'preview read': ['200'],
  mutation: ['200'],
  'key admin': ['200'],
  import: ['exit 0'],
  health: ['live 200, ready 200'],
}
const away = ['503 UNAVAILABLE']
/** A server that accepts what is sent and says nothing is given up at the deadline; a key is looked up before, and has no more time than that. */
const silent = ['503 UNAVAILABLE', '504 TIMEOUT']
/** Until it is noticed, a second later: what is kept is not given either where the database cannot be asked. */
const firstAway = { 'cached read': ['503 UNAVAILABLE', '200'], 'uncached read': ['503 UNAVAILABLE', '200'] }
const firstSilent = { 'cached read': ['504 TIMEOUT', '200'], 'uncached read': ['504 TIMEOUT', '200'] }
const comesAndGoes = ['503 UNAVAILABLE', '504 TIMEOUT', '200']

/**
 * What a client meets, whatever fails: the one table of it. There is a primary with a streaming replica, a Redis that shares the quotas, and a
 * gateway that keeps answers.
 *
 * - Without its primary the gateway reads from the replica, and says that it is ready, since reads go on. Who may write reads from the
 *   primary, and keys are looked up there, so nothing that a key asks is answered: it may have been revoked.
 * - Without the replica, the primary does everything.
 * - Without Redis each gateway counts quotas by itself.
 */
export const expected: Readonly<
  Record<Dependency, Readonly<Record<FaultName, Readonly<Record<Operation, Expected>>>>>
> = {
  primary: {
    down: {
      ...good,
      ...firstAway,
      'preview read': away,
      mutation: away,
      'key admin': away,
      import: ['exit 1'],
      health: ['live 200, ready 503', 'live 200, ready 200'],
    },
    slow: good,
    hung: {
      ...good,
      ...firstSilent,
      'preview read': silent,
      mutation: silent,
      'key admin': silent,
      import: ['exit 1'],
      health: ['live 200, ready 503', 'live 200, ready 200'],
    },
    'black-holed': {
      ...good,
      ...firstSilent,
      'preview read': silent,
      mutation: silent,
      'key admin': silent,
      import: ['exit 1'],
      health: ['live 200, ready 503', 'live 200, ready 200'],
    },
    flapping: {
      ...good,
      'preview read': comesAndGoes,
      mutation: comesAndGoes,
      'key admin': comesAndGoes,
      import: ['exit 0', 'exit 1'],
      health: ['live 200, ready 503', 'live 200, ready 200'],
    },
  },
  replica: { down: good, slow: good, hung: good, 'black-holed': good, flapping: good },
  Redis: { down: good, slow: good, hung: good, 'black-holed': good, flapping: good },
}
