/** An archive can't be made or restored; nothing was changed. The message is a sentence that says what to do. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError'
}
