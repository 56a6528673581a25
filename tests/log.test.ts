import { closeSync, existsSync, openSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createLog, forPeople, openLog } from '../src/log.ts'

test('a log line is one line of JSON, whatever a client sends, and holds no secret that is named as one', () => {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => void lines.push(line) })
  log.info(
    { operation: 'a\n{"level":60}\u001b[31m', headers: { authorization: 'Bearer hunter2' }, password: 'hunter2' },
    'asked',
  )
  log.debug('not at this level')
  expect(lines).toHaveLength(1)
  expect(lines[0]?.trimEnd().split(/\r|\n/)).toHaveLength(1)
  expect(lines[0]).not.toContain('\u001b')
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    level: 30,
    time: expect.stringMatching(/^\d{4}-.*Z$/),
    operation: 'a\n{"level":60}\u001b[31m',
    headers: { authorization: '[redacted]' },
    password: '[redacted]',
    msg: 'asked',
  })
})

test.skipIf(!existsSync('/dev/full'))('a full disk under the log does not end the process', () => {
  const full = openSync('/dev/full', 'w')
  const log = createLog('info', openLog(full))
  expect(() => {
    log.info('lost')
    log.info('lost too')
  }).not.toThrow()
  closeSync(full)
})

test('on a terminal a log line is one line for people, and what a client sends does not move the cursor', () => {
  const lines: string[] = []
  const log = createLog('info', forPeople({ write: (line) => void lines.push(line) }, false))
  log.info({ operation: '\u001b[31mred\r\u009b\u007f', path: 'a\\u001b', requestId: 'left out', ms: 1 }, 'request')
  expect(lines).toEqual([expect.stringMatching(/^\[\d\d:\d\d:\d\d\.\d{3}\] INFO: request \{.*\}\n$/)])
  expect(lines[0]).toContain('"operation":"\ufffd[31mred\ufffd')
  expect(lines[0]).not.toMatch(/[^\P{Cc}\n]/u)
  log.error({ err: new Error('broken \u001b[2J') }, 'A request failed')
  expect(lines[1]).toMatch(/ERROR: A request failed[^]*broken \ufffd\[2J[^]*log\.test\.ts/)
  expect(lines[1]).not.toContain('\u001b')
})
