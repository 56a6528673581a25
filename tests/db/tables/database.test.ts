import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createTestDatabase } from '../../support/database.ts'

/** Columns as the table types declare them, by table: read from the source, since types are gone at run time. */
function declaredColumns(): Map<string, string[]> {
  const folder = join(import.meta.dirname, '../../../src/db/tables')
  const sources = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ''))
    .join('\n')
  const interfaces = new Map<string, { extended: string[]; members: [string, string][] }>()
  for (const [, name = '', parents = '', body = ''] of sources.matchAll(
    /interface (\w+)(?:\s+extends ([\w, ]+?))?\s*\{\n([\s\S]*?)\n\}/g,
  )) {
    interfaces.set(name, {
      extended: parents
        .split(',')
        .map((parent) => parent.trim())
        .filter(Boolean),
      members: [...body.matchAll(/^ {2}(?:readonly )?(\w+)\??: ([^\n]+)/gm)].map(([, key = '', type = '']) => [
        key,
        type,
      ]),
    })
  }
  const membersOf = (name: string): [string, string][] => {
    const found = interfaces.get(name)
    if (found === undefined) throw new Error(`no interface ${name}`)
    return [...found.extended.flatMap(membersOf), ...found.members]
  }
  return new Map(
    membersOf('DB').map(([table, type]) => [
      table,
      membersOf(type)
        .map(([column]) => column)
        .sort(),
    ]),
  )
}

test('the table types declare what the migrations make', async () => {
  const { db } = await createTestDatabase()
  const { rows } = await sql<{ table: string; columns: string[] }>`
    select c.relname as "table", json_agg(a.attname order by a.attname) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname not like 'kysely%'
    group by c.relname`.execute(db)
  const made = new Map(rows.map(({ table, columns }) => [table, columns.sort()]))
  expect(Object.fromEntries(declaredColumns())).toEqual(Object.fromEntries(made))
})
