interface Stream {
  readonly isTTY?: boolean
  /** How wide a terminal is now. */
  readonly columns?: number
  write(text: string): unknown
}

/** What a command is at, for who waits for it. */
export interface Progress {
  /** `part`: from 0 to 1; left out: nobody knows how much there is. */
  at(text: string, part?: number | null): void
  /** Takes the line away, so that something can be printed; `at` brings it back. */
  hide(): void
}

const redrawEveryMs = 200
const lineEveryMs = 10_000

/**
 * One line that says what is done, how far it is and for how long: on a terminal from the first moment on, and it moves; elsewhere a line
 * every ten seconds. `hide` ends it.
 */
export function createProgress(err: Stream): Progress {
  const isTerminal = err.isTTY === true
  let now: { text: string; part: number | null } | null = null
  let timer: NodeJS.Timeout | null = null
  let startedAt = 0

  function draw(): void {
    if (now === null) return
    const seconds = Math.floor((performance.now() - startedAt) / 1000)
    const bar = now.part === null ? '' : `${barText(now.part)} `
    const text = `${now.text}${seconds === 0 ? '' : `, ${timeText(seconds)}`}`
    if (isTerminal) err.write(`\r\u001b[2K${cut(`${bar}${text}`, (err.columns ?? 80) - 1)}`)
    else err.write(`${now.part === null ? '' : `${Math.round(now.part * 100)} %, `}${text}\n`)
  }

  return {
    at(text, part = null) {
      const isNew = now === null
      now = { text, part }
      if (!isNew) return
      startedAt = performance.now()
      timer = setInterval(draw, isTerminal ? redrawEveryMs : lineEveryMs).unref()
      if (isTerminal) draw()
    },
    hide() {
      if (timer !== null) clearInterval(timer)
      timer = null
      if (now !== null && isTerminal) err.write('\r\u001b[2K')
      now = null
    },
  }
}

/** A bar of twenty characters and its percentage. */
export function barText(part: number): string {
  const width = 20
  const full = Math.round(part * width)
  return `${'█'.repeat(full)}${'░'.repeat(width - full)} ${String(Math.round(part * 100)).padStart(3)} %`
}

/** A number of seconds in words. */
export function timeText(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  const minutes = Math.floor(whole / 60)
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** A line that breaks could not be taken back. Characters from the East Asian scripts on may be two columns wide. */
export function cut(text: string, columns: number): string {
  let width = 0
  for (const [at, char] of [...text].entries()) {
    width += char >= '\u1100' ? 2 : 1
    if (width > columns) return `${[...text].slice(0, Math.max(0, at - 1)).join('')}…`
  }
  return text
}
