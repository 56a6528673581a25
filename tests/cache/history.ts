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

/** Every state that each article was in, so that whatever a reader was shown can be judged afterwards. */
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

  /**
   * What is wrong with a headline (null: nothing) that was shown to a question of that time; null: nothing is. `staleMs`: how much older than the
   * question it may be.
   */
  faultOf(slug: string, shown: string | null, askedAt: number, answeredAt: number, staleMs: number): string | null {
    const states = this.#states.get(slug) ?? []
    const oldest = askedAt - staleMs
    const isPossible = states.some((state, index) => {
      const replacedAt = states[index + 1]?.committedAt ?? Infinity
      if (state.begunAt > answeredAt || replacedAt < oldest) return false
      // hidden until then, and seen from then on: either is right within what is allowed
      const mayBeHidden = state.headline === null || state.visibleFrom > oldest
      const mayBeSeen = state.headline !== null && state.visibleFrom <= answeredAt
      return (shown === null && mayBeHidden) || (shown === state.headline && mayBeSeen)
    })
    if (isPossible) return null
    const told = states
      .filter(({ committedAt }) => committedAt > oldest - 2_000)
      .map(
        ({ headline, visibleFrom, begunAt, committedAt }) =>
          `${headline} ${visibleFrom - askedAt} ${begunAt - askedAt}..${committedAt - askedAt}`,
      )
    return `${slug} was shown as ${shown} ${answeredAt - askedAt} ms after the question; it was: ${told.join(', ')}`
  }
}
