/** Why an operation is left to the executor. */
export class NotCompiled extends Error {
  override readonly name = 'NotCompiled'
}

/** Why one request of a compiled operation is left to the executor all the same: what it brought or found needs its words. */
export class LeftToExecutor extends Error {
  override readonly name = 'LeftToExecutor'
}
