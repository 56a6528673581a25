import type { CompiledOperation } from './operation.ts'

/** Bounds the memory of compiled statements: the operation that nobody has asked for longest loses its own first. */
export class StatementMemory {
  readonly #maxTextLength: number
  /** Least recently used first, with the length that has been counted. */
  readonly #operations = new Map<Pick<CompiledOperation, 'textLength' | 'forget'>, number>()
  #textLength = 0
  /** What is at the end, so that asking for one thing over and over costs one look. */
  #last: Pick<CompiledOperation, 'textLength' | 'forget'> | null = null

  /** `maxTextLength`: UTF-16 units of all statements together. */
  constructor(maxTextLength: number) {
    this.#maxTextLength = maxTextLength
  }

  /** UTF-16 units that are held now. */
  get textLength(): number {
    return this.#textLength
  }

  /** Tells that an operation was asked for, and may have more statements than before. */
  used(operation: Pick<CompiledOperation, 'textLength' | 'forget'>): void {
    if (operation === this.#last && this.#operations.get(operation) === operation.textLength) return
    this.#last = operation
    this.#textLength += operation.textLength - (this.#operations.get(operation) ?? 0)
    this.#operations.delete(operation)
    this.#operations.set(operation, operation.textLength)
    for (const [oldest, length] of this.#operations) {
      if (this.#textLength <= this.#maxTextLength) return
      this.#operations.delete(oldest)
      this.#textLength -= length
      oldest.forget()
    }
  }
}
