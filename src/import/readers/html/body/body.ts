import type { Block } from './block.ts'
import { toBlocks } from './blocks.ts'
import { containers, foreignArticles, type Found, readable, byWeight } from './body-candidates.ts'
import type { DomElement } from '../page/dom.ts'
import type { Evidence } from '../evidence.ts'
import { type FoundBody, fromText, declaredBody } from './declared-body.ts'
import { unitsOf, wordsIn } from '../page/text.ts'
import { trim } from './trim-body.ts'

interface Attempt {
  readonly source: string
  readonly weight: number
  readonly blocks: readonly Block[]
  readonly text: string
}

/**
 * Finds the text by several ways (named containers, readability, the weight of paragraphs) and takes the one that agrees
 * best with JSON-LD's articleBody, or else with the other ways. `known` are texts shown elsewhere (headline, standfirst),
 * which the body does not repeat. Null where no way finds as much as a sentence.
 */
export function findBody(
  evidence: Evidence,
  known: { headline: string; standfirst: string | null; byline: string | null; element: DomElement | null },
  canUseReadability: boolean,
): FoundBody | null {
  const { page } = evidence
  const declared = declaredBody(evidence)
  const foreign = foreignArticles(page, known.element)
  const attempt = ({ source, weight, roots }: Found): Attempt[] => {
    const blocks = trim(toBlocks(page, roots, foreign), known)
    const text = blocks.map((block) => block.text).join('\n')
    return [...text].length < 40 ? [] : [{ source, weight, blocks, text }]
  }
  const own = [...containers(page, known.element), byWeight(page)].flatMap((found) =>
    found === null ? [] : attempt(found),
  )
  const other = !canUseReadability || isSettled(own) ? null : readable(page)
  const attempts = other === null ? own : [...own, ...attempt(other)]
  const best = attempts.length === 0 ? null : choose(attempts, declared)
  if (best !== null && (declared === '' || declared.length < 400 || wordsIn(best.text) * 2.5 >= wordsIn(declared))) {
    return { html: htmlOf(best.blocks), text: best.text, source: best.source }
  }
  // the text is in the linked data alone, where scripts build the page
  if (declared.length >= 140) return fromText(declared)
  return null
}

/**
 * Whether the other ways are of one mind: readability costs as much as all else, and is no help then. It may still know
 * whether the picture above the text belongs to it.
 */
function isSettled(attempts: readonly Attempt[]): boolean {
  const [first, ...rest] = attempts.map(({ blocks }) => htmlOf(blocks))
  return rest.length > 0 && rest.every((html) => html === first) && attempts[0]?.blocks[0]?.kind !== 'figure'
}

function htmlOf(blocks: readonly Block[]): string {
  return blocks.map(({ html }) => html).join('\n')
}

/** The attempt that fits the stated text best, else the one the other attempts agree with most. */
function choose(attempts: readonly Attempt[], declared: string): Attempt {
  const bags = attempts.map(({ text }) => bagOf(text))
  const declaredBag = declared.length >= 300 ? bagOf(declared) : null
  const declaredSize = declaredBag === null ? 0 : sizeOf(declaredBag)
  let best = attempts[0]
  let bestScore = -1
  attempts.forEach((attempt, index) => {
    const bag = bags[index] ?? new Map<string, number>()
    const others = bags.filter((_, other) => other !== index)
    const agreement =
      others.length === 0 ? 1 : others.reduce((sum, other) => sum + overlap(bag, other), 0) / others.length
    const fit = declaredBag === null ? 0 : overlap(bag, declaredBag)
    // a stated text far shorter than what the page shows is an excerpt, and no measure
    const isMeasure = declaredBag !== null && declaredSize > sizeOf(bag) * 0.4
    const score = (isMeasure ? fit * 2 + agreement * 0.5 : agreement) * attempt.weight
    if (score > bestScore) {
      best = attempt
      bestScore = score
    }
  })
  return best as Attempt
}

function bagOf(text: string): Map<string, number> {
  const bag = new Map<string, number>()
  for (const unit of unitsOf(text)) bag.set(unit, (bag.get(unit) ?? 0) + 1)
  return bag
}

function sizeOf(bag: ReadonlyMap<string, number>): number {
  let size = 0
  for (const count of bag.values()) size += count
  return size
}

function overlap(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let shared = 0
  for (const [unit, count] of a) shared += Math.min(count, b.get(unit) ?? 0)
  const sizes = sizeOf(a) + sizeOf(b)
  return sizes === 0 ? 0 : (2 * shared) / sizes
}
