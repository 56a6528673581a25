import { expect, test } from 'vitest'
import { createInputValidator } from '../../../src/import/normalise/validate-input.ts'

const validate = createInputValidator()
const fieldsOf = (value: unknown): unknown => {
  const checked = validate(value)
  return checked.ok ? [] : checked.problems.map(({ field, reason }) => [field, reason])
}

test('an empty object misses the same fields each time, and is judged once', () => {
  expect(fieldsOf({})).toContainEqual(['externalId', 'externalId is missing'])
  expect(validate({})).toBe(validate({}))
  expect(fieldsOf([])).toEqual([[null, 'it must be an object']])
  expect(fieldsOf({ externalId: '1' })).not.toContainEqual(['externalId', 'externalId is missing'])
})

test('errors elsewhere keep their stacks after a value was refused', () => {
  const limit = Error.stackTraceLimit
  validate({ headline: 1, unknown: true })
  expect(Error.stackTraceLimit).toBe(limit)
})
