import { z } from 'zod'

/**
 * The archive: UTF-8, a JSON object a line, each with one member that tells what it is.
 *
 * 1. `{"archive": {…}}`, the header.
 * 2. `{"TABLE": {"COLUMN": value, …}}`, a row: values as PostgreSQL's `row_to_json` writes them (instants in ISO 8601, bytes as `\\x` and
 *    hexadecimal digits, vectors of search as text). A table's rows follow each other; tables and rows have no order.
 * 3. `{"end": {…}}`, without which the file is torn.
 */
export const archiveFormat = 1

const header = z.object({
  archive: z.object({
    format: z.literal(archiveFormat),
    /** The version of Masthead that made it. */
    masthead: z.string(),
    /** The newest migration that its database had. */
    migration: z.string(),
    /** RFC 3339. */
    madeAt: z.string(),
    tables: z.array(z.string()),
  }),
})

const end = z.object({
  end: z.object({
    /** How many, by table. */
    rows: z.record(z.string(), z.number()),
    /** The last value that a table's counter has given out. */
    counters: z.record(z.string(), z.number()),
    /** Of all bytes before this line, in hexadecimal digits. */
    sha256: z.string(),
  }),
})

export type ArchiveHeader = z.infer<typeof header>['archive']
export type ArchiveEnd = z.infer<typeof end>['end']

/** The header of an archive; null where the line is none. */
export function readHeader(line: string): ArchiveHeader | null {
  return parse(header, line)?.archive ?? null
}

/** The end of an archive; null where the line is none. */
export function readEnd(line: string): ArchiveEnd | null {
  return line.startsWith('{"end":') ? (parse(end, line)?.end ?? null) : null
}

/** A row's line, taken apart without reading the row; null where it is none. */
export function readRow(line: string): { readonly table: string; readonly row: string } | null {
  const colon = line.indexOf(':')
  if (!line.startsWith('{"') || line[colon - 1] !== '"' || !line.endsWith('}')) return null
  return { table: line.slice(2, colon - 1), row: line.slice(colon + 1, -1) }
}

/** The line of a row that is JSON already. */
export function rowLine(table: string, row: string): string {
  return `{"${table}":${row}}\n`
}

function parse<T>(schema: z.ZodType<T>, line: string): T | null {
  try {
    return schema.parse(JSON.parse(line))
  } catch {
    return null
  }
}
