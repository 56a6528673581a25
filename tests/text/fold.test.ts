import { expect, it } from 'vitest'
import { foldLetters, foldWords } from '../../src/text/fold.ts'
import { nameKey } from '../../src/text/keys.ts'
import { oneLine } from '../../src/import/text/one-line.ts'

it.each([
  ['Żółć  – Łódź!', 'zolc lodz'],
  ['ΕΝΗΜΕΡΏΘΗΚΕ', 'ενημερωθηκε'],
  ['שָׁלוֹם, עולם', 'שלום עולם'],
  ['النَّشر', 'النشر'],
  ['Straße & Œuvre', 'strasse oeuvre'],
  ['देश की ख़बर', 'देश की ख\u093cबर'],
  ['น้ำท่วม', 'น้ําท่วม'],
  ['ガイドブック', 'ガイドブック'],
  ['ΟΔΟΣ, Οδοσ', 'οδοσ οδοσ'],
  ['soft\u00adhy\u200bphen', 'softhyphen'],
])('%s is compared as %s', (text, folded) => {
  expect(foldWords(text)).toBe(folded.normalize('NFKD'))
})

it.each([
  'Élysée',
  'Nguyễn Hằng',
  'ガイドブック',
  '한국 경제',
  'آثار مؤتمر',
  'Οδός Ερμού',
  'Йод и ёлка',
  'Żółć',
  'İstanbul',
  'L’Été',
])('texts and keys are folded alike: %s', (name) => {
  for (const form of [name, name.normalize('NFD'), name.toUpperCase()]) {
    expect(nameKey(form)).toBe(foldLetters(form).normalize('NFC'))
    expect(foldWords(form)).toBe(foldWords(name))
  }
})

it('folded letters keep their punctuation, with straight apostrophes', () => {
  expect(foldLetters('L’Été, ici')).toBe("l'ete, ici")
})

it('a line is composed, and nothing invisible is left in it', () => {
  expect(oneLine(' Cafe\u0301 \u200f\u00ad\n au lait\ufeff ')).toBe('Café au lait')
})
