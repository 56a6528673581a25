import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
  type VariableDefinitionNode,
} from 'graphql'

/** How large a document is. Written things are counted once; depth and fields are those of the written-out operation. */
export interface DocumentSize {
  aliases: number
  directives: number
  directivesAtOneLocation: number
  repeatsOfOneName: number
  /** Levels of fields outside introspection. */
  depth: number
  /** Levels of fields from `__schema` or `__type` down; 0 where neither is asked for. */
  introspectionDepth: number
  /** May be astronomically large: fragments multiply. */
  fields: number
}

/**
 * Measures a document in one walk. Each fragment is walked once and its size remembered, so the work is linear
 * in the text even where the written-out operation is exponential. A fragment that contains itself counts as empty
 * there; validation refuses it.
 */
export function measure(document: DocumentNode): DocumentSize {
  const walk = new Walk(document)
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) {
      walk.noteDirectives(definition.directives)
      walk.noteVariables(definition.variableDefinitions)
      walk.noteExtent(walk.selections(definition.selectionSet))
    }
  }
  // Validation reads the fragments that no operation spreads, too. Their extent is nobody's: they are never run.
  for (const name of walk.fragmentNames()) walk.fragment(name)
  return walk.size
}

interface Extent {
  depth: number
  introspectionDepth: number
  fields: number
}

const nothing: Extent = { depth: 0, introspectionDepth: 0, fields: 0 }

class Walk {
  readonly size: DocumentSize = {
    aliases: 0,
    directives: 0,
    directivesAtOneLocation: 0,
    repeatsOfOneName: 0,
    depth: 0,
    introspectionDepth: 0,
    fields: 0,
  }
  readonly #fragments = new Map<string, FragmentDefinitionNode>()
  readonly #extents = new Map<string, Extent>()
  readonly #repeats = new Map<string, number>()

  constructor(document: DocumentNode) {
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(definition.name.value, definition)
    }
  }

  fragmentNames(): Iterable<string> {
    return this.#fragments.keys()
  }

  selections(set: SelectionSetNode): Extent {
    const total: Extent = { ...nothing }
    for (const selection of set.selections) {
      this.noteDirectives(selection.directives)
      switch (selection.kind) {
        case Kind.FIELD: {
          const name = selection.name.value
          if (selection.alias) this.size.aliases++
          this.#noteName(selection.alias?.value ?? name)
          const below = selection.selectionSet ? this.selections(selection.selectionSet) : nothing
          total.fields += 1 + below.fields
          if (name === '__schema' || name === '__type') {
            total.introspectionDepth = Math.max(total.introspectionDepth, 1 + below.depth, below.introspectionDepth)
          } else {
            total.depth = Math.max(total.depth, 1 + below.depth)
            total.introspectionDepth = Math.max(total.introspectionDepth, below.introspectionDepth)
          }
          break
        }
        case Kind.INLINE_FRAGMENT:
          add(total, this.selections(selection.selectionSet))
          break
        case Kind.FRAGMENT_SPREAD:
          add(total, this.fragment(selection.name.value))
      }
    }
    return total
  }

  fragment(name: string): Extent {
    const known = this.#extents.get(name)
    if (known) return known
    const definition = this.#fragments.get(name)
    if (!definition) return nothing
    this.#extents.set(name, nothing)
    this.noteDirectives(definition.directives)
    const extent = this.selections(definition.selectionSet)
    this.#extents.set(name, extent)
    return extent
  }

  noteExtent(extent: Extent): void {
    this.size.depth = Math.max(this.size.depth, extent.depth)
    this.size.introspectionDepth = Math.max(this.size.introspectionDepth, extent.introspectionDepth)
    this.size.fields = Math.max(this.size.fields, extent.fields)
  }

  noteVariables(variables: readonly VariableDefinitionNode[] | undefined): void {
    for (const variable of variables ?? []) this.noteDirectives(variable.directives)
  }

  noteDirectives(directives: readonly DirectiveNode[] | undefined): void {
    if (!directives) return
    this.size.directives += directives.length
    this.size.directivesAtOneLocation = Math.max(this.size.directivesAtOneLocation, directives.length)
  }

  #noteName(name: string): void {
    const repeats = (this.#repeats.get(name) ?? 0) + 1
    this.#repeats.set(name, repeats)
    if (repeats > this.size.repeatsOfOneName) this.size.repeatsOfOneName = repeats
  }
}

function add(total: Extent, part: Extent): void {
  total.fields += part.fields
  total.depth = Math.max(total.depth, part.depth)
  total.introspectionDepth = Math.max(total.introspectionDepth, part.introspectionDepth)
}
