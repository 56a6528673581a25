import type { Highlight, TextRange } from '../../../schema/models.ts'
import type { ResponseField, Selection } from '../../../schema/selection.ts'
import type { Fill } from './holes.ts'
import { NotCompiled } from '../compiled/not-compiled.ts'
import type { RawHighlights } from '../search/highlights.ts'
import { toHighlights } from '../search/to-highlights.ts'

/** Makes the highlights of one result of what SQL marked in its texts. Throws NotCompiled for a field that it does not know. */
export function highlightsFill(selection: Selection): Fill {
  const write = writerOf<Highlight>(selection, 'Highlight', ({ name, below }) => {
    if (name === 'field' || name === 'text') return (highlight) => JSON.stringify(highlight[name])
    if (name !== 'ranges') throw new NotCompiled(`Highlight.${name} is not known here`)
    const writeRange = writerOf<TextRange>(below, 'TextRange', (part) => {
      if (part.name === 'start' || part.name === 'end') {
        const bound = part.name
        return (range) => String(range[bound])
      }
      throw new NotCompiled(`TextRange.${part.name} is not known here`)
    })
    return (highlight) => `[${highlight.ranges.map(writeRange).join(',')}]`
  })
  return (raw) => {
    const marked = JSON.parse(JSON.parse(`"${raw}"`) as string) as RawHighlights
    return `[${toHighlights(marked).map(write).join(',')}]`
  }
}

/** Writes an object as the answer has it; keys are GraphQL names. */
function writerOf<T>(
  selection: Selection,
  type: string,
  valueOf: (field: ResponseField) => (value: T) => string,
): (value: T) => string {
  const writers = selection.fields().map((field) => {
    const write = field.name === '__typename' ? () => JSON.stringify(type) : valueOf(field)
    return (value: T) => `"${field.key}":${write(value)}`
  })
  return (value) => `{${writers.map((write) => write(value)).join(',')}}`
}
