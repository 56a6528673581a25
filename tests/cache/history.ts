/** What an article was from one commit to the next; times are `Date.now()`. */
interface State {
  /** Null: not to be seen. */
  readonly headline: string | null
  /** Nobody sees it before. */
  readonly visibleFrom: number
  /** Before the commit was sent, and when it was known to be done; Infinity: not yet. */
  readonly begunAt: number
  committedAt: number
}

/** A headline (null: nothing) that a reader was given. */
export interface Reading {
  readonly slug: string
  readonly headline: string | null
  readonly askedAt: number
  readonly answeredAt: number
}

/** Every state that each article was in, so that whatever a reader was given can be judged afterwards. */
export class History {
  readonly #states = new Map<string, State[]>()

  /** Writes, and notes what that makes of the article. */
  async write(
    slug: string,
    headline: string | null,
    visibleFrom: number,
    write: () => Promise<unknown>,
  ): Promise<void> {
    const state: State = { headline, visibleFrom, begunAt: Date.now(), committedAt: Infinity }
    const states = this.#states.get(slug) ?? []
    this.#states.set(slug, [...states, state])
    await write()
    state.committedAt = Date.now()
  }

  /** How much older than the question a reading was, in ms, as far as it can be known; Infinity: it was never so, or not yet. */
  staleMsOf({ slug, headline, askedAt, answeredAt }: Reading): number {
    const states = this.#states.get(slug) ?? []
    const ages = states.flatMap((state, index) => {
      if (state.begunAt > answeredAt) return []
      const replacedAt = states[index + 1]?.committedAt ?? Infinity
      const since = (until: number): number => Math.max(0, askedAt - until)
      if (headline === null) {
        if (state.headline === null) return [since(replacedAt)]
        // hidden until then
        return state.visibleFrom > state.begunAt ? [since(Math.min(replacedAt, state.visibleFrom))] : []
      }
      return headline === state.headline && state.visibleFrom <= answeredAt ? [since(replacedAt)] : []
    })
    return Math.min(Infinity, ...ages)
  }

  /** Says of a reading what the article was about that time. */
  describe({ slug, headline, askedAt, answeredAt }: Reading): string {
    const around = (this.#states.get(slug) ?? [])
      .filter(({ committedAt }) => committedAt > askedAt - 15_000)
      .map(
        (state) =>
          `${state.headline} ${state.visibleFrom - askedAt} ${state.begunAt - askedAt}..${state.committedAt - askedAt}`,
      )
    return `${slug} was ${headline} ${answeredAt - askedAt} ms after the question; it was: ${around.join(', ')}`
  }
}
