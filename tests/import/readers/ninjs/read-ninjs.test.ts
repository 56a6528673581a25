import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readNinjs } from '../../../../src/import/readers/ninjs/read-ninjs.ts'
import type { Open } from '../../../../src/import/readers/shared/decode.ts'
import { mutations } from '../mutations.ts'
import { bytesInUse, finishesOrRefuses, fixture, flat, readAll, readOne } from '../read-all.ts'

const item = (members: object): string =>
  JSON.stringify({ uri: 'urn:1', type: 'text', language: 'en', headline: 'H', ...members })

describe('every field of ninjs 1.x, 2.x and 3.x', () => {
  it('is read as the hand-made truth says', async () => {
    const items = await readAll(readNinjs, fixture('agency.ninjs.json'))
    expect(items.map(flat)).toEqual(JSON.parse(fixture('agency.ninjs.json.truth.json').toString()))
  })

  it('comes in any wrapping', async () => {
    const all = JSON.parse(fixture('agency.ninjs.json').toString()).items as object[]
    const whole = (await readAll(readNinjs, fixture('agency.ninjs.json'))).map((one) => ({
      ...flat(one),
      where: '',
      reason: '',
    }))
    for (const text of [
      JSON.stringify(all),
      JSON.stringify({ results: all }, null, 1),
      JSON.stringify({ data: all }),
      all.map((one) => JSON.stringify(one)).join('\n'),
    ]) {
      expect((await readAll(readNinjs, text)).map((one) => ({ ...flat(one), where: '', reason: '' }))).toEqual(whole)
    }
    expect(await readAll(readNinjs, JSON.stringify(all[0], null, 2))).toHaveLength(1)
  })
})

describe('who wrote an item', () => {
  it('is who is related to it as its author, and that person is no topic', async () => {
    const people = [
      { name: 'Jane Roe', rel: 'author' },
      { name: 'Mayor Lee', rel: 'about' },
    ]
    expect(await readOne(readNinjs, item({ by: 'By JANE ROE', people }))).toMatchObject({
      authors: [{ name: 'Jane Roe' }],
      byline: 'By JANE ROE',
      topics: [{ name: 'Mayor Lee' }],
    })
    const infosource = [
      { name: 'AFP', rel: 'source' },
      { name: 'Luc Dupré', rel: 'author' },
    ]
    expect(await readOne(readNinjs, item({ infosource }))).toMatchObject({
      authors: [{ name: 'Luc Dupré' }],
      publisher: { name: 'AFP' },
    })
  })

  it('subjects have their names in the language of the item', async () => {
    const names = [
      { lang: 'de', value: 'Verkehr' },
      { lang: 'en', value: 'transport' },
    ]
    const subjects = [{ name: 'medtop:20000210', uri: 'http://cv.iptc.org/newscodes/mediatopic/20000210', names }]
    expect(await readOne(readNinjs, item({ subjects }))).toMatchObject({ topics: [{ name: 'transport' }] })
    expect(await readOne(readNinjs, item({ subjects, language: 'de-AT' }))).toMatchObject({
      topics: [{ name: 'Verkehr' }],
    })
  })
})

describe('status', () => {
  it.each([
    [{ pubstatus: 'usable' }, 'PUBLISHED'],
    [{ pubStatus: 'withheld' }, 'DRAFT'],
    [{ pubstatus: 'canceled' }, 'WITHDRAWN'],
    [{ pubStatus: 'stat:canceled' }, 'WITHDRAWN'],
    [{ pubstatus: 'odd' }, 'DRAFT'],
    [{}, null],
  ])('%j is %s', async (members, status) => {
    expect((await readOne(readNinjs, item(members))).status).toBe(status)
  })

  it('a withdrawal that says no more than that is one', async () => {
    expect(await readOne(readNinjs, '{"uri":"urn:1","pubstatus":"canceled"}')).toMatchObject({
      externalId: 'urn:1',
      status: 'WITHDRAWN',
    })
  })
})

describe('versions of one item', () => {
  it('the newest is read, wherever it stands', async () => {
    const lines = [
      item({ version: '2', headline: 'Two' }),
      item({ version: '10', headline: 'Ten' }),
      item({ version: '9', headline: 'Nine' }),
      item({ uri: 'urn:2', versionCreated: '2025-01-02T00:00:00Z', headline: 'New' }),
      item({ uri: 'urn:2', versioncreated: '2025-01-01T00:00:00Z', headline: 'Old' }),
    ]
    expect(
      (await readAll(readNinjs, lines.join('\n'))).map((one) =>
        one.kind === 'article' ? one.draft.input.headline : one.reason,
      ),
    ).toEqual(['line 2 is a newer version of it', 'Ten', 'line 2 has the same id', 'New', 'line 4 has the same id'])
  })

  it('where none comes twice, their number costs little memory', async () => {
    const count = 40_000
    const open: Open = async function* () {
      for (let n = 0; n < count; n++)
        yield Buffer.from(`${item({ uri: `urn:newsml:t.example:2025:${n}`, version: '1' })}\n`)
    }
    const before = bytesInUse()
    let used = 0
    let articles = 0
    for await (const one of readNinjs(open, { fileName: 'many' })) {
      if (articles === 0) used = bytesInUse() - before
      if (one.kind === 'article') articles++
    }
    expect(articles).toBe(count)
    expect(used / count).toBeLessThan(100)
  })
})

describe('topics', () => {
  it.each([
    [
      { subject: [{ code: '20000123', name: 'sport', scheme: 'http://cv.iptc.org/newscodes/mediatopic' }] },
      { path: 'sport', name: 'sport', type: 'KEYWORD', sameAs: ['http://cv.iptc.org/newscodes/mediatopic/20000123'] },
    ],
    [
      { subjects: [{ name: 'x', uri: 'medtop:15000000' }] },
      { path: 'x', name: 'x', type: 'KEYWORD', sameAs: ['http://cv.iptc.org/newscodes/mediatopic/15000000'] },
    ],
    [{ subjects: [{ literal: 'fishing' }] }, { path: 'fishing', name: 'fishing', type: 'KEYWORD' }],
    [
      { subjects: [{ name: 'Tides', broader: [{ name: 'Sea' }, { name: 'Nature' }] }] },
      { path: 'nature/sea/tides', name: 'Tides', type: 'KEYWORD' },
    ],
    [
      { people: [{ name: 'Ann', uri: 'http://wd.example/Q1' }] },
      { path: 'ann', name: 'Ann', type: 'PERSON', sameAs: ['http://wd.example/Q1'] },
    ],
  ])('%j', async (members, topic) => {
    expect((await readOne(readNinjs, item(members))).topics).toEqual([topic])
  })

  it('codes without a name and genres are none', async () => {
    expect(
      await readOne(readNinjs, item({ subject: [{ code: '01000000' }, { name: 'Analysis', scheme: 'genre' }] })),
    ).not.toHaveProperty('topics')
  })
})

it('JSON that is no ninjs and files that are no JSON are refused or rejected', async () => {
  await expect(readAll(readNinjs, '')).rejects.toThrow('empty')
  expect((await readAll(readNinjs, '{"hello":"world"}')).map((one) => one.kind)).toEqual(['rejected'])
})

it('mutations are read or refused', async () => {
  await fc.assert(
    fc.asyncProperty(mutations(fixture('agency.ninjs.json')), (bytes) => finishesOrRefuses(readNinjs, bytes)),
    { numRuns: 150 },
  )
})

it('any JSON is read or rejected', async () => {
  const member = fc.constantFrom(
    'headline',
    'headlines',
    'bodies',
    'by',
    'associations',
    'renditions',
    'subject',
    'people',
    'altids',
    'infosources',
    'descriptions',
    'language',
    'type',
    'keywords',
    'version',
    'pubStatus',
    'links',
    'broader',
    'name',
    'value',
  )
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string(),
      fc.double({ noNaN: true }),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(member, tie('value'), { maxKeys: 4 }),
    ),
  }))
  const anything = fc.dictionary(member, value).map((members) => JSON.stringify({ uri: 'urn:x', ...members }))
  await fc.assert(
    fc.asyncProperty(anything, (text) => finishesOrRefuses(readNinjs, text)),
    { numRuns: 300 },
  )
})
