/** A command cannot do what it was asked. The message says why and what to do; it is all that the user sees. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}
