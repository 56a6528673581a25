import type { Upcoming } from '../db/content-changes.ts'

/** The articles that become visible next, so that what shows them changes at that moment by itself. */
export class Agenda {
  readonly #limit: number
  #upcoming: readonly Upcoming[] = []
  #nextMs = Infinity
  /** Whether there may be more after the last one that is known. */
  #isCut = false
  #version = 0

  /** `limit`: how many are known at once. */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** What is known from now on: the next `limit` ones, in their order. */
  replace(upcoming: readonly Upcoming[]): void {
    this.#version++
    this.#upcoming = upcoming
    this.#isCut = upcoming.length >= this.#limit
    this.#nextMs = Date.parse(upcoming[0]?.at ?? '') || Infinity
  }

  /** Another number as soon as `nextFor` may say something else. */
  get version(): number {
    return this.#version
  }

  /** Epoch ms of the first one; Infinity where there is none. */
  get nextMs(): number {
    return this.#nextMs
  }

  /** Whether more have to be read, because the last known one is over. */
  get isUsedUp(): boolean {
    return this.#isCut && this.#upcoming.length === 0
  }

  /** Takes out what is visible at `nowMs` (epoch), and answers what shows it. */
  takeDue(nowMs: number): ReadonlySet<string> {
    if (nowMs < this.#nextMs) return none
    this.#version++
    const due = this.#upcoming.filter(({ at }) => Date.parse(at) <= nowMs)
    this.#upcoming = this.#upcoming.slice(due.length)
    this.#nextMs = Date.parse(this.#upcoming[0]?.at ?? '') || Infinity
    return new Set(due.flatMap(({ tags }) => tags))
  }

  /** Epoch ms of the next moment at which an answer with these tags changes by itself; Infinity where none is known. */
  nextFor(tags: readonly string[]): number {
    if (this.#nextMs === Infinity) return Infinity
    const own = new Set(tags)
    const next = this.#upcoming.find((one) => own.has('*') || one.tags.some((tag) => own.has(tag)))
    const seen = this.#isCut ? this.#upcoming.at(-1) : undefined
    return Date.parse((next ?? seen)?.at ?? '') || Infinity
  }
}

const none: ReadonlySet<string> = new Set()
