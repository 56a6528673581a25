import {
  type FieldNode,
  getArgumentValues,
  getNamedType,
  type GraphQLField,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql'
import { cacheControlOf } from '../../schema/cache.ts'
import { nodeTypes } from '../../schema/global-id.ts'
import type { OperationInfo } from '../document/operation.ts'
import { fieldTags } from './field-tags.ts'

/** What the answers to one operation depend on, as far as the operation says it; the rest is in the answer (`tagsOf`). */
export interface Dependencies {
  /** Whether the answer is the same for all who may see the same, and changes by writes and time alone. */
  readonly isShared: boolean
  /** Seconds that a cache may keep it which hears of no change. */
  readonly maxAgeSeconds: number
  readonly tags: ReadonlySet<string>
  /** Tags that count where the root field of this response key has found nothing. */
  readonly whenNull: readonly (readonly [key: string, tags: readonly string[]])[]
  /** Whether the articles' lists of the topics and authors in the answer matter. */
  readonly listsOfAnswered: boolean
  /** Lists by a filter, and look-ups by ids: the values of the request decide. */
  readonly byArguments: readonly ArgumentsOf[]
}

/** A field whose arguments say what it depends on. */
export interface ArgumentsOf {
  readonly field: GraphQLField<unknown, unknown>
  readonly node: FieldNode
  readonly kind: 'filtered' | 'ids'
}

/** What nothing says more of. */
export const defaultMaxAgeSeconds = 300

/** Looks at the operation once: what it might select counts, whatever the values of @skip and @include. */
export function dependenciesOf(schema: GraphQLSchema, info: OperationInfo): Dependencies {
  const found: Found = {
    isShared: info.operation.operation === 'query',
    maxAgeSeconds: defaultMaxAgeSeconds,
    tags: new Set(),
    whenNull: [],
    listsOfAnswered: false,
    byArguments: [],
  }
  if (found.isShared) new Walk(schema, info, found).below(info.operation.selectionSet, 'Query', false)
  return found
}

type Found = { -readonly [K in keyof Dependencies]: Dependencies[K] } & {
  tags: Set<string>
  whenNull: [string, readonly string[]][]
  byArguments: ArgumentsOf[]
}

/** The list tag that every change of an object of the type has beside its own. */
const allOf: Readonly<Record<string, string>> = {
  Article: 'articles',
  Author: 'authors',
  Topic: 'topics',
  Publisher: 'publishers',
}

class Walk {
  readonly #schema: GraphQLSchema
  readonly #info: OperationInfo
  readonly #found: Found

  constructor(schema: GraphQLSchema, info: OperationInfo, found: Found) {
    this.#schema = schema
    this.#info = info
    this.#found = found
  }

  /** `hasId`: whether each object of this selection has its id in the answer. */
  below(selectionSet: SelectionSetNode, typeName: string, hasId: boolean): void {
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = this.#info.fragments[selection.name.value]
        if (fragment) this.below(fragment.selectionSet, fragment.typeCondition.name.value, hasId)
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        this.below(selection.selectionSet, selection.typeCondition?.name.value ?? typeName, hasId)
      } else if (!selection.name.value.startsWith('__')) {
        this.#field(selection, typeName, hasId)
      }
    }
  }

  #field(node: FieldNode, typeName: string, hasId: boolean): void {
    const type = this.#schema.getType(typeName)
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined
    if (field === undefined) return
    this.#hint(field)
    const returned = getNamedType(field.type)
    const answersId = this.#selectsId(node.selectionSet, returned.name)
    const declared = fieldTags[`${typeName}.${field.name}`] ?? {}
    for (const tag of declared.always ?? []) this.#found.tags.add(tag)
    if (declared.whenNull !== undefined)
      this.#found.whenNull.push([node.alias?.value ?? node.name.value, declared.whenNull])
    if (declared.listsOwn === true) this.#listsOf(hasId)
    if (declared.findsVisible === true) this.#listsOf(answersId)
    if (declared.filtered === true) this.#found.byArguments.push({ field, node, kind: 'filtered' })
    if (declared.takesIds === true) this.#found.byArguments.push({ field, node, kind: 'ids' })
    if (!isCompositeType(returned) || node.selectionSet === undefined) return
    this.#hint(returned)
    const possible = isAbstractType(returned) ? this.#schema.getPossibleTypes(returned) : [returned]
    const isNode = possible.some(({ name }) => nodeTypes.some((one) => one === name))
    if (isNode && !answersId) for (const { name } of possible) this.#found.tags.add(allOf[name] ?? '*')
    this.below(node.selectionSet, returned.name, isNode ? answersId : false)
  }

  #listsOf(hasId: boolean): void {
    if (hasId) this.#found.listsOfAnswered = true
    else this.#found.tags.add('articles')
  }

  #hint(given: Parameters<typeof cacheControlOf>[0]): void {
    const { scope, maxAge } = cacheControlOf(given)
    if (scope === 'PRIVATE') this.#found.isShared = false
    if (maxAge !== undefined) this.#found.maxAgeSeconds = Math.min(this.#found.maxAgeSeconds, maxAge)
  }

  /** Whether every object that the selection answers has its id in it, whatever its type and the variables. */
  #selectsId(selectionSet: SelectionSetNode | undefined, typeName: string): boolean {
    return (
      selectionSet?.selections.some((selection) => {
        if ((selection.directives ?? []).length > 0) return false
        if (selection.kind === Kind.FIELD) return selection.name.value === 'id'
        const fragment =
          selection.kind === Kind.FRAGMENT_SPREAD ? this.#info.fragments[selection.name.value] : selection
        const condition = fragment?.typeCondition?.name.value ?? typeName
        return (condition === typeName || condition === 'Node') && this.#selectsId(fragment?.selectionSet, condition)
      }) ?? false
    )
  }
}

/** The values of a field's arguments, as it runs. */
export function argumentsOf(
  { field, node }: ArgumentsOf,
  variables: Parameters<typeof getArgumentValues>[2],
): Readonly<Record<string, unknown>> {
  return getArgumentValues(field, node, variables)
}
