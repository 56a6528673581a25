import type { ArticleInput } from '../../../schema/models.ts'
import { serveTasks } from '../../thread.ts'
import type { Note } from '../draft.ts'
import { normaliseLeniently } from './lenient.ts'
import { normalise, type Normalised } from './normalise.ts'

/** What the thread of `aside.ts` is given, and what it answers. */
export interface NormaliseTask {
  readonly input: ArticleInput
  readonly isLenient: boolean
}

export interface NormaliseResult {
  readonly result: Normalised
  readonly notes: readonly Note[]
}

serveTasks(({ input, isLenient }: NormaliseTask): NormaliseResult =>
  isLenient ? normaliseLeniently(input) : { result: normalise(input), notes: [] },
)
