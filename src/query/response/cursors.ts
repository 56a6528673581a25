import type { PageSource } from '../lists/connection-json.ts'
import type { RequestValues } from '../slot.ts'
import { toInstant } from './fills.ts'
import type { Fill, Filling } from './holes.ts'

type CursorSource = Pick<PageSource, 'owner' | 'keyType' | 'keyPrefix' | 'binding'>

/** Makes cursors from what SQL says of a row's place: the owner of the list where it has one, the id, the key, between spaces. */
export function createCursorFill({ owner, keyType, keyPrefix, binding }: CursorSource): Fill {
  // the cursors of one list come one after the other
  let last: { values: RequestValues; owner: string; binding: string } | null = null
  const bindingOf = (values: RequestValues, ofOwner: string): string => {
    if (last === null || last.values !== values || last.owner !== ofOwner) {
      last = { values, owner: ofOwner, binding: binding(values, ofOwner === '' ? null : Number(ofOwner)) }
    }
    return last.binding
  }
  return (raw, { values, cursors }) => {
    const idAt = owner === null ? 0 : raw.indexOf(' ') + 1
    const keyAt = raw.indexOf(' ', idAt) + 1
    const id = Number(raw.slice(idAt, keyAt - 1))
    const sortKey = toKey(keyType, raw.slice(keyAt))
    const key = keyPrefix === undefined ? sortKey : `${keyPrefix(values)} ${sortKey}`
    const ofOwner = idAt === 0 ? '' : raw.slice(0, idAt - 1)
    return `"${cursors.encode({ key, id }, bindingOf(values, ofOwner))}"`
  }
}

/** Throws BAD_CURSOR where the cursor that a page starts at was not issued for this list. */
export function checkCursor(
  source: Pick<PageSource, 'cursor' | 'binding'>,
  { values, cursors }: Pick<Filling, 'values' | 'cursors'>,
  owner: number | null,
): void {
  const cursor = source.cursor(values)
  if (cursor !== null) cursors.decode(cursor, source.binding(values, owner))
}

function toKey(type: PageSource['keyType'], raw: string): string | number {
  if (type === 'instant') return toInstant(raw)
  return type === 'number' ? Number(raw) : (JSON.parse(`"${raw}"`) as string)
}
