import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** V8's garbage collection as a function, which Node shows only to who starts it with a flag. */
export function exposeCollector(): (options?: object) => void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as (options?: object) => void
  setFlagsFromString('--no-expose-gc')
  return collect
}
