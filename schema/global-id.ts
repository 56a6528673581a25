import { badInput, shorten } from './errors.ts'

/** The types that are objects of the graph on their own (Relay's Node). */
export const nodeTypes = ['Article', 'Author', 'Topic', 'Publisher', 'ApiKey'] as const
export type NodeType = (typeof nodeTypes)[number]

export interface GlobalId {
  readonly type: NodeType
  readonly id: number
}

/** The opaque id of an object: base64url of `Type:number`. */
export function toGlobalId(type: NodeType, id: number): string {
  return Buffer.from(`${type}:${id}`, 'latin1').toString('base64url')
}

/** Reads an id that a client sent. Throws BAD_USER_INPUT where it never was one of ours. */
export function parseGlobalId(value: string): GlobalId {
  const match = value.length <= 64 ? shape.exec(Buffer.from(value, 'base64url').toString('latin1')) : null
  const type = nodeTypes.find((name) => name === match?.[1])
  const id = Number(match?.[2])
  if (type === undefined || !Number.isSafeInteger(id) || toGlobalId(type, id) !== value.replace(/=+$/, '')) {
    throw badInput(`"${shorten(value)}" is not an id of this gateway. Use an id as a field "id" gave it.`)
  }
  return { type, id }
}

const shape = /^([A-Za-z]+):([1-9]\d{0,15})$/

/** The row number in an id that must be of one type; null where it is of another type, so that nothing is found. */
export function idOf(type: NodeType, value: string): number | null {
  const parsed = parseGlobalId(value)
  return parsed.type === type ? parsed.id : null
}
