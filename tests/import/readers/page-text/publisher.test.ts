import { expect, test } from 'vitest'
import { readPageText } from '../../../../src/import/readers/page-text/read-page-text.ts'

const article = `Ferry returns to the north quay

By Ines Moreau

15 January 2026

The ferry returns to the north quay on Monday after two years of works, the port said on Thursday.

Skippers had asked for a second berth, and the council has agreed to look at the plan again before the winter.

Tickets will cost the same as before, and the first boat sails at six in the morning.
`

test.for<[string, string, string | undefined]>([
  ['the name over the menu', `The Harbour Post\n\nHome News Sport\n\n${article}`, 'The Harbour Post'],
  ['the owner of the rights', `${article}\n© 2026 Harbour Media Ltd. All rights reserved.\n`, 'Harbour Media Ltd'],
  ['a host above the headline', `www.harbourpost.example\n\n${article}`, 'harbourpost.example'],
  ['a host below the text', `${article}\nhttps://harbourpost.example/contact\n`, 'harbourpost.example'],
  ['the host of the house’s e-mail', `${article}\nContact: newsroom@harbourpost.example\n`, 'harbourpost.example'],
  ['nobody, where only a network is named', `${article}\nfacebook.com/harbourpost\n`, undefined],
  [
    'nobody, where a host stands in the text alone',
    article.replace('Tickets will', 'See quay.example; tickets will'),
    undefined,
  ],
])('the publisher is %s', ([, text, name]) => {
  expect(readPageText(text, { fileName: 'page.txt' }).input.publisher?.name).toBe(name)
})

test('the publisher is the host of the address that is given', () => {
  const { input, notes } = readPageText(article, { fileName: 'page.txt', url: 'https://www.harbourpost.example/ferry' })
  expect(input.publisher?.name).toBe('harbourpost.example')
  expect(notes.find(({ field }) => field === 'publisher')?.message).toContain('--publisher')
})
