import { extname } from 'node:path'
import { ReadRefused } from '../draft.ts'
import type { Format, Part, Prepared, Reader } from '../formats.ts'
import type { ImportFilesOptions } from './import-options.ts'
import { listFiles } from './list-files.ts'
import { openSource } from './source-file.ts'

/** The files of a command that may be parts of one whole: an export that its system divided. */
export interface Parts extends Disposable {
  /**
   * What reads a file with what the others of its format know; null where it stands alone. The others are looked for when the
   * first of a format comes that may have any: files whose names end the same.
   */
  readonly readerOf: (name: string, formatName: string, format: Format) => Promise<Reader | null>
}

interface Group {
  readonly locations: ReadonlyMap<string, number>
  readonly prepared: Prepared
}

/** Disposed of when all files have been read. */
export function createParts(options: ImportFilesOptions): Parts {
  const groups = new Map<string, Promise<Group | null>>()
  const resources = new DisposableStack()
  const prepare = async (formatName: string, ending: string, format: Format): Promise<Group | null> => {
    const parts = await partsOf(formatName, ending, options)
    if (parts.length < 2 || format.prepare === undefined) return null
    const prepared = resources.use(await format.prepare(parts))
    return { locations: new Map(parts.map(({ fileName }, index) => [fileName, index])), prepared }
  }
  return {
    async readerOf(name, formatName, format) {
      if (format.prepare === undefined) return null
      const ending = extname(name)
      const key = `${formatName} ${ending}`
      const found = groups.get(key) ?? prepare(formatName, ending, format)
      groups.set(key, found)
      const group = await found
      const location = group?.locations.get(name)
      return group === null || location === undefined ? null : group.prepared.reader(location)
    },
    [Symbol.dispose]: () => resources.dispose(),
  }
}

async function partsOf(formatName: string, ending: string, options: ImportFilesOptions): Promise<Part[]> {
  const { names, format, formats, signal } = options
  const parts: Part[] = []
  for await (const found of listFiles(names)) {
    if (signal?.aborted === true) return []
    if ('refused' in found || found.kind !== 'file' || extname(found.name) !== ending) continue
    try {
      const { open, head } = await openSource(found.path, 'file')
      if ((format ?? formats.detect(head, found.name)) === formatName) parts.push({ open, fileName: found.name })
    } catch (error) {
      // it is refused when its turn comes
      if (!(error instanceof ReadRefused)) throw error
    }
  }
  return parts
}
