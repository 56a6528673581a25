import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '../db/connect.ts'
import type { ReadSource } from '../db/driver/read-source.ts'
import { readStandbyState } from '../db/wal.ts'
import type { Log } from '../log.ts'
import { endOfRecord, PrimaryHistory } from './primary-history.ts'
import { Replica } from './replica.ts'
import { RequestReads } from './request-reads.ts'

/** What was learnt of the primary by asking it what has changed. */
export interface PrimaryReading {
  /** `performance.now()` when it was asked. */
  readonly askedAt: number
  /** How far it was in its log, after all changes that it told of. */
  readonly position: number
  /** Whether there were changes that were not known before. */
  readonly hasChanged: boolean
}

/** One place that reads are sent to, for who counts. */
export interface ReadServer {
  /** `primary`, or a replica's host and port. */
  readonly name: string
  /** Statements since the start. */
  readonly reads: number
  /** Whether requests may be sent there just now. */
  readonly isUsable: boolean
  /** How far it is behind the primary, in seconds; Infinity: not known. */
  readonly lagSeconds: number
}

/** Chooses for each request where it reads: a replica that lacks nothing that this gateway knows of, else the primary. */
export interface Replicas {
  /**
   * For the statements of one request. `isWriter`: who asks may write, so it may just have done so by any gateway, and reads from
   * the primary. `onBehind` hears, before the first statement, that the chosen replica lacks a change that is known.
   */
  readsOf(request: { readonly isWriter: boolean; readonly onBehind?: () => void }): ReadSource
  /** The primary has answered. */
  notePrimary(reading: PrimaryReading): void
  /** Somebody has written by this gateway: the primary is read from until it has been asked what has changed. */
  distrust(): void
  /** Whether reads can go on without the primary, which does not answer. */
  canReplacePrimary(): boolean
  /** The primary first. */
  servers(): readonly ReadServer[]
  close(): Promise<void>
}

export interface ReplicasOptions {
  readonly primary: Pick<Database, 'reads' | 'vital'>
  readonly replicas: readonly ReplicaAddress[]
  /** How far a replica may be behind, in ms. */
  readonly maxLagMs: number
  readonly askEveryMs?: number
  readonly log: Log
}

/** A replica's connections: for requests, and one for asking how far it is. */
export interface ReplicaAddress {
  readonly name: string
  readonly database: Pick<Database, 'reads' | 'close'>
  readonly monitor: Pick<Database, 'db' | 'close'>
}

/** What the primary has answered counts for so long, in ms; then it is read from itself, until it has answered again or is away. */
const knownMs = 450
/** After so long without an answer the primary counts as away, in ms. */
const primaryAwayMs = 1_000
/** How long it may take to say that it is there, once a connection to it was lost, in ms. */
const probeMs = 500

/**
 * Begins to watch the replicas; one that is away is used once it answers. Throws where the primary is away.
 *
 * An answer that is kept under what the gateway knows must have it: a change is known together with the primary's place in its log, and
 * until a replica has applied the log up to there, it is not read from. While the primary is away there is nothing newer to be had,
 * so a replica that has less serves too, and `onBehind` says that its answer may not be kept.
 */
export async function openReplicas({
  primary,
  replicas: addresses,
  maxLagMs,
  askEveryMs = 100,
  log,
}: ReplicasOptions): Promise<Replicas> {
  const { systemIdentifier } = await readStandbyState(primary.vital)
  const history = new PrimaryHistory()
  /** A replica has all known changes once it has applied the log up to here. */
  let changedAt = 0
  let readAt = Number.NEGATIVE_INFINITY
  let heardAt = performance.now()
  let distrustedAt = Number.NEGATIVE_INFINITY
  let primaryReads = 0
  let probing: Promise<boolean> | null = null
  const replicas = addresses.map((address) => new Replica({ ...address, systemIdentifier, askEveryMs, log }))

  const isPrimaryAway = (): boolean => performance.now() - heardAt > primaryAwayMs
  const isNearEnough = (replica: Replica): boolean => replica.isUp && history.lagMs(replica.position) <= maxLagMs
  const isUsable = (replica: Replica): boolean =>
    isNearEnough(replica) && (replica.position >= changedAt || isPrimaryAway())

  /** Just promoted, while what leads to the primary does not lead there yet. */
  const isSuccessor = (replica: Replica): boolean => replica.isPromoted && replica.position >= changedAt

  function choose(): Replica | null {
    const isKnown = readAt >= distrustedAt && performance.now() - readAt <= knownMs
    if (!isKnown && !isPrimaryAway()) return null
    return leastBusy(isUsable)
  }

  /** For who has lost the connection to the primary: that is asked whether it is there, and counts as away at once where it is not. */
  async function chooseInstead(): Promise<Replica | 'primary' | null> {
    if (await isPrimaryThere()) return 'primary'
    return leastBusy(isUsable) ?? replicas.find(isSuccessor) ?? null
  }

  /** Asked once for all who want to know at the same time. */
  async function isPrimaryThere(): Promise<boolean> {
    probing ??= probe().finally(() => (probing = null))
    return await probing
  }

  async function probe(): Promise<boolean> {
    const late = new AbortController()
    const tooLate = wait(probeMs, false, { signal: late.signal, ref: false }).catch(() => false)
    const answer = readStandbyState(primary.vital).then(
      () => true,
      () => false,
    )
    const isThere = await Promise.race([answer, tooLate])
    late.abort()
    if (!isThere) heardAt = Number.NEGATIVE_INFINITY
    return isThere
  }

  function leastBusy(isGood: (replica: Replica) => boolean): Replica | null {
    let chosen: Replica | null = null
    for (const replica of replicas) {
      if (!isGood(replica)) continue
      const isBetter =
        chosen === null ||
        replica.running < chosen.running ||
        (replica.running === chosen.running && replica.reads < chosen.reads)
      if (isBetter) chosen = replica
    }
    return chosen
  }

  const counted: ReadSource = {
    executeQuery(query, options) {
      primaryReads++
      return primary.reads.executeQuery(query, options)
    },
    readText(text, parameters, signal) {
      primaryReads++
      return primary.reads.readText(text, parameters, signal)
    },
  }
  return {
    readsOf: ({ isWriter, onBehind }) =>
      isWriter
        ? counted
        : new RequestReads(
            counted,
            () => {
              const chosen = choose()
              if (chosen !== null && chosen.position < changedAt) onBehind?.()
              return chosen
            },
            async () => {
              const chosen = await chooseInstead()
              // what was changed since the primary last answered is not known
              if (chosen instanceof Replica) onBehind?.()
              return chosen
            },
          ),
    notePrimary({ askedAt, position, hasChanged }) {
      readAt = askedAt
      heardAt = performance.now()
      history.note(askedAt, position)
      if (!hasChanged) return
      changedAt = endOfRecord(position)
      for (const replica of replicas) replica.wake()
    },
    distrust() {
      distrustedAt = performance.now()
    },
    canReplacePrimary: () =>
      isPrimaryAway() && replicas.some((replica) => isNearEnough(replica) || isSuccessor(replica)),
    servers: () => [
      { name: 'primary', reads: primaryReads, isUsable: !isPrimaryAway(), lagSeconds: 0 },
      ...replicas.map((replica) => ({
        name: replica.name,
        reads: replica.reads,
        isUsable: isUsable(replica),
        lagSeconds: replica.isUp ? history.lagMs(replica.position) / 1000 : Infinity,
      })),
    ],
    async close() {
      await Promise.all(replicas.map((replica) => replica.close()))
    },
  }
}
