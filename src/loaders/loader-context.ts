import type { Selection } from '../../schema/selection.ts'
import { withoutRelations } from '../../schema/selection.ts'
import type { CursorCodec } from '../cursor.ts'
import { nouns } from '../query/nouns/nouns.ts'
import { newPlan, type Plan } from '../query/statement-builder.ts'
import type { View } from '../query/visibility.ts'
import { Batches } from './batch.ts'
import type { Run } from './runner.ts'

/** What all loaders of one request share. */
export interface Engine {
  readonly run: Run
  readonly view: View
  readonly cursors: CursorCodec
  readonly batches: Batches
  /** A statement in the making. */
  newPlan(): Plan
  /** What a plan may look at: everything, or, where looking ahead is switched off, the light fields. */
  look(selection: Selection): Selection
}

export interface EngineOptions {
  readonly run: Run
  readonly view: View
  readonly cursors: CursorCodec
  /** False: every relation is left to its loader. The answers are the same; a test says so. */
  readonly lookAhead?: boolean
}

export function createEngine({ run, view, cursors, lookAhead = true }: EngineOptions): Engine {
  return {
    run,
    view,
    cursors,
    batches: new Batches(),
    newPlan: () => newPlan(view, nouns),
    look: lookAhead ? (selection) => selection : withoutRelations,
  }
}
