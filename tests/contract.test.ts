import { readFileSync } from 'node:fs'
import { CriticalityLevel, diff } from '@graphql-inspector/core'
import { buildSchema, isEnumType, isInputObjectType, isInterfaceType, isIntrospectionType, isObjectType } from 'graphql'
import { expect, test } from 'vitest'
import { deprecationsOf } from '../schema/deprecation.ts'
import { schema } from '../schema/index.ts'
import { printSchemaWithCosts } from '../src/document/price/print-schema.ts'

const committed = readFileSync(new URL('../schema/schema.graphql', import.meta.url), 'utf8')
const hint = 'Print it again with "npm run schema:print", read the difference, and commit it with the change.'

test('no change of the schema breaks clients of the committed contract', async () => {
  const changes = await diff(buildSchema(committed), buildSchema(printSchemaWithCosts(schema)))
  const breaking = changes.filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
  expect(
    breaking.map(({ message, path }) => `BREAKING ${message} (${path})`),
    hint,
  ).toEqual([])
})

test('schema.graphql is the schema as it is served', () => {
  expect(printSchemaWithCosts(schema) === committed, `schema/schema.graphql is out of date. ${hint}`).toBe(true)
})

test('what is deprecated says what to use instead, since when and until when, and what is due is gone', () => {
  const today = new Date().toISOString().slice(0, 10)
  const due = [...deprecationsOf(schema).values()].filter(({ removedOn }) => removedOn <= today)
  expect(due.map(({ member }) => member)).toEqual([])
})

test('every type, field, argument, input field and enum value says what it is', () => {
  const silent: string[] = []
  const check = (name: string, { description }: { readonly description?: string | null | undefined }): void => {
    if (description == null || description.trim() === '') silent.push(name)
  }
  for (const type of Object.values(schema.getTypeMap()).filter((one) => !isIntrospectionType(one))) {
    check(type.name, type)
    if (isEnumType(type)) for (const value of type.getValues()) check(`${type.name}.${value.name}`, value)
    if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) check(`${type.name}.${field.name}`, field)
    }
    if (!isObjectType(type) && !isInterfaceType(type)) continue
    for (const field of Object.values(type.getFields())) {
      check(`${type.name}.${field.name}`, field)
      for (const argument of field.args) check(`${type.name}.${field.name}(${argument.name}:)`, argument)
    }
  }
  for (const directive of schema.getDirectives()) check(`@${directive.name}`, directive)
  expect(silent).toEqual([])
})
