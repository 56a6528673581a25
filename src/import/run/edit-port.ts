import type { EditPort } from '../../../schema/context.ts'
import { editAuthor } from '../../db/write/edit/edit-author.ts'
import { editPublisher } from '../../db/write/edit/edit-publisher.ts'
import { editTopic } from '../../db/write/edit/edit-topic.ts'
import type { Edited } from '../../db/write/edit/edit.ts'
import { mergeAuthors } from '../../db/write/edit/merge-authors.ts'
import { mergeTopics } from '../../db/write/edit/merge-topics.ts'
import { authorChanges, publisherChanges, topicChanges } from '../normalise/edits.ts'
import { Problems } from '../normalise/problems.ts'
import { refuseLimited, type WritePortOptions } from './write-port.ts'

/** The port of the mutations that edit topics, authors and publishers: what is sent is normalised as an import's. */
export function createEditPort({ db, isLimited, onWritten }: WritePortOptions): EditPort {
  const edited = async <Input, Changes>(
    input: Input,
    read: (input: Input, problems: Problems) => Changes,
    apply: (changes: Changes) => Promise<Edited>,
  ): Promise<Edited> => {
    refuseLimited(isLimited)
    const problems = new Problems()
    const changes = read(input, problems)
    if (problems.found.length > 0) return { id: null, userErrors: problems.found, instant: null }
    const result = await apply(changes)
    if (result.instant !== null) onWritten(result.instant)
    return result
  }
  return {
    updateTopic: (id, input) => edited(input, topicChanges, (changes) => editTopic(db, id, changes)),
    updateAuthor: (id, input) => edited(input, authorChanges, (changes) => editAuthor(db, id, changes)),
    updatePublisher: (id, input) => edited(input, publisherChanges, (changes) => editPublisher(db, id, changes)),
    mergeTopics: (merge) => edited(merge, asItIs, (both) => mergeTopics(db, both)),
    mergeAuthors: (merge) => edited(merge, asItIs, (both) => mergeAuthors(db, both)),
  }
}

function asItIs<T>(input: T): T {
  return input
}
