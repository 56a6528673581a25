import { sql } from 'kysely'
import type { AuthorPort, PublisherPort, TopicPort } from '../../schema/context.ts'
import type { Author, Connection, PageWindow, Publisher, Topic } from '../../schema/models.ts'
import type { Selection } from '../../schema/selection.ts'
import type { RawPage } from '../query/lists/connection-json.ts'
import { namedCondition } from '../query/look-up.ts'
import {
  authorList,
  namedBinding,
  namedCount,
  namedPage,
  topicList,
  type NamedList,
} from '../query/lists/named-list.ts'
import type { Json } from '../db/json.ts'
import { nodeJson } from '../query/node-json.ts'
import { toConnection } from './connection.ts'
import type { LoaderContext } from './loader-context.ts'
import { findNode, loadNode } from './nodes.ts'
import { runOne } from './runner.ts'

/** Answers everything that is asked about authors. */
export function createAuthorPort(loaderContext: LoaderContext): AuthorPort {
  return {
    find: (key, selection) =>
      'id' in key
        ? loadNode<Author>(loaderContext, 'author', key.id, selection)
        : findNode<Author>(loaderContext, 'author', namedCondition('author', key), selection),
    load: (id, selection) => loadNode<Author>(loaderContext, 'author', id, selection),
    list: (filter, window, selection) =>
      listNamed<Author>(loaderContext, authorList(filter), filter, window, selection),
  }
}

/** Answers everything that is asked about topics. */
export function createTopicPort(loaderContext: LoaderContext): TopicPort {
  return {
    find: (key, selection) => {
      if ('id' in key) return loadNode<Topic>(loaderContext, 'topic', key.id, selection)
      return findNode<Topic>(loaderContext, 'topic', namedCondition('topic', key), selection)
    },
    load: (id, selection) => loadNode<Topic>(loaderContext, 'topic', id, selection),
    list: (filter, window, selection) => listNamed<Topic>(loaderContext, topicList(filter), filter, window, selection),
  }
}

/** Answers everything that is asked about publishers. */
export function createPublisherPort(loaderContext: LoaderContext): PublisherPort {
  return {
    find: (key, selection) =>
      'id' in key
        ? loadNode<Publisher>(loaderContext, 'publisher', key.id, selection)
        : findNode<Publisher>(loaderContext, 'publisher', namedCondition('publisher', key), selection),
    load: (id, selection) => loadNode<Publisher>(loaderContext, 'publisher', id, selection),
    list: async (selection) => {
      const json = nodeJson<Publisher>(
        loaderContext.newStatementBuilder(),
        'publisher',
        'root',
        loaderContext.plannable(selection),
      )
      const rows = await loaderContext.run(sql<{ node: Publisher }>`
        select ${json} as node from publisher as root order by root.name_key, root.id limit ${sql.lit(maxPublishers)}`)
      return rows.map((row) => row.node)
    },
  }
}

async function listNamed<T>(
  loaderContext: LoaderContext,
  list: NamedList,
  filter: object,
  window: PageWindow,
  selection: Selection,
): Promise<Connection<T>> {
  const binding = namedBinding(list, filter)
  const position = window.cursor === null ? null : loaderContext.cursors.decode(window.cursor, binding)
  const builder = loaderContext.newStatementBuilder()
  const source = namedPage(builder, list, { ...window, position }, { filter, window })
  const raw = await runOne(
    loaderContext.run,
    builder.output.page(builder, source, loaderContext.plannable(selection)) as Json<RawPage>,
  )
  return toConnection<T>(raw, window, loaderContext.cursors, binding, async (limit) => {
    return (await runOne(loaderContext.run, namedCount(loaderContext.newStatementBuilder(), list, limit))) ?? 0
  })
}

const maxPublishers = 1_000
