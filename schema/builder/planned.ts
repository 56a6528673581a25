import type { GraphQLResolveInfo } from 'graphql'
import type { Args, Context, RelationPort } from '../context.ts'
import type { Planned } from '../models.ts'
import { selectionBelow } from '../selection.ts'

/** The value that a plan brought for the field, else what its loader gives. */
export function plannedOr<T>(parent: Planned, field: string, load: () => T | Promise<T>): T | Promise<T> {
  const { planned } = parent
  return planned !== undefined && field in planned ? (planned[field] as T) : load()
}

/** The resolver of every field that hangs on a row of the noun: what a plan brought under its name, else what its loader gives. */
export function relationOf(noun: Parameters<RelationPort['load']>[0]) {
  return <T>(
    parent: Planned & { readonly id: number },
    args: Args,
    context: Context,
    info: GraphQLResolveInfo,
  ): T | Promise<T> => {
    const { fieldName } = info
    return plannedOr(
      parent,
      fieldName,
      () => context.relations.load(noun, parent.id, fieldName, args, selectionBelow(info)) as Promise<T>,
    )
  }
}
