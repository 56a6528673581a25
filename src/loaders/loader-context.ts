import type { Selection } from '../../schema/selection.ts'
import { withoutRelations } from '../../schema/selection.ts'
import type { CursorCodec } from '../cursor.ts'
import type { ContentRequest } from '../query/compiled/queries.ts'
import { newStatementBuilder } from '../query/model-output.ts'
import type { StatementBuilder } from '../query/statement-builder.ts'
import { Batches } from './batch.ts'
import type { Run } from './runner.ts'

/** What all loaders of one request share. */
export interface LoaderContext {
  readonly run: Run
  readonly requestScope: ContentRequest
  readonly cursors: CursorCodec
  readonly batches: Batches
  /** A statement in the making. */
  newStatementBuilder(): StatementBuilder
  /** What a plan may look at: everything, or, where looking ahead is switched off, the light fields. */
  plannable(selection: Selection): Selection
}

export interface LoaderContextOptions {
  readonly run: Run
  readonly requestScope: ContentRequest
  readonly cursors: CursorCodec
  /** False: every relation is left to its loader. The answers are the same; a test says so. */
  readonly lookahead?: boolean
  /** Hears of each batch of a loader, and how many keys it has. */
  readonly onBatch?: ((keys: number) => void) | undefined
}

export function createLoaderContext({
  run,
  requestScope,
  cursors,
  lookahead = true,
  onBatch,
}: LoaderContextOptions): LoaderContext {
  return {
    run,
    requestScope,
    cursors,
    batches: new Batches(onBatch),
    newStatementBuilder: () => newStatementBuilder(requestScope),
    plannable: lookahead ? (selection) => selection : withoutRelations,
  }
}
