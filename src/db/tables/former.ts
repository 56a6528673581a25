/** The tables of migration 0026, part of `DB`: what topics, authors and publishers were called before. */
export interface FormerTables {
  former_topic: FormerTopicTable
  former_author: FormerAuthorTable
  former_publisher: FormerPublisherTable
}

interface FormerTopicTable {
  kind: 'slug' | 'path' | 'id'
  value: string
  topic_id: number
}

interface FormerAuthorTable {
  /** The value of a name is the publisher's id, a space and the name's key; of a page the `urlKey` of its address. */
  kind: 'slug' | 'name' | 'page' | 'id'
  value: string
  author_id: number
}

interface FormerPublisherTable {
  /** The value of a name is its key; of a page the `urlKey` of its address. */
  kind: 'slug' | 'name' | 'page' | 'id'
  value: string
  publisher_id: number
}
