import type { Note } from '../../../draft.ts'
import type { Pictures } from '../site/picture-store.ts'

/** What the body of a post needs that stands elsewhere in the export. */
export interface PostParts {
  /** The number of the post; null where it has none. */
  readonly id: number | null
  readonly pictures: Pictures
  /** Reusable blocks by number. */
  readonly blocks: ReadonlyMap<number, string>
  /** The notes at the end of the post, as WordPress keeps them: JSON. Empty where there are none. */
  readonly footnotes: string
}

/** What is said of a body beside its HTML. */
export class BodyFindings {
  /** How often which shortcode or block was left out. */
  readonly leftOut = new Map<string, number>()
  /** Whether a part of it is for members only. */
  isForMembers = false

  leaveOut(name: string): void {
    this.leftOut.set(name, (this.leftOut.get(name) ?? 0) + 1)
  }

  /** What was left out, for the report; null where nothing was. */
  note(): Note | null {
    if (this.leftOut.size === 0) return null
    const counts = [...this.leftOut]
      .sort(([one, a], [other, b]) => b - a || one.localeCompare(other))
      .map(([name, count]) => `${count} ${name}`)
    const more = counts.length > 8 ? ` and ${counts.length - 8} more kinds` : ''
    return { field: 'body', message: `Left out: ${counts.slice(0, 8).join(', ')}${more}.`, leftOut: this.leftOut }
  }
}
