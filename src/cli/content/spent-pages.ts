import type { ImportState } from '../../import/run/import-options.ts'
import { exposeCollector } from '../run/collector.ts'

/** A page takes some twenty times its bytes while it is read. */
const mostSpentBytes = 2 ** 20

/**
 * Told how far an import is, gives back what files have left in memory when the next one begins and they come to a megabyte. V8 alone
 * lets the trees of several large pages pile up.
 */
export function createCollector(): (state: ImportState) => void {
  const collect = exposeCollector()
  let reading = ''
  let bytesBefore = 0
  return ({ file, bytesRead }) => {
    if (file === reading) return
    reading = file
    if (bytesRead - bytesBefore < mostSpentBytes) return
    bytesBefore = bytesRead
    collect()
  }
}
