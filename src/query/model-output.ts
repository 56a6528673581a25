import { sql } from 'kysely'
import { connectionJson } from './lists/connection-json.ts'
import { Aliases } from '../db/json.ts'
import { nodeJson } from './node-json.ts'
import { nouns } from './nouns/nouns.ts'
import { countedText, jsonList, type Output, type StatementBuilder } from './statement-builder.ts'
import { linkModels } from './nouns/related-link-models.ts'
import type { RequestScope } from './visibility.ts'

/** A statement in the making whose rows become the models that resolvers read; its values are those of one request. */
export function newStatementBuilder(requestScope: RequestScope): StatementBuilder {
  return {
    requestScope,
    nouns,
    aliases: new Aliases(),
    relationsLeft: 4,
    connectionsLeft: 1,
    output: modelOutput,
    read: (field, reader) => {
      const read = reader(field.args)
      return { bound: read as never, whole: read }
    },
  }
}

const modelOutput: Output = {
  checksCursors: false,
  one: (builder, noun, row, selection, from) => sql`(select ${nodeJson(builder, noun, row, selection)} ${from})`,
  list: (builder, noun, row, selection, from, sortOrder) =>
    jsonList(sql`select ${nodeJson(builder, noun, row, selection)} as node, ${sortOrder} as position ${from}`),
  page: (builder, source, selection) =>
    connectionJson(selection, {
      page: (nodes) => source.pageJson(nodes === null ? null : (row) => nodeJson(builder, source.noun, row, nodes)),
      count: source.count,
    }),
  longText: (builder, _row, value) => countedText(builder, value),
  links: linkModels,
}
