import {
  astFromValue,
  getNamedType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  print,
} from 'graphql'
import { html, type Html } from '../html.ts'
import { fieldExample, operationExample } from './example.ts'
import { isBuiltIn, slugOf } from './kinds.ts'
import { priceWords } from './price-words.ts'

/** One type with all that belongs to it; each field, argument and value has an anchor: `Article.relatedLinks.first`. */
export function typeHtml(schema: GraphQLSchema, type: GraphQLNamedType): Html {
  const isRoot = type === schema.getQueryType() || type === schema.getMutationType()
  return html` <section class="type" aria-labelledby="${type.name}">
    ${anchored('h2', type.name, type.name)}
    <p>${type.description ?? (isBuiltIn(type) ? 'As GraphQL defines it.' : '')}</p>
    ${implementsHtml(schema, type)}
    ${
      isObjectType(type) || isInterfaceType(type)
        ? Object.values(type.getFields()).map((field) => fieldHtml(schema, type, field, isRoot))
        : null
    }
    ${isInputObjectType(type) && inputsHtml(schema, type.name, Object.values(type.getFields()), type.isOneOf)}
    ${isEnumType(type) && valuesHtml(type.name, type.getValues())}
  </section>`
}

function implementsHtml(schema: GraphQLSchema, type: GraphQLNamedType): Html | null {
  if (isObjectType(type) && type.getInterfaces().length > 0) {
    return html`<p class="soft">Implements ${type.getInterfaces().map((one) => typeLink(schema, one))}.</p>`
  }
  if (!isInterfaceType(type)) return null
  const names = schema.getPossibleTypes(type).map((one, at) => html`${at > 0 && ', '}${typeLink(schema, one)}`)
  return html`<p class="soft">Implemented by ${names}.</p>`
}

function fieldHtml(
  schema: GraphQLSchema,
  type: GraphQLNamedType,
  field: GraphQLField<unknown, unknown>,
  isRoot: boolean,
): Html {
  const id = `${type.name}.${field.name}`
  const price = priceWords(field)
  const example = isRoot ? operationExample(schema, field) : fieldExample(field)
  return html` <div class="field">
    ${anchored('h3', id, field.name, html`: ${typeLink(schema, field.type)}`)} ${deprecation(field)}
    <p>${field.description ?? ''}${price !== null && html` <span class="price">${price}.</span>`}</p>
    ${field.args.length > 0 && inputsHtml(schema, id, field.args, false)}
    ${example !== null && exampleHtml(id, example, isRoot)}
  </div>`
}

function exampleHtml(id: string, example: string, isRoot: boolean): Html {
  return html`<details>
    <summary>Example<span class="hidden"> of ${id}</span></summary>
    <pre tabindex="0" aria-label="Example of ${id}"><code>${example}</code></pre>
    ${
      isRoot &&
      html`<p>
        <a href="../graphql#${new URLSearchParams({ query: example }).toString()}"
          >Open in GraphiQL<span class="hidden">: ${id}</span></a
        >
      </p>`
    }
  </details>`
}

/** Arguments, or fields of an input. */
function inputsHtml(
  schema: GraphQLSchema,
  above: string,
  inputs: readonly (GraphQLArgument | GraphQLInputField)[],
  isOneOf: boolean,
): Html {
  return html`${isOneOf && html`<p class="soft">Exactly one of them.</p>`}
    <dl class="inputs">
      ${inputs.map(
        (input) =>
          html` <div id="${above}.${input.name}">
            <dt>
              <a href="#${above}.${input.name}"><code>${input.name}</code></a
              >: ${typeLink(schema, input.type)}${defaultOf(input)}
            </dt>
            <dd>${deprecation(input)}${input.description ?? ''}</dd>
          </div>`,
      )}
    </dl>`
}

function valuesHtml(
  above: string,
  values: readonly {
    readonly name: string
    readonly description?: string | null | undefined
    deprecationReason?: string | null | undefined
  }[],
): Html {
  return html`<dl class="inputs">
    ${values.map(
      (value) =>
        html` <div id="${above}.${value.name}">
          <dt>
            <a href="#${above}.${value.name}"><code>${value.name}</code></a>
          </dt>
          <dd>${deprecation(value)}${value.description ?? ''}</dd>
        </div>`,
    )}
  </dl>`
}

function deprecation({ deprecationReason }: { readonly deprecationReason?: string | null | undefined }): Html | null {
  return deprecationReason == null ? null : html`<p class="deprecated">Deprecated. ${deprecationReason}</p>`
}

function defaultOf({ defaultValue, type }: GraphQLArgument | GraphQLInputField): Html | null {
  if (defaultValue === undefined) return null
  const ast = astFromValue(defaultValue, type)
  return ast == null ? null : html` <span class="soft">= <code>${print(ast)}</code></span>`
}

/** A heading that is a link to itself. */
function anchored(level: 'h2' | 'h3', id: string, name: string, rest: Html | null = null): Html {
  const inside = html`<a class="anchor" href="#${id}"><code>${name}</code></a
    >${rest}`
  return level === 'h2' ? html`<h2 id="${id}">${inside}</h2>` : html`<h3 id="${id}">${inside}</h3>`
}

/** A type with its lists and marks, leading to where it is described: from a page of the reference. */
function typeLink(schema: GraphQLSchema, type: GraphQLType): Html {
  const named = getNamedType(type)
  const [before = '', after = ''] = String(type).split(named.name)
  return html`<code>${before}<a href="./${slugOf(schema, named)}#${named.name}">${named.name}</a>${after}</code>`
}
