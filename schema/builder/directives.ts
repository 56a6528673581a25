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
    'How caches may keep answers with this field or type: for everybody (PUBLIC) or for who asked alone (PRIVATE), and for how many seconds at most. The shortest of an answer counts, and the next moment at which it changes by itself.',
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
    'Points for each object of this type or, on a field, for each object it returns. Without it an object costs 1, a leaf 0. A list costs its size times one item; an operation at least 1. What an answer then cost is counted by what is in it: less than the price as a rule, more only where a long text says so.',
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
    'How many items a list is priced as: the largest of its slicing arguments (a number, or the length of a list), else assumedSize. With sizedFields the lists of those names one level below have this size.',
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
  'Articles, authors, topics and related links of a publisher, read and written. Every operation has a price in points: @cost and @listSize say of what, rateLimit(dryRun: true) tells it. Errors have a code in extensions.code. Deprecated fields say until when they work.'
