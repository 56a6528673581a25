import type { GraphQLField, GraphQLInputField, GraphQLSchema } from 'graphql'
import { clientErrors } from '../../../schema/errors.ts'
import { html, type Html, jsonData } from '../html.ts'
import type { Page } from '../layout.ts'
import { type Kind, kindsOf } from './kinds.ts'
import { typeHtml } from './type-html.ts'

/** Paths of the pages of the reference, and how each is made. */
export function referencePages(schema: GraphQLSchema): ReadonlyMap<string, () => Page> {
  const kinds = kindsOf(schema)
  return new Map<string, () => Page>([
    ['reference', () => indexPage(schema, kinds)],
    [
      'reference/errors',
      () => ({
        title: 'Errors',
        path: 'reference/errors',
        styles: ['reference.css'],
        main: [nav(kinds, 'errors'), errors()],
      }),
    ],
    ...kinds.map((kind) => [`reference/${kind.slug}`, () => kindPage(schema, kinds, kind)] as const),
  ])
}

function indexPage(schema: GraphQLSchema, kinds: readonly Kind[]): Page {
  return {
    title: 'Reference',
    path: 'reference',
    styles: ['reference.css'],
    scripts: ['reference.js'],
    main: html` <h1>Reference</h1>
      <p class="lead">
        Everything that can be asked, with its price. The price of an operation is one point for each object that it may
        return. Points that were not used are given back. The same as SDL:
        <a href="./schema.graphql">schema.graphql</a>. All of it as a picture: <a href="./schema">schema</a>. What can
        go wrong: <a href="./reference/errors">errors</a>.
      </p>
      <label class="filter"
        ><span>Find a type, a field, an argument or a value</span><input type="search" id="filter" autocomplete="off"
      /></label>
      <p role="status" id="found" class="soft"></p>
      <ul id="matches" class="index" hidden></ul>
      ${jsonData('anchors', anchorsOf(schema))}
      ${kinds.map(
        ({ slug, title, about, types }) =>
          html` <section class="kind">
            <h2><a href="./reference/${slug}">${title}</a></h2>
            <p class="soft">${about}</p>
            <ul class="index">
              ${entriesOf(types, slug).map(({ href, name }) => html`<li><a href="./reference/${href}">${name}</a></li>`)}
            </ul>
          </section>`,
      )}`,
  }
}

/** The fields of root types, and the names of all others. */
function entriesOf(types: Kind['types'], slug: string): { href: string; name: string }[] {
  if (!['queries', 'mutations', 'subscriptions'].includes(slug)) {
    return types.map(({ name }) => ({ href: `${slug}#${name}`, name }))
  }
  return types.flatMap((type) =>
    'getFields' in type
      ? Object.keys(type.getFields()).map((name) => ({ href: `${slug}#${type.name}.${name}`, name }))
      : [],
  )
}

function kindPage(schema: GraphQLSchema, kinds: readonly Kind[], { slug, title, about, types }: Kind): Page {
  return {
    title,
    path: `reference/${slug}`,
    styles: ['reference.css'],
    main: [
      nav(kinds, slug),
      html`<h1>${title}</h1>
        <p class="lead">${about}</p>`,
      types.map((type) => typeHtml(schema, type)),
    ],
  }
}

function nav(kinds: readonly Kind[], current: string): Html {
  const entries = [...kinds, { slug: 'errors', title: 'Errors' }]
  return html`<nav class="kinds" aria-label="Reference">
    <a href="../reference">All</a>${entries.map(
      ({ slug, title }) => html` <a href="./${slug}" ${slug === current && html` aria-current="page"`}>${title}</a>`,
    )}
  </nav>`
}

function errors(): Html {
  return html`<h1>Errors</h1>
    <p class="lead">
      Every error has a code in <code>extensions.code</code>, which does not change, and a sentence that says what to
      do. Problems with the input of a mutation are data: <a href="./objects#UserError">UserError</a>.
    </p>
    <div class="scrolls" tabindex="0" role="group" aria-label="Errors">
      <table>
        <thead>
          <tr>
            <th>Code</th>
            <th>HTTP status</th>
            <th>Message, when there is no more exact one</th>
          </tr>
        </thead>
        <tbody>
          ${Object.entries(clientErrors).map(
            ([code, { status, sentence }]) =>
              html` <tr id="${code}">
                <td>
                  <a href="#${code}"><code>${code}</code></a>
                </td>
                <td>${status ?? '200 or 400, by media type'}</td>
                <td>${sentence}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`
}

/** Everything that has an anchor, for the search of the index: names and where they lead. */
function anchorsOf(schema: GraphQLSchema): { name: string; href: string }[] {
  return kindsOf(schema).flatMap(({ slug, types }) =>
    types.flatMap((type) => {
      const at = (name: string) => ({ name, href: `reference/${slug}#${name}` })
      if ('getValues' in type) return [at(type.name), ...type.getValues().map(({ name }) => at(`${type.name}.${name}`))]
      if (!('getFields' in type)) return [at(type.name)]
      const all: readonly (GraphQLField<unknown, unknown> | GraphQLInputField)[] = Object.values(type.getFields())
      const fields = all.flatMap((field) => [
        at(`${type.name}.${field.name}`),
        ...('args' in field ? field.args.map(({ name }) => at(`${type.name}.${field.name}.${name}`)) : []),
      ])
      return [at(type.name), ...fields]
    }),
  )
}
