import type { DocumentNode } from 'graphql'

/**
 * Parsed documents by their text, the least recently used leaving first. Bounded by the text it holds, not by the
 * number of documents: a syntax tree needs some hundred bytes a token, so a count alone would not bound memory.
 * One document may fill at most a tenth of it. Validation results hang on the documents and leave with them.
 */
export class DocumentCache {
  readonly #documents = new Map<string, DocumentNode>()
  readonly #maxChars: number
  #chars = 0

  constructor(maxChars: number) {
    this.#maxChars = maxChars
  }

  /** Documents held now. */
  get size(): number {
    return this.#documents.size
  }

  get(text: string): DocumentNode | undefined {
    const document = this.#documents.get(text)
    if (document) {
      // A Map keeps the order of insertion: what was asked for last moves to the end.
      this.#documents.delete(text)
      this.#documents.set(text, document)
    }
    return document
  }

  set(text: string, document: DocumentNode): void {
    if (text.length > this.#maxChars / 10) return
    this.delete(text)
    this.#documents.set(text, document)
    this.#chars += text.length
    for (const oldest of this.#documents.keys()) {
      if (this.#chars <= this.#maxChars) break
      this.delete(oldest)
    }
  }

  /** For documents that turn out to be invalid: their errors hold on to far more than their text. */
  delete(text: string): void {
    if (this.#documents.delete(text)) this.#chars -= text.length
  }
}
