import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import { contractFiles } from '../../src/cli/contract/schema.ts'
import { createInputValidator } from '../../src/import/normalise/validate-input.ts'

const root = join(import.meta.dirname, '../..')
const ajv = new Ajv2020({ allErrors: true })
addFormats.default(ajv)
const isArticleInput = ajv.compile(JSON.parse(readFileSync(join(root, 'schema/article-input.schema.json'), 'utf8')))
const validate = createInputValidator()
const article = { externalId: '1', headline: 'A headline', language: 'it' }

describe('the JSON Schema of a line of NDJSON', () => {
  test.each(contractFiles)('$file is what the code says; after a change: npm run schema:print', ({ file, print }) => {
    expect(readFileSync(file, 'utf8')).toBe(print())
  })

  test('takes every sample', () => {
    const lines = readFileSync(join(root, 'samples/articles.ndjson'), 'utf8').trim().split('\n')
    expect(lines.length).toBeGreaterThan(40)
    for (const line of lines) expect(isArticleInput(JSON.parse(line)), ajv.errorsText(isArticleInput.errors)).toBe(true)
  })

  test.each([
    ['the least', article, true],
    ['nulls where something may be left out', { ...article, kicker: null, authors: null, status: null }, true],
    ['no external id', { headline: 'A headline', language: 'it' }, false],
    ['an unknown field', { ...article, titel: 'x' }, false],
    ['a number for a headline', { ...article, headline: 1 }, false],
    ['a word for a date', { ...article, datePublished: 'yesterday' }, false],
    ['an unknown type', { ...article, type: 'POEM' }, false],
    ['a body in two forms', { ...article, body: { html: '<p>a</p>', plainText: 'a' } }, false],
    ['a body in one form', { ...article, body: { markdown: '*a*' } }, true],
    ['an author without a name', { ...article, authors: [{ kind: 'PERSON' }] }, false],
    ['an address that is none', { ...article, url: 'ftp://example.org/a' }, false],
  ])('agrees with the importer about %s', (_name, value, isGood) => {
    expect(isArticleInput(value)).toBe(isGood)
    expect(validate(value).ok).toBe(isGood)
  })
})

test('what the importer says about a line names the field and the value, not types', () => {
  const checked = validate({
    externalId: '1',
    headlin: 'A headline',
    language: 'it',
    relatedLinks: [{ title: 'Fine' }, { titel: 'x', url: 'javascript:alert(1)' }],
    image: ['a.png'],
    datePublished: 2025,
  })
  expect(checked).toEqual({
    ok: false,
    problems: [
      {
        field: 'datePublished',
        reason: 'Only a text can be an RFC 3339 instant with an offset such as "2025-11-12T18:30:00Z"',
      },
      { field: 'headline', reason: 'headline is missing' },
      { field: 'image', reason: 'it must be an object' },
      { field: 'relatedLinks.1.title', reason: 'title is missing' },
      {
        field: 'relatedLinks.1.url',
        reason: '"javascript:alert(1)" is not an absolute http or https address of at most 2,048 characters',
      },
      { field: 'relatedLinks.1', reason: 'there is no field "titel". Did you mean "title"?' },
      { field: null, reason: 'there is no field "headlin". Did you mean "headline"?' },
    ],
  })
})
