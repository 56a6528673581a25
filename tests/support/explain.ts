import { CompiledQuery, type Kysely } from 'kysely'
import type { DB } from '../../src/db/tables/database.ts'

/** A statement as it was sent. */
export interface Statement {
  readonly text: string
  readonly parameters: readonly unknown[]
}

/** What PostgreSQL did to answer it. */
export interface Work {
  /** Rows that scans of tables and indexes looked at, kept or not. */
  readonly rowsRead: number
  /** Pages, from memory or not. */
  readonly buffers: number
  /** Rows that went into the largest sort; 0 where nothing was sorted. */
  readonly largestSort: number
  /** Tables that were read from end to end. */
  readonly scannedWhole: readonly string[]
  readonly scans: readonly string[]
  readonly ms: number
  /** The plan's lines, for the message of a failing test. */
  readonly summary: string
}

/** Runs the statement under EXPLAIN ANALYZE with a plan made for its parameters or, `generic`, one made for any. */
export async function explain(db: Kysely<DB>, statement: Statement, { generic = false } = {}): Promise<Work> {
  return await db.connection().execute(async (one) => {
    const run = async (text: string, parameters: readonly unknown[] = []): Promise<unknown[]> =>
      (await one.executeQuery(CompiledQuery.raw(text, [...parameters]))).rows
    const how = 'explain (analyze, buffers, format json)'
    if (!generic) return toWork(await run(`${how} ${statement.text}`, statement.parameters))
    await run('set plan_cache_mode = force_generic_plan')
    await run(`prepare explained as ${statement.text}`)
    try {
      const values = statement.parameters.map(literal).join(', ')
      return toWork(await run(`${how} execute explained${values === '' ? '' : `(${values})`}`))
    } finally {
      await run('deallocate explained')
      await run('reset plan_cache_mode')
    }
  })
}

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly 'Rows Removed by Index Recheck'?: number
  readonly 'Rows Removed by Join Filter'?: number
  readonly 'Shared Hit Blocks': number
  readonly 'Shared Read Blocks': number
  readonly Plans?: readonly PlanNode[]
}

function toWork(rows: readonly unknown[]): Work {
  const [row] = rows as { 'QUERY PLAN': [{ Plan: PlanNode; 'Execution Time': number }] }[]
  if (row === undefined) throw new Error('EXPLAIN answered nothing')
  const [{ Plan: root, 'Execution Time': ms }] = row['QUERY PLAN']
  const nodes = [...walk(root, 0)]
  const ofTables = nodes.filter(({ node }) => tableScan.test(node['Node Type']))
  return {
    rowsRead: sum(nodes.map(({ node }) => (tableScan.test(node['Node Type']) ? rowsOf(node) : joined(node)))),
    buffers: root['Shared Hit Blocks'] + root['Shared Read Blocks'],
    largestSort: Math.max(
      0,
      ...nodes.filter(({ node }) => /Sort/.test(node['Node Type'])).map(({ node }) => sorted(node)),
    ),
    scannedWhole: ofTables
      .filter(({ node }) => node['Node Type'] === 'Seq Scan')
      .map(({ node }) => node['Relation Name'] ?? ''),
    scans: ofTables.map(({ node }) => `${node['Node Type']} ${node['Index Name'] ?? node['Relation Name'] ?? ''}`),
    ms,
    summary: nodes
      .map(
        ({ node, depth }) =>
          `${' '.repeat(depth)}${node['Node Type']} ${node['Index Name'] ?? node['Relation Name'] ?? ''} ${rowsOf(node) / node['Actual Loops'] || 0} x ${node['Actual Loops']}`,
      )
      .join('\n'),
  }
}

/** A bitmap of an index is read by the scan above it. */
const tableScan = /^(Seq|Index|Index Only|Bitmap Index|Bitmap Heap|Tid|Sample) ?(Scan)?/

function* walk(node: PlanNode, depth: number): Generator<{ node: PlanNode; depth: number }> {
  yield { node, depth }
  for (const child of node.Plans ?? []) yield* walk(child, depth + 1)
}

function rowsOf(node: PlanNode): number {
  const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)
  return (node['Actual Rows'] + removed) * node['Actual Loops']
}

function joined(node: PlanNode): number {
  return (node['Rows Removed by Join Filter'] ?? 0) * node['Actual Loops']
}

/** A top-N sort takes more than it gives. */
function sorted(node: PlanNode): number {
  return Math.max(...(node.Plans ?? []).map((child) => child['Actual Rows']), 0)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return quoted(`{${value.map((item) => JSON.stringify(String(item))).join(',')}}`)
  return quoted(String(value))
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
