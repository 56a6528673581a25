import { expect, test } from 'vitest'
import { TagVersions } from '../../src/cache/tag-versions.ts'

const of = (...tags: string[]) => new Set(tags)

test('what changed after an answer was begun makes it old, and nothing else does', () => {
  const versions = new TagVersions()
  versions.change(of('article:1'))
  const since = versions.now
  expect(versions.haveChanged(['article:1', 'articles'], since)).toBe(false)
  versions.change(of('article:2'))
  expect(versions.haveChanged(['article:1', 'articles'], since)).toBe(false)
  expect(versions.haveChanged(['article:2'], since)).toBe(true)
  expect(versions.haveChanged(['*'], since)).toBe(true)
  expect(versions.haveChanged(['article:2'], versions.now)).toBe(false)
})

test('where everything has changed, every answer is old', () => {
  const versions = new TagVersions()
  const since = versions.now
  versions.change(of('*'))
  expect(versions.haveChanged([], since)).toBe(true)
  expect(versions.haveChanged(['article:1'], versions.now)).toBe(false)
})

test('tags that had to be forgotten count as changed', () => {
  const versions = new TagVersions(2)
  const first = versions.now
  versions.change(of('article:1'))
  const second = versions.now
  versions.change(of('article:2', 'article:3'))
  expect(versions.haveChanged(['article:9'], first)).toBe(true)
  expect(versions.haveChanged(['article:9'], second)).toBe(false)
  expect(versions.haveChanged(['article:2'], second)).toBe(true)
})
