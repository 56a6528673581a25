import MarkdownIt from 'markdown-it'

/**
 * CommonMark with its HTML as HTML that is not yet sanitised; null where it is more work than `maxSteps`, found while it is
 * parsed, after half a second of CPU at most. Counted in steps and not in time, so that a busy machine refuses nothing else.
 */
export function renderMarkdown(text: string): string | null {
  steps = 0
  try {
    return markdown.render(text)
  } catch (error) {
    if (error instanceof TooManySteps) return null
    throw error
  }
}

/** Tokens of a text. An article of 2 MB has some 160,000, and one of 900 KB of list items alone over a million. */
const maxSteps = 300_000
/** To look at a token that is skipped in search of a closing bracket is so much less work than to make one. */
const lookahead = 1 / 40

class TooManySteps extends Error {
  override readonly name = 'TooManySteps'
}

let steps = 0

function step(weight: number): void {
  steps += weight
  if (steps > maxSteps) throw new TooManySteps()
}

/** The library has limits of depth, and none of length: all its loops go through these three places. */
function countingMarkdown() {
  const md = new MarkdownIt({ html: true })
  const { block, inline } = md
  block.State = class extends block.State {
    override push(...token: Parameters<InstanceType<typeof block.State>['push']>) {
      step(1)
      return super.push(...token)
    }
  }
  inline.State = class extends inline.State {
    override push(...token: Parameters<InstanceType<typeof inline.State>['push']>) {
      step(1)
      return super.push(...token)
    }
  }
  const skip = inline.skipToken.bind(inline)
  inline.skipToken = (state) => {
    step(lookahead)
    skip(state)
  }
  return md
}

const markdown = countingMarkdown()
