import { describe, expect, it, test } from 'vitest'
import { isOrganisationName } from '../../../src/import/byline/organisation.ts'
import { parseAuthors } from '../../../src/import/byline/parse.ts'
import { splitNames } from '../../../src/import/byline/split.ts'

test.for('and e y et und en och og i oraz a és și и та і και ve ja dan và &'.split(' '))(
  'two names with "%s" between them are two authors in fields and in lines',
  (and) => {
    const byline = `Ann Lee ${and} Bob Ray`
    const two = ['Ann Lee', 'Bob Ray']
    expect(parseAuthors(byline).map(({ name }) => name)).toEqual(two)
    expect(splitNames(byline)).toEqual(two)
  },
)

describe('bylines', () => {
  it.each([
    ['Jane Roe', ['Jane Roe']],
    ['ed@hand.example (Ed Hand)', ['Ed Hand']],
    ['Ed Hand <ed@hand.example>', ['Ed Hand']],
    ['By Jane Roe and John Doe', ['Jane Roe', 'John Doe']],
    ['Von Anna Süd, Karl Nord und Eva West', ['Anna Süd', 'Karl Nord', 'Eva West']],
    ['Jane Roe, John Doe, and Ann Poe', ['Jane Roe', 'John Doe', 'Ann Poe']],
    ['Jane and John Doe', ['Jane and John Doe']],
    ['by jane roe', ['jane roe']],
    ['Автор: Иван Петров', ['Иван Петров']],
    ['بقلم علي حسن', ['علي حسن']],
    ['山田太郎 記者', ['山田太郎']],
    ['A cura di Mario Rossi', ['Mario Rossi']],
    ['da Mario Rossi', ['Mario Rossi']],
    ['Da Silva', ['Da Silva']],
    ['von der Leyen', ['von der Leyen']],
    ['De Bruyne Jan', ['De Bruyne Jan']],
    ['Simon & Schuster', ['Simon & Schuster']],
    ['Roe, Jane', ['Jane Roe']],
    ['Jane Roe, Berlin', ['Jane Roe']],
    ['Jane Roe; John Doe', ['Jane Roe', 'John Doe']],
    ['Jane Roe (now) and Bob Ray (earlier)', ['Jane Roe', 'Bob Ray']],
    ['Peter Wu in Kyiv and Jane Roe in Lviv', ['Peter Wu', 'Jane Roe']],
    ['Jane Roe, Political Editor', ['Jane Roe']],
    ['Sara Ek/TT', ['Sara Ek', 'TT']],
    ['Luc Dupré avec AFP', ['Luc Dupré', 'AFP']],
    ['田中太郎、山本花子', ['田中太郎', '山本花子']],

    // family names first
    ['García Lorca, Federico; Pérez Galdós, Benito', ['Federico García Lorca', 'Benito Pérez Galdós']],
    ['García Lorca, Federico', ['Federico García Lorca']],
    ['van der Berg, Pieter', ['Pieter van der Berg']],
    ['Roe, J. M.; Doe, A.', ['J. M. Roe', 'A. Doe']],
    ['Roe, Jane and Doe, John', ['Jane Roe', 'John Doe']],
    ['Jane Roe, Berlin; John Doe, Paris', ['Jane Roe', 'John Doe']],
    ['Jane Roe, Reuters; John Doe, AFP', ['Jane Roe', 'John Doe']],
    ['Ortega y Gasset, José', ['José Ortega y Gasset']],
    ['José Ortega y Gasset', ['José Ortega y Gasset']],
    // labels once and again
    ['By by JOSH HASKINS, DAVID CAPELLO and PATRICK REEVES', ['JOSH HASKINS', 'DAVID CAPELLO', 'PATRICK REEVES']],
    ['By, by Jane Roe, October 2, 2026, 4:19 PM', ['Jane Roe']],
    ['By | By Jane Roe', ['Jane Roe']],
    ['Written by: By Jane Roe', ['Jane Roe']],
    ['Von: von Anna Süd', ['Anna Süd']],
    ['Par Par Luc Dupré', ['Luc Dupré']],
    ['Por, por Ana Ruiz', ['Ana Ruiz']],
    ['Author: by Jane Roe', ['Jane Roe']],
    // handles, addresses, times
    ['Jane Roe @janeroe', ['Jane Roe']],
    ['Jane Roe (@janeroe)', ['Jane Roe']],
    ['Jane Roe, @janeroe', ['Jane Roe']],
    ['Jane Roe | @jane_roe', ['Jane Roe']],
    ['Jane Roe @jane@news.example and John Doe @john', ['Jane Roe', 'John Doe']],
    ['@janeroe', []],
    ['Jane Roe twitter.com/janeroe', ['Jane Roe']],
    ['Jane Roe jane@hand.example', ['Jane Roe']],
    ['By Jane Roe | 5 min read', ['Jane Roe']],
    ['Jane Roe 12 May 2024', ['Jane Roe']],
    ['Jane Roe Published 12 May 2024 at 10:00', ['Jane Roe']],
    ['12. Mai 2024 von Anna Süd', ['Anna Süd']],
    ['Jane Roe, Updated March 3, 2024', ['Jane Roe']],
    ['Jane Roe 3 hours ago', ['Jane Roe']],
    // links to everything of somebody
    ['View author archive', []],
    ['View all posts by Jane Roe', ['Jane Roe']],
    ['Alle Beiträge von Anna Süd', ['Anna Süd']],
    ['Voir tous les articles de Luc Dupré', ['Luc Dupré']],
    ['Ver todas las entradas de Ana Ruiz', ['Ana Ruiz']],
    ['Visualizza tutti gli articoli di Mario Rossi', ['Mario Rossi']],
    ['Zobacz wszystkie wpisy', []],
    ['More by Jane Roe', ['Jane Roe']],
    // nobody
    ['admin', []],
    ['Unknown author', []],
    ['Photo: Jane Roe', []],
    ['Фото: Иван Петров', []],
    ['Share', []],
    ['May 12, 2024', []],
    ['5 min read', []],
    ['https://paper.example/author/jane', []],
    // whom they write for, where they are, what they do
    ['Jane Roe, Northern Agency', ['Jane Roe']],
    ['Jane Roe, Political Editor, and John Doe, Berlin', ['Jane Roe', 'John Doe']],
    ['Jane Roe, Senior Fellow', ['Jane Roe']],
    ['Jane Roe, Tom Fellow and Martin Freier', ['Jane Roe', 'Tom Fellow', 'Martin Freier']],
    ['Jane Roe (text) and John Doe (photos)', ['Jane Roe', 'John Doe']],
    ['Jane Roe – Head of News', ['Jane Roe']],
    ['Jane Roe with John Doe', ['Jane Roe', 'John Doe']],
    ['Maria Vila i Joan Pons', ['Maria Vila', 'Joan Pons']],
    ['محمد علي، سارة حسن', ['محمد علي', 'سارة حسن']],
    ['Jane Roe Jr., John Doe', ['Jane Roe Jr.', 'John Doe']],
    ['Martin Luther King, Jr.', ['Martin Luther King']],
    ['ed@hand.example', []],
    ['', []],
  ])('%s', (byline, names) => {
    expect(parseAuthors(byline).map((author) => author.name)).toEqual(names)
  })

  it('agencies and newsrooms are organisations', () => {
    expect(parseAuthors('Reuters, AFP').map((author) => [author.name, author.kind])).toEqual([
      ['Reuters', 'ORGANISATION'],
      ['AFP', 'ORGANISATION'],
    ])
    expect(parseAuthors('Redaktion')[0]?.kind).toBe('ORGANISATION')
  })
})

test('what stands behind a name is its job title', () => {
  expect(parseAuthors('Jane Roe, Political Editor')).toEqual([
    { name: 'Jane Roe', kind: 'PERSON', jobTitle: 'Political Editor' },
  ])
  expect(parseAuthors('Jo Orr Home affairs correspondent')).toEqual([
    { name: 'Jo Orr', kind: 'PERSON', jobTitle: 'Home affairs correspondent' },
  ])
})

describe('names of organisations', () => {
  it.each(
    'Redazione ANSA|AFP/Reuters|Keystone-SDA|Sportredaktion|BBC News|Haber Merkezi|هيئة التحرير|Редакция|編集部|Press Association|Foo GmbH|Agencias|Szerkesztőség|čtk'.split(
      '|',
    ),
  )('%s is one', (name) => {
    expect(isOrganisationName(name)).toBe(true)
  })

  it.each('Jane Roe|Lena Press|Ana de la Nova|Kaya Efe Demir|Ada Agenzi|Ian S. Wire|Karl Ap|Ani Petrosyan'.split('|'))(
    '%s is none',
    (name) => {
      expect(isOrganisationName(name)).toBe(false)
    },
  )
})
