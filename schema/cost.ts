/**
 * What a field or type costs, as `extensions: { cost: {...} }` of it. Printed into schema.graphql as the IBM cost directives
 * (`@cost`, `@listSize`), from which a client can compute every price.
 *
 * The rule without any of this: a field that returns an object, interface or union costs 1 point, and a leaf nothing; a list
 * costs what one item costs, times its size.
 */
export interface Cost {
  /** Points for each object of this type or, on a field, for each object that it returns; on a leaf field, for the field. */
  readonly weight?: number
  /** How long the list is, here or one level below. */
  readonly listSize?: ListSize
  /**
   * On a text: each full so many UTF-16 units of it cost a point more. Known only when the text is there, so it is not part of the
   * price of an operation but of what that cost, which may be more. Not part of the directives; the field's description says it.
   */
  readonly charsPerPoint?: number
}

/** UTF-16 units of a body for which nothing is charged, and then of each further point. Most bodies are shorter. */
export const bodyCharsPerPoint = 16_384

export interface ListSize {
  /** Items where no slicing argument is given, or given as null: the default page, or the usual number. */
  readonly assumedSize?: number
  /**
   * Arguments that say how many items come at most: a number (`first`), or a list by its length (`ids`); with a dot into an
   * input object (`input.articles`). Of several the largest counts.
   */
  readonly slicingArguments?: readonly string[]
  /** Names of the lists one level below that have this size (`edges`, `nodes`): then the field itself is one object. */
  readonly sizedFields?: readonly string[]
  /** Whether exactly one slicing argument has to be given; said to clients, checked by the field. False unless said. */
  readonly requireOneSlicingArgument?: boolean
  /** More than this is never priced, since the field refuses it (BAD_USER_INPUT). Not part of the directives. */
  readonly maximumSize?: number
}

/** What the extensions of a field or type say about its cost; empty where they say nothing. */
export function costOf(element: { readonly extensions?: object | null | undefined }): Cost {
  const extensions: { readonly cost?: Cost } = element.extensions ?? {}
  return extensions.cost ?? {}
}

/** The cost of a field that returns a connection: its items are sized by first or last, 20 where neither is given. */
export const connectionCost: { readonly cost: Cost } = {
  cost: {
    listSize: {
      slicingArguments: ['first', 'last'],
      assumedSize: 20,
      sizedFields: ['edges', 'nodes'],
      maximumSize: 100,
    },
  },
}

/** The cost of a short list without arguments, by how long it usually is. */
export function listCost(assumedSize: number): { readonly cost: Cost } {
  return { cost: { listSize: { assumedSize } } }
}

/** The cost of a list that an argument sizes: a number, or a list by its length. */
export function slicedCost(argument: string, assumedSize: number, maximumSize: number): { readonly cost: Cost } {
  return { cost: { listSize: { slicingArguments: [argument], assumedSize, maximumSize } } }
}
