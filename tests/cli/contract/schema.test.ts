import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { diff } from '@graphql-inspector/core'
import { buildClientSchema, buildSchema, introspectionFromSchema } from 'graphql'
import { afterAll, expect, test } from 'vitest'
import { schema } from '../../../schema/index.ts'
import { listSchemaChanges, listUnrecorded } from '../../../src/cli/contract/schema-diff.ts'
import { printSchemaWithCosts } from '../../../src/document/price/print-schema.ts'
import { runCli } from '../../support/run-cli.ts'

const folder = mkdtempSync(join(tmpdir(), 'masthead-schema-'))
afterAll(() => rmSync(folder, { recursive: true }))

const before = 'type Query { a: Int b: String c(x: Int): Int } enum E { ONE }'
const after = 'type Query { a: Int! c(x: Int, y: Int): Int d: New } enum E { ONE TWO } type New { e: Int f: Int }'

test('changes are breaking, dangerous or safe, and a new type is one change', async () => {
  const changes = await listSchemaChanges(before, after)
  expect(changes.map(({ level, path }) => [level, path])).toEqual([
    ['breaking', 'Query.b'],
    ['dangerous', 'E.TWO'],
    ['dangerous', 'Query.c.y'],
    ['safe', 'New'],
    ['safe', 'Query.a'],
    ['safe', 'Query.d'],
  ])
})

test('a breaking change is recorded where the section of what is unreleased names its place', async () => {
  const changes = await listSchemaChanges(before, after)
  const unrecorded = (changelog: string) => listUnrecorded(changes, changelog).map(({ path }) => path)
  expect(unrecorded('## Unreleased\n\n- `Query.b` is gone.\n\n## 0.1.0\n')).toEqual([])
  expect(unrecorded('## Unreleased\n\n- `Query.b` is gone.\n')).toEqual([])
  expect(unrecorded('## Unreleased\n\n## 0.1.0\n\n- `Query.b` is gone.\n')).toEqual(['Query.b'])
  expect(unrecorded('## Unreleased\n\n- Query.b is gone.\n')).toEqual(['Query.b'])
})

test('the command tells a breaking change from none, by its exit code too', async () => {
  const [same, other, changelog] = ['same.graphql', 'other.graphql', 'CHANGELOG.md'].map((name) => join(folder, name))
  writeFileSync(same ?? '', printSchemaWithCosts(schema))
  writeFileSync(other ?? '', `${printSchemaWithCosts(schema)}\nextend type Query { gone: Int }\n`)
  writeFileSync(changelog ?? '', '# Changelog\n\n## Unreleased\n\n- `Query.gone` is gone.\n')
  expect(await runCli(['schema', '--diff', same ?? ''], {})).toEqual({
    stdout: '',
    stderr: '0 changes, 0 of them breaking.\n',
    code: 0,
  })
  expect(await runCli(['schema', '--diff', other ?? ''], {})).toEqual({
    stdout: "breaking  Query.gone: Field 'gone' was removed from object type 'Query'\n",
    stderr: '1 changes, 1 of them breaking.\n',
    code: 1,
  })
  expect((await runCli(['schema', '--diff', other ?? '', '--changelog', changelog ?? ''], {})).code).toBe(0)
  const { code, stderr } = await runCli(['schema', '--diff', 'no-such-thing'], {})
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^--diff: "no-such-thing" is neither a file nor /)])
})

test('what introspection tells differs from the contract in nothing but where directives stand', async () => {
  const introspected = buildClientSchema(introspectionFromSchema(schema))
  const changes = await diff(buildSchema(printSchemaWithCosts(schema)), introspected)
  expect(changes.filter(({ type }) => !type.startsWith('DIRECTIVE_USAGE_'))).toEqual([])
})
