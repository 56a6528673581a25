import { expect, test } from 'vitest'
import { foldedTags, surrogateHeaders } from '../../src/cache/surrogate-keys.ts'

test('tags that fit are told as they are, for either kind of cache', () => {
  expect(surrogateHeaders(['article:7', 'articles'])).toEqual({
    'surrogate-key': 'article:7 articles',
    'cache-tag': 'article:7,articles',
  })
})

test.each([500, 5_000, 50_000])('%i objects are folded into buckets of 4 KB, and none is left out', (count) => {
  const tags = [
    'articles',
    'articles:language:it',
    ...['article:', 'author:', 'topic:', 'articles:topic:'].flatMap((kind) =>
      Array.from({ length: count / 4 }, (_, n) => `${kind}${n * 7 + 1}`),
    ),
  ]
  const { 'surrogate-key': surrogateKey = '', 'cache-tag': cacheTag = '' } = surrogateHeaders(tags)
  expect(surrogateKey.length).toBeLessThanOrEqual(4_096)
  const listed = new Set(surrogateKey.split(' '))
  expect(cacheTag.split(',')).toEqual([...listed])
  // purging any of them with its buckets reaches the answer
  expect(tags.filter((tag) => !foldedTags(tag).some((one) => listed.has(one)))).toEqual([])
})
