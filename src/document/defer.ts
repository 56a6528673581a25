import { type DocumentNode, Kind, visit } from 'graphql'
import { Beside } from './beside.ts'

/** A document without its `@defer`, whose answer is whole; the same where it has none. Made once for each. */
export function withoutDefer(document: DocumentNode): DocumentNode {
  let whole = known.get(document)
  if (whole === undefined) known.set(document, (whole = strip(document)))
  return whole
}

const known = new Beside<DocumentNode, DocumentNode>()

function strip(document: DocumentNode): DocumentNode {
  return visit(document, {
    [Kind.DIRECTIVE]: (node) => (node.name.value === 'defer' ? null : undefined),
  })
}
