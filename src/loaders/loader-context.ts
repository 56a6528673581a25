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
  readonly lookAhead?: boolean
}

export function createLoaderContext({
  run,
  requestScope,
  cursors,
  lookAhead = true,
}: LoaderContextOptions): LoaderContext {
  return {
    run,
    requestScope,
    cursors,
    batches: new Batches(),
    newStatementBuilder: () => newStatementBuilder(requestScope),
    plannable: lookAhead ? (selection) => selection : withoutRelations,
  }
}
