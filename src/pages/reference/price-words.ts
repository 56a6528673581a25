import { getNamedType, getNullableType, type GraphQLField, isCompositeType, isLeafType, isListType } from 'graphql'
import { costOf } from '../../../schema/cost.ts'

/** What a field costs, in a sentence without its full stop; null where it costs nothing. */
export function priceWords(field: GraphQLField<unknown, unknown>): string | null {
  const type = getNamedType(field.type)
  const { weight, listSize } = costOf(field)
  const points = weight ?? (isCompositeType(type) ? (costOf(type).weight ?? 1) : 0)
  if (listSize === undefined) return points === 0 ? null : words(points)
  const { slicingArguments = [], assumedSize, sizedFields, maximumSize } = listSize
  const isList = isListType(getNullableType(field.type))
  if (points === 0 && sizedFields === undefined) return isLeafType(type) ? null : 'Costs nothing'
  const names = slicingArguments.map((name) => name.replace(/^input\./, 'input '))
  const size =
    names.length === 0
      ? `priced as ${assumedSize ?? 1} items`
      : `as many as ${names.join(' or ')} ${names.length > 1 ? 'say' : 'says'}${
          assumedSize === undefined ? '' : `, else ${assumedSize}`
        }${maximumSize === undefined ? '' : `, at most ${maximumSize}`}`
  if (sizedFields === undefined || isList) return `${words(points)} for each item: ${size}`
  return `${words(points)}, and those of the items in ${sizedFields.join(' or ')}: ${size}`
}

function words(points: number): string {
  return `${points} ${points === 1 ? 'point' : 'points'}`
}
