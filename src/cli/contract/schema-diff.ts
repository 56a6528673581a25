import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { type Change, CriticalityLevel, diff } from '@graphql-inspector/core'
import { buildSchema } from 'graphql'
import { schema } from '../../../schema/index.ts'
import { printSchemaWithCosts } from '../../document/price/print-schema.ts'
import { CommandError } from '../command-error.ts'

/** How a change of the schema meets clients that know the former one. */
export interface SchemaChange {
  /** `breaking`: clients fail. `dangerous`: some may, or behave otherwise. `safe`: none. */
  readonly level: 'breaking' | 'dangerous' | 'safe'
  readonly message: string
  /** Where, e.g. `Article.headline`; null where that is the schema itself. */
  readonly path: string | null
}

const levels = {
  [CriticalityLevel.Breaking]: 'breaking',
  [CriticalityLevel.Dangerous]: 'dangerous',
  [CriticalityLevel.NonBreaking]: 'safe',
} as const

/** What has changed since this SDL, breaking changes first, then by place. Throws CommandError where it is no schema. */
export async function listSchemaChanges(before: string, after = printSchemaWithCosts(schema)): Promise<SchemaChange[]> {
  const changes = await diff(toSchema(before), toSchema(after))
  const added = new Set(changes.filter(({ type }) => type === 'TYPE_ADDED').map(({ path }) => path))
  // what a new type consists of goes with it
  const reported = changes.filter(({ type, path }) => type === 'TYPE_ADDED' || !added.has(path?.split('.')[0]))
  return reported
    .map(toChange)
    .toSorted(
      (a, b) => order.indexOf(a.level) - order.indexOf(b.level) || (a.path ?? '').localeCompare(b.path ?? '', 'en'),
    )
}

const order: readonly SchemaChange['level'][] = ['breaking', 'dangerous', 'safe']

function toChange({ criticality, message, path }: Change): SchemaChange {
  return { level: levels[criticality.level], message, path: path ?? null }
}

function toSchema(sdl: string) {
  try {
    return buildSchema(sdl)
  } catch (error) {
    throw new CommandError(
      `That is no GraphQL schema in SDL: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

/**
 * The breaking changes that the changelog does not record: those whose place, in backquotes, does not stand in its section
 * "Unreleased".
 */
export function listUnrecorded(changes: readonly SchemaChange[], changelog: string): SchemaChange[] {
  const unreleased = /^## Unreleased$([^]*?)(?=^## |$(?![^]))/m.exec(changelog)?.[1] ?? ''
  return changes.filter(({ level, path }) => level === 'breaking' && !unreleased.includes(`\`${path ?? 'schema'}\``))
}

/** The SDL of an address, of a file, or of `schema/schema.graphql` at a commit, branch or tag. Throws CommandError where there is none. */
export async function readSchemaOf(source: string): Promise<string> {
  if (/^https?:\/\//.test(source)) return await download(source)
  if (existsSync(source)) return await readFile(source, 'utf8')
  try {
    const { stdout } = await promisify(execFile)('git', ['show', `${source}:schema/schema.graphql`], {
      maxBuffer: 64 * 1024 * 1024,
    })
    return stdout
  } catch {
    throw new CommandError(
      `--diff: "${source}" is neither a file nor an address, and git knows no commit, branch or tag of that name with a schema/schema.graphql.`,
    )
  }
}

async function download(address: string): Promise<string> {
  const response = await fetch(address, { signal: AbortSignal.timeout(10_000) }).catch(() => null)
  if (response?.ok === true) return await response.text()
  throw new CommandError(
    `--diff: ${address} did not answer with a schema. Give the address of SDL, e.g. http://localhost:4000/schema.graphql.`,
  )
}
