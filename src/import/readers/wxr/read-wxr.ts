import type { ReadItem, ReadOptions } from '../../draft.ts'
import type { Open } from '../shared/decode.ts'
import { createSeenIds } from '../shared/seen-ids.ts'
import { DamagedXml, parseXml, repairXml } from '../shared/xml.ts'
import { guessLanguage, type LanguageGuess } from '../../language/guess.ts'
import { readPictures } from './pictures.ts'
import { isArticleType, postType } from './post-type.ts'
import { exportPieces, firstPass, type FirstPass } from './first-pass.ts'
import { toDraft } from './to-draft.ts'

/**
 * Reads the posts and pages of a WordPress export (WXR 1.0 to 1.2) of any size. The file is opened up to four times:
 * authors, terms and featured images may stand after the posts that name them. Memory grows with those, and by some 25 bytes a post.
 * Posts in the bin come as WITHDRAWN, private and password-protected ones as DRAFT; automatic and empty drafts are left out, and
 * what else the file has is counted in a note on the first article. Types of its own that are articles by their name are read too. A damaged item is rejected, the others are read.
 * Throws ReadRefused for what is no such export, and for a DTD.
 */
export async function* readWxr(open: Open, options: ReadOptions): AsyncGenerator<ReadItem> {
  const site = await firstPass(open, options.fileName)
  using store = await readPictures(open, site.thumbnails)
  const pictures = { get: store.get, attachedTo: () => [] }
  const seen = createSeenIds()
  let sample: LanguageGuess | null = null
  let isFirst = true
  let number = 0
  for await (const piece of exportPieces(open)) {
    if (piece.kind === 'outside' || piece.name !== 'item') continue
    const where = `item ${++number} (line ${piece.line})`
    if (piece.kind === 'broken') {
      yield { kind: 'rejected', where, field: null, reason: piece.reason }
      continue
    }
    if (!isArticleType(postType(piece.text))) continue
    const item = readPost(piece.text, where, { site, pictures, options, guess: sample })
    if (item === null) continue
    if (item.kind === 'rejected') {
      yield item
      continue
    }
    const earlier = seen.earlier(item.draft.input.externalId, number)
    if (earlier !== null) {
      yield { kind: 'rejected', where, field: 'externalId', reason: `item ${earlier} has the same id` }
      continue
    }
    // What the first post is in, those too short for a guess are most likely in too.
    if (sample === null) {
      const guess = guessLanguage(item.draft.input.body?.html ?? '')
      if (guess.tag !== null) sample = guess
    }
    const notes = isFirst ? [...othersNote(site.others), ...item.draft.notes] : item.draft.notes
    isFirst = false
    yield { ...item, draft: { ...item.draft, notes } }
  }
}

type Context = Parameters<typeof toDraft>[2]

function readPost(text: string, where: string, context: Context): ReadItem | null {
  try {
    return toDraft(parseXml(repairXml(text)), where, context)
  } catch (error) {
    if (error instanceof DamagedXml) return { kind: 'rejected', where, field: null, reason: error.message }
    throw error
  }
}

function othersNote(others: FirstPass['others']): { readonly field: null; readonly message: string }[] {
  if (others.size === 0) return []
  const counts = [...others].sort(([, a], [, b]) => b - a).map(([type, count]) => `${count} ${type}`)
  return [{ field: null, message: `The file also has ${counts.slice(0, 12).join(', ')}; they are no articles.` }]
}
