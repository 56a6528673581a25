import {
  DirectiveLocation,
  GraphQLBoolean,
  GraphQLDirective,
  GraphQLEnumType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLString,
} from 'graphql'

const scope = new GraphQLEnumType({
  name: 'CacheControlScope',
  description: 'Who may be given an answer that a cache has kept.',
  values: {
    PRIVATE: { description: 'Who asked, alone.' },
    PUBLIC: { description: 'Everybody who may see the same.' },
  },
})

const cacheControl = new GraphQLDirective({
  name: 'cacheControl',
  description:
    'How caches may keep answers with this field or type: for everybody (PUBLIC) or only for the caller who asked (PRIVATE), and for how many seconds at most. The shortest time in an answer counts. No answer is kept beyond the next moment at which it changes by itself.',
  args: { maxAge: { type: GraphQLInt }, scope: { type: scope } },
  locations: [
    DirectiveLocation.FIELD_DEFINITION,
    DirectiveLocation.INTERFACE,
    DirectiveLocation.OBJECT,
    DirectiveLocation.UNION,
  ],
})

const cost = new GraphQLDirective({
  name: 'cost',
  description:
    'Points for each object of this type or, on a field, for each object that the field returns. Without this directive, an object costs 1 and a leaf 0. A list costs its size times one item. An operation costs at least 1. The price is known before the operation runs. The cost is counted from the answer: it is usually lower than the price, and higher only where a long text says so.',
  args: { weight: { type: new GraphQLNonNull(GraphQLString) } },
  locations: [
    DirectiveLocation.ARGUMENT_DEFINITION,
    DirectiveLocation.ENUM,
    DirectiveLocation.FIELD_DEFINITION,
    DirectiveLocation.INPUT_FIELD_DEFINITION,
    DirectiveLocation.OBJECT,
    DirectiveLocation.SCALAR,
  ],
})

const names = new GraphQLList(new GraphQLNonNull(GraphQLString))

const listSize = new GraphQLDirective({
  name: 'listSize',
  description:
    'With how many items a list is priced: the largest of its slicing arguments (a number, or the length of a list), else assumedSize. With sizedFields, the lists with these names one level below have this size.',
  args: {
    assumedSize: { type: GraphQLInt },
    slicingArguments: { type: names },
    sizedFields: { type: names },
    requireOneSlicingArgument: { type: GraphQLBoolean, defaultValue: true },
  },
  locations: [DirectiveLocation.FIELD_DEFINITION],
})

/**
 * The directives of the contract: what an operation costs, by IBM's specification (https://ibm.github.io/graphql-specs/cost-spec.html), and
 * what caches may do, by Apollo's. They are part of the schema, so that introspection shows them; where they stand only SDL can say.
 */
export const directives: readonly GraphQLDirective[] = [cacheControl, cost, listSize]

/** What the whole contract is, for those who meet it first in its schema. */
export const schemaDescription =
  'Articles, authors, topics and related links of a publisher, to read and to write. Every operation has a price in points: @cost and @listSize say how it is computed, and rateLimit(dryRun: true) returns it. Every error has a code in extensions.code. The reason of a deprecated field says until when it works.'
