import { sql } from 'kysely'
import type { AuthorPort, PublisherPort, TopicPort } from '../../schema/context.ts'
import type { Author, Connection, PageWindow, Publisher, Topic } from '../../schema/models.ts'
import type { Selection } from '../../schema/selection.ts'
import { authorList, namedCount, namedListJson, topicList, type NamedList } from '../query/lists/named-list.ts'
import { nodeJson } from '../query/statement-builder.ts'
import { toConnection } from './connection.ts'
import type { Engine } from './loader-context.ts'
import { findNode, loadNode } from './nodes.ts'
import { runOne } from './runner.ts'

/** Answers everything that is asked about authors. */
export function createAuthorPort(engine: Engine): AuthorPort {
  return {
    find: (key, selection) =>
      'id' in key
        ? loadNode<Author>(engine, 'author', key.id, selection)
        : findNode<Author>(engine, 'author', sql`root.slug = ${key.slug}`, selection),
    load: (id, selection) => loadNode<Author>(engine, 'author', id, selection),
    list: (filter, window, selection) => listNamed<Author>(engine, authorList(filter), filter, window, selection),
  }
}

/** Answers everything that is asked about topics. */
export function createTopicPort(engine: Engine): TopicPort {
  return {
    find: (key, selection) => {
      if ('id' in key) return loadNode<Topic>(engine, 'topic', key.id, selection)
      const condition = 'slug' in key ? sql`root.slug = ${key.slug}` : sql`root.path = ${key.path}`
      return findNode<Topic>(engine, 'topic', condition, selection)
    },
    load: (id, selection) => loadNode<Topic>(engine, 'topic', id, selection),
    list: (filter, window, selection) => listNamed<Topic>(engine, topicList(filter), filter, window, selection),
  }
}

/** Answers everything that is asked about publishers. */
export function createPublisherPort(engine: Engine): PublisherPort {
  return {
    find: (key, selection) =>
      'id' in key
        ? loadNode<Publisher>(engine, 'publisher', key.id, selection)
        : findNode<Publisher>(engine, 'publisher', sql`root.slug = ${key.slug}`, selection),
    load: (id, selection) => loadNode<Publisher>(engine, 'publisher', id, selection),
    list: async (selection) => {
      const json = nodeJson<Publisher>(engine.newPlan(), 'publisher', 'root', engine.look(selection))
      const rows = await engine.run(sql<{ node: Publisher }>`
        select ${json} as node from publisher as root order by root.name_key, root.id limit ${sql.lit(maxPublishers)}`)
      return rows.map((row) => row.node)
    },
  }
}

async function listNamed<T>(
  engine: Engine,
  list: NamedList,
  filter: object,
  window: PageWindow,
  selection: Selection,
): Promise<Connection<T>> {
  const binding = JSON.stringify([list.noun, Object.entries(filter).sort()])
  const position = window.cursor === null ? null : engine.cursors.decode(window.cursor, binding)
  const json = namedListJson(engine.newPlan(), list, window, position, engine.look(selection))
  const raw = await runOne(engine.run, json)
  return toConnection<T>(raw, window, engine.cursors, binding, async (limit) => {
    return (await runOne(engine.run, namedCount(engine.newPlan(), list, limit))) ?? 0
  })
}

const maxPublishers = 1_000
