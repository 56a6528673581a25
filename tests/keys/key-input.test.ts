import { expect, test } from 'vitest'
import { checkKeyInput, type CreateApiKeyInput } from '../../src/keys/key-input.ts'

const now = Date.parse('2026-11-30T00:00:00Z')
const least: CreateApiKeyInput = { name: 'A partner', scopes: ['CONTENT_READ'] }

function checked(input: Partial<CreateApiKeyInput>): unknown {
  const result = checkKeyInput({ ...least, ...input }, now)
  return 'key' in result
    ? result.key
    : result.errors.map(({ path, code, message }) => `${path?.join('.')} ${code}: ${message}`)
}

test('what is left out of a new key has a default', () => {
  expect(checked({})).toEqual({
    name: 'A partner',
    environment: 'live',
    scopes: ['CONTENT_READ'],
    expiresAt: null,
    allowedOrigins: null,
    allowedTopicIds: null,
    pointsPerMinute: 60_000,
    persistedOnly: false,
  })
})

test('what is given is kept, trimmed, each thing once', () => {
  expect(
    checked({
      name: '  Ä partner ',
      environment: 'test',
      scopes: ['CONTENT_READ', 'CONTENT_BODY', 'CONTENT_READ'],
      expiresAt: '2026-12-01T01:00:00+01:00',
      allowedOrigins: ['https://www.example.org', 'http://localhost:3000', 'https://www.example.org'],
      allowedTopicIds: [5, 5, 7],
      pointsPerMinute: 1,
      persistedOnly: true,
    }),
  ).toEqual({
    name: 'Ä partner',
    environment: 'test',
    scopes: ['CONTENT_READ', 'CONTENT_BODY'],
    expiresAt: '2026-12-01T00:00:00.000Z',
    allowedOrigins: ['https://www.example.org', 'http://localhost:3000'],
    allowedTopicIds: [5, 7],
    pointsPerMinute: 1,
    persistedOnly: true,
  })
  expect(
    checked({
      expiresAt: null,
      allowedOrigins: null,
      allowedTopicIds: null,
      pointsPerMinute: null,
      persistedOnly: null,
    }),
  ).toEqual(checked({}))
})

test.each<[Partial<CreateApiKeyInput>, string[]]>([
  [{ name: ' ' }, ['name REQUIRED: Give the key a name that says who uses it.']],
  [{ name: '𝒳'.repeat(101) }, ['name TOO_LONG: A name has at most 100 characters.']],
  [{ name: 'two\nlines' }, ['name INVALID: A name has no control characters or line breaks.']],
  [{ name: 'two\u2028lines' }, ['name INVALID: A name has no control characters or line breaks.']],
  [{ name: 'half \ud800' }, ['name INVALID: A name has no control characters or line breaks.']],
  [
    { scopes: [] },
    [expect.stringMatching(/^scopes REQUIRED: Give at least one scope of CONTENT_READ, .*KEYS_ADMIN\.$/) as never],
  ],
  [
    { scopes: ['CONTENT_READ', 'ALL', 'MORE'] },
    [expect.stringMatching(/^scopes INVALID: No scope is called ALL, MORE\. Known: CONTENT_READ, .*\.$/) as never],
  ],
  [{ expiresAt: 'tomorrow' }, ['expiresAt INVALID: Give an instant such as 2027-01-31T00:00:00Z.']],
  [{ expiresAt: '2027-01-31' }, ['expiresAt INVALID: Give an instant such as 2027-01-31T00:00:00Z.']],
  [{ expiresAt: '2027-13-31T00:00:00Z' }, ['expiresAt INVALID: Give an instant such as 2027-01-31T00:00:00Z.']],
  [{ expiresAt: 'x2027-01-31T00:00:00Z' }, ['expiresAt INVALID: Give an instant such as 2027-01-31T00:00:00Z.']],
  [{ expiresAt: '2027-01-31T00:00:00Zx' }, ['expiresAt INVALID: Give an instant such as 2027-01-31T00:00:00Z.']],
  [
    { expiresAt: '2026-11-30T00:00:00Z' },
    ['expiresAt INVALID: The key would already have expired. Give an instant in the future.'],
  ],
  ...[
    'www.example.org',
    'https://www.example.org/',
    'https://www.example.org/page',
    'ftp://example.org',
    'xhttps://a',
    'https:',
  ].map((origin): [Partial<CreateApiKeyInput>, string[]] => [
    { allowedOrigins: ['https://good.example', origin] },
    [
      `allowedOrigins INVALID: "${origin}" is not an origin. Write scheme and host alone, such as https://www.example.org.`,
    ],
  ]),
  [{ allowedOrigins: [] }, ['allowedOrigins REQUIRED: Leave the list out to allow all, or name at least one.']],
  [
    { allowedOrigins: Array.from({ length: 101 }, (_, n) => `https://${n}.example`) },
    ['allowedOrigins TOO_LONG: At most 100 can be listed.'],
  ],
  [{ allowedTopicIds: [] }, ['allowedTopics REQUIRED: Leave the list out to allow all, or name at least one.']],
  [
    { allowedTopicIds: Array.from({ length: 101 }, (_, n) => n) },
    ['allowedTopics TOO_LONG: At most 100 can be listed.'],
  ],
  ...[0, -1, 1.5, 1_000_000_001, Number.NaN].map((pointsPerMinute): [Partial<CreateApiKeyInput>, string[]] => [
    { pointsPerMinute },
    ['pointsPerMinute INVALID: Give a whole number from 1 to 1,000,000,000.'],
  ]),
  [{ environment: 'prod' as never }, ['environment INVALID: A key is live or test.']],
])('%j is refused with what to do', (input, errors) => {
  expect(checked(input)).toEqual(errors)
})

test('the largest of everything is taken, and all that is wrong is told at once', () => {
  const largest = {
    name: '𝒳'.repeat(100),
    expiresAt: '2026-11-30T00:00:00.001Z',
    allowedOrigins: Array.from({ length: 100 }, (_, n) => `https://${n}.example`),
    allowedTopicIds: Array.from({ length: 100 }, (_, n) => n),
    pointsPerMinute: 1_000_000_000,
  }
  expect(checked(largest)).toMatchObject(largest)
  expect(checked({ expiresAt: '2027-01-31T00:00Z' })).toMatchObject({ expiresAt: '2027-01-31T00:00:00.000Z' })
  expect(checked({ name: '', scopes: [], pointsPerMinute: 0 })).toHaveLength(3)
})
