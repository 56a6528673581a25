import { foldWords } from '../../../../text/fold.ts'
import { signedBy } from '../../../vocabulary/labels/byline-label.ts'
import type { Block } from './block.ts'
import { lastHeading, tailHeading } from '../../../vocabulary/headings/last-heading.ts'
import { isBoilerplate, isReadAlso } from './boilerplate.ts'
import { similarity } from '../page/text.ts'

/** Takes off what is not the article's own text: repeated titles, lines of the site, headings that head nothing. */
export function trim(
  blocks: readonly Block[],
  known: { headline: string; standfirst: string | null; byline: string | null },
): Block[] {
  const visible = new Set(
    [known.headline, known.standfirst, known.byline].flatMap((text) =>
      text === null || text === '' ? [] : [foldWords(text)],
    ),
  )
  const seen = new Set<string>()
  let kept = cutTail(blocks).filter((block, index) => {
    if (block.kind === 'figure') return true
    const folded = foldWords(block.text)
    if (folded === '') return false
    if (index < 8 && (visible.has(folded) || (block.kind === 'h' && similarity(block.text, known.headline) > 0.85)))
      return false
    if (index < 8 && isHeader(block, known.headline)) return false
    if (block.kind === 'h' && isReadAlso(block.text)) return false
    if (isBoilerplate(block.text)) return false
    if (block.kind === 'p' && isDateLine(block.text)) return false
    // captions and pulled quotes repeat sentences; a long paragraph never stands twice
    if (block.text.length > 60 && seen.has(folded)) return false
    seen.add(folded)
    return true
  })
  // boilerplate before the text: short lines without an end (dates, sections, counters)
  const firstText = kept.findIndex(
    ({ kind, text }, index) =>
      kind !== 'figure' &&
      kind !== 'h' &&
      (text.length >= 80 || /[.!?。！？؟…:”"»]$/u.test(text) || (kind === 'list' && kept[index - 1]?.kind === 'h')),
  )
  kept = kept.filter(
    (block, index) => index >= firstText || block.kind === 'figure' || (block.kind === 'h' && index === firstText - 1),
  )
  while (kept.at(-1)?.kind === 'h' || isLastLabel(kept.at(-1)) || isSignature(kept.at(-1), known.byline)) kept.pop()
  return kept.filter((block, index) => block.kind !== 'h' || kept[index + 1] !== undefined)
}

/** Whether a last line is the writer's name and address: "박서연 기자 park@paper.example". */
function isSignature(block: Block | undefined, byline: string | null): boolean {
  const signed =
    block?.kind === 'p' && block.text.length <= 100 ? /^(.{2,60}?)[\s(/|·,:]*\S+@\S+$/u.exec(block.text) : null
  const name = signed?.[1]?.trim() ?? ''
  return signedBy.test(name) || (byline !== null && name !== '' && foldWords(byline).includes(foldWords(name)))
}

/** Headline, byline and date in one block, parted by line breaks only: how pages without headings are written. */
function isHeader({ kind, text }: Block, headline: string): boolean {
  return (
    kind === 'p' &&
    headline !== '' &&
    text.length <= headline.length + 160 &&
    foldWords(text).startsWith(foldWords(headline)) &&
    !/[.!?。]$/.test(text)
  )
}

/** Whether a last line is a label of what the site puts below ("Other stories"), not a sentence. */
function isLastLabel(block: Block | undefined): boolean {
  return (
    block?.kind === 'p' && block.text.length < 30 && !/[.!?。"”»]$/.test(block.text) && tailHeading.test(block.text)
  )
}

/** Whether a line is a label and a date ("Published: 3 May 2024, 10:00") and says nothing else. */
function isDateLine(text: string): boolean {
  return (
    text.length < 60 &&
    /\b(?:19|20)\d{2}\b/.test(text) &&
    /^[\p{L} ]{3,25}[:：]\s*(?:\p{L}+,?\s+)?\d{1,4}[./-]?\s?(?:\p{L}+|\d{1,2})[./-]?,?\s?\d{2,4}[\s\d:.,|hHUhr-]*$/u.test(
      text,
    )
  )
}

/** Cuts the end where a heading opens the site's own part and little text follows. */
function cutTail(blocks: readonly Block[]): readonly Block[] {
  const total = blocks.reduce((sum, { text }) => sum + text.length, 0)
  let before = 0
  for (const [index, block] of blocks.entries()) {
    if (isContact(block) && before > total * 0.4 && runningAfter(blocks, index) < total * 0.12)
      return blocks.slice(0, index)
    if (
      block.kind === 'h' &&
      before > total * (lastHeading.test(block.text) ? 0.4 : 0.6) &&
      (lastHeading.test(block.text) || tailHeading.test(block.text) || isReadAlso(block.text)) &&
      block.text.length < 60
    ) {
      if (runningAfter(blocks, index) < total * (lastHeading.test(block.text) ? 0.35 : 0.12))
        return blocks.slice(0, index)
    }
    before += block.text.length
  }
  return blocks
}

function runningAfter(blocks: readonly Block[], index: number): number {
  return blocks
    .slice(index + 1)
    .filter(({ kind, text }) => kind === 'p' && text.length > 80)
    .reduce((sum, { text }) => sum + text.length, 0)
}

/** Whether a paragraph is a label of contacts, alone or with a telephone number or an address behind it. */
function isContact({ kind, text }: Block): boolean {
  return (
    kind === 'p' &&
    text.length < 260 &&
    lastHeading.test(text) &&
    (text.length < 40 || /@|\d[\d ./()-]{5,}\d/.test(text))
  )
}
