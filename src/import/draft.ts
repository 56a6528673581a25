import type { ArticleInput } from '../../schema/models.ts'

/** Something a reader was unsure of, in a sentence for the person who imports. */
export interface Note {
  /** The field of the article it is about, e.g. `datePublished`; null where it is about the whole. */
  readonly field: string | null
  readonly message: string
  /** How often what was left out of the body, for the sum of the whole import. */
  readonly leftOut?: ReadonlyMap<string, number>
}

/** An article as a reader found it, in the words of the contract, before anything is checked or written. */
export interface ArticleDraft {
  readonly input: ArticleInput
  readonly notes: readonly Note[]
}

/** What a reader yields, one for each item of its file, in the file's order; `item` is what reports call it: `line 3`, `page`. */
export type ReadItem =
  | { readonly kind: 'article'; readonly item: string; readonly draft: ArticleDraft }
  | { readonly kind: 'rejected'; readonly item: string; readonly field: string | null; readonly reason: string }

/** What the person who imports says about a file because the file does not. */
export interface ReadOptions {
  /** Name of the file, for messages only. */
  readonly fileName: string
  /** Name of the publisher (`--publisher`); wins over what the file says. */
  readonly publisher?: string
  /** Canonical address of the page (`--url`). */
  readonly url?: string
  /** RFC 3339 instant or ISO date of first publication (`--date`). */
  readonly date?: string
  /** External id (`--id`), for a file with one article. */
  readonly externalId?: string
  /** BCP 47 language, where the file does not say (`--language`). */
  readonly language?: string
  /** Name of the source (`--source`), whose external ids they are; left out: the slug of the publisher. */
  readonly source?: string | null
  /** The encoding that the server gave with the file, as it wrote it. */
  readonly charset?: string
  /** Path of the topic that every article of the file gets (`topic` of a feed list). */
  readonly topic?: string
}

/**
 * A whole file cannot be made sense of. The message says why and what to do; nothing of it has been imported.
 * Thrown by readers; everything else they throw is a bug.
 */
export class ReadRefused extends Error {
  override readonly name = 'ReadRefused'
}
