import { expect, test } from 'vitest'
import { authorsOf } from '../../../src/import/byline/authors.ts'
import { parseAuthors } from '../../../src/import/byline/html-names.ts'
import { splitNames } from '../../../src/import/byline/page-text-names.ts'

test.for('and e y et und en och og i oraz a és și и та і και ve ja dan và &'.split(' '))(
  'two names with "%s" between them are two authors in pages, feeds and text',
  (and) => {
    const byline = `Ann Lee ${and} Bob Ray`
    const two = ['Ann Lee', 'Bob Ray']
    expect(authorsOf(byline).map(({ name }) => name)).toEqual(two)
    expect(parseAuthors(byline).map(({ name }) => name)).toEqual(two)
    expect(splitNames(byline)).toEqual(two)
  },
)
