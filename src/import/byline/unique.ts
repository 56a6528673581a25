import type { AuthorInput } from '../../../schema/models.ts'
import { foldWords } from '../../text/fold.ts'

/** Each author once, by name, in the order they are given; a later entry adds what an earlier one lacks. */
export function uniqueAuthors(authors: readonly AuthorInput[]): AuthorInput[] {
  const byName = new Map<string, AuthorInput>()
  for (const author of authors) {
    const key = spellingKey(author.name)
    byName.set(key, { ...author, ...byName.get(key) })
  }
  return [...byName.values()]
}

/** What two spellings of a name are compared by: without accents, the family name first or last. */
export function spellingKey(name: string): string {
  return foldWords(name).split(' ').toSorted().join(' ')
}
