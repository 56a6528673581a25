import { guessLanguage, type LanguageGuess } from '../../language/guess.ts'
import type { ReadItem, ReadOptions } from '../../draft.ts'
import type { Part, Prepared } from '../../formats.ts'
import type { Open } from '../shared/decode.ts'
import { createSeenIds } from '../shared/seen-ids.ts'
import { DamagedXml, parseXml, repairXml, type XmlElement } from '../shared/xml.ts'
import { prepareExports, type PreparedExport } from './site/exports.ts'
import { childText } from './fields.ts'
import { groupOf } from './site/first-items.ts'
import { exportPieces, type FirstPass } from './site/first-pass.ts'
import { isSame, itemIn, languagesIn } from './languages.ts'
import { isArticleType, postType } from './post-type.ts'
import { toDraft } from './to-draft.ts'

/**
 * Reads the posts and pages of a WordPress export (WXR 1.0 to 1.2) of any size. The file is opened up to four times:
 * authors, terms, blocks and pictures may stand after the posts that name them. Memory grows with those, and by some 50 bytes a post.
 * Posts in the bin come as WITHDRAWN, private and password-protected ones as DRAFT; empty drafts are left out, and what else the
 * file has is counted in a note on the first article. Types of its own that are articles by their name are read too. A post in several
 * languages is an article for each. A damaged item is rejected, the others are read.
 * Throws ReadRefused for what is no such export, and for a DTD.
 */
export async function* readWxr(open: Open, options: ReadOptions): AsyncGenerator<ReadItem> {
  using exports = await prepareExports([{ open, fileName: options.fileName }])
  yield* readPrepared(open, options, exports.get(0))
}

/** Looks through exports that may be parts of one site; each is read with what the others know. */
export async function prepareWxr(parts: readonly Part[]): Promise<Prepared> {
  const exports = await prepareExports(parts)
  return {
    reader: (index) => (open, options) => readPrepared(open, options, exports.get(index)),
    [Symbol.dispose]: exports[Symbol.dispose],
  }
}

/** As `readWxr`, of an export that has been looked through with others. */
async function* readPrepared(
  open: Open,
  options: ReadOptions,
  { pass, pictures }: PreparedExport,
): AsyncGenerator<ReadItem> {
  const seen = createSeenIds()
  let sample: LanguageGuess | null = null
  let isFirst = true
  let number = 0
  for await (const piece of exportPieces(open)) {
    if (piece.kind === 'outside' || piece.name !== 'item') continue
    const where = `item ${++number} (line ${piece.line})`
    if (piece.kind === 'broken') {
      yield { kind: 'rejected', item: where, field: null, reason: piece.reason }
      continue
    }
    if (!isArticleType(postType(piece.text))) continue
    for (const item of readPost(piece.text, where, { site: pass, pictures, options, guess: sample })) {
      if (item.kind === 'rejected') {
        yield item
        continue
      }
      const earlier = seen.earlier(item.draft.input.externalId, number)
      if (earlier !== null) {
        yield { kind: 'rejected', item: where, field: 'externalId', reason: `item ${earlier} has the same id` }
        continue
      }
      // What the first post is in, those too short for a guess are most likely in too.
      if (sample === null) {
        const guess = guessLanguage(item.draft.input.body?.html ?? '')
        if (guess.tag !== null) sample = guess
      }
      const notes = isFirst ? [...othersNote(pass.others), ...item.draft.notes] : item.draft.notes
      isFirst = false
      yield { ...item, draft: { ...item.draft, notes } }
    }
  }
}

type Context = Omit<Parameters<typeof toDraft>[2], 'variant' | 'original'>

/** The articles of an item: one, or one for each language that it is written in. */
function readPost(text: string, where: string, context: Context): ReadItem[] {
  try {
    const item = parseXml(repairXml(text))
    const { terms, items } = context.site
    const original = items.originals.get(groupOf(text, terms) ?? '') ?? null
    const [main, ...others] = languagesOf(item, context.site.language)
    const read = (code: string | undefined, variant: string | null): ReadItem[] => {
      const own = code === undefined ? item : itemIn(item, code, main ?? code)
      const location = variant === null ? where : `${where}, ${variant}`
      const article = toDraft(own, location, { ...context, original, variant })
      return article === null ? [] : [article]
    }
    return [...read(main, null), ...others.flatMap((code) => read(code, code))]
  } catch (error) {
    if (error instanceof DamagedXml) return [{ kind: 'rejected', item: where, field: null, reason: error.message }]
    throw error
  }
}

/** The languages that a post is written in, that of the site first; none where it has one alone. */
function languagesOf(item: XmlElement, site: string | null): string[] {
  const siteFirst = (codes: readonly string[]): string[] =>
    codes.toSorted((one, other) => Number(isSame(other, site)) - Number(isSame(one, site)))
  const written = languagesIn(childText(item, 'content:encoded'))
  return written.length > 0 ? siteFirst(written) : siteFirst(languagesIn(childText(item, 'title'))).slice(0, 1)
}

function othersNote(others: FirstPass['others']): { readonly field: null; readonly message: string }[] {
  if (others.size === 0) return []
  const counts = [...others].sort(([, a], [, b]) => b - a).map(([type, count]) => `${count} ${type}`)
  return [{ field: null, message: `The file also has ${counts.slice(0, 12).join(', ')}; they are no articles.` }]
}
