import {
  getNamedType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isCompositeType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql'
import { html, jsonData } from './html.ts'
import type { Page } from './layout.ts'
import { kindsOf } from './reference/kinds.ts'

/** The schema as a picture: a box a type, an arrow for each field that leads to another. Laid out and drawn by `browser/picture.js`. */
export function picturePage(schema: GraphQLSchema): Page {
  return {
    title: 'Schema',
    path: 'schema',
    fillsWindow: true,
    styles: ['picture.css'],
    scripts: ['picture.js'],
    main: html` <h1 class="hidden">Schema</h1>
      <form class="picture-bar" id="bar">
        <label
          >Go to
          <select id="go">
            <option value="">a type …</option>
          </select></label
        >
        <label><input type="checkbox" id="pages" /> pages of lists</label>
        <label><input type="checkbox" id="inputs" /> mutations and inputs</label>
        <span class="zoom" role="group" aria-label="Size">
          <button type="button" id="out" aria-label="Smaller">−</button>
          <button type="button" id="fit">Fit</button>
          <button type="button" id="in" aria-label="Larger">+</button>
        </span>
        <span class="soft">Drag or use the arrow keys to move, choose a type to see where it leads.</span>
      </form>
      <noscript>The picture needs JavaScript. The <a href="./reference">reference</a> does not.</noscript>
      <div class="picture">
        <svg id="picture" role="group" aria-label="Types and where they lead" tabindex="0"></svg>
        <aside id="details" aria-label="The chosen type" aria-live="polite" tabindex="0" hidden></aside>
      </div>
      ${jsonData('types', typesOf(schema))}`,
  }
}

/** A type with fields. */
interface PictureType {
  readonly name: string
  /** `page`: of a list, its edges and where it stands; `input`: what mutations take and give back. */
  readonly kind: 'content' | 'page' | 'input'
  readonly about: string
  readonly href: string
  readonly fields: readonly PictureField[]
}

interface PictureField {
  readonly name: string
  readonly type: string
  /** Where it leads; null: to a plain value. */
  readonly to: string | null
  /** Where it leads when pages of lists are left out: to what is on the page. */
  readonly past: string | null
}

function typesOf(schema: GraphQLSchema): PictureType[] {
  return kindsOf(schema).flatMap(({ slug, types }) =>
    types.flatMap((type) => {
      if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return []
      const fields = Object.values(type.getFields()).map((field: { name: string; type: unknown }) => {
        const to = getNamedType(field.type as GraphQLNamedType)
        const leads = isCompositeType(to) || isInputObjectType(to)
        return {
          name: field.name,
          type: String(field.type),
          to: leads ? to.name : null,
          past: leads ? pastPage(to).name : null,
        }
      })
      return [
        {
          name: type.name,
          kind: kindOf(type, slug),
          about: type.description ?? '',
          href: `reference/${slug}#${type.name}`,
          fields,
        },
      ]
    }),
  )
}

function kindOf({ name }: GraphQLNamedType, slug: string): PictureType['kind'] {
  if (slug === 'inputs' || slug === 'mutations' || /(?:Payload|^UpsertResult|^UserError)$/.test(name)) return 'input'
  // a search is more than a page: it has facets, scores and highlights
  if (name.startsWith('Search')) return 'content'
  return /(?:Connection|Edge|^PageInfo|^BoundedCount)$/.test(name) ? 'page' : 'content'
}

function pastPage(type: GraphQLNamedType): GraphQLNamedType {
  if (!isObjectType(type) || kindOf(type, '') !== 'page') return type
  const nodes = type.getFields()['nodes']
  return nodes === undefined ? type : getNamedType(nodes.type)
}
