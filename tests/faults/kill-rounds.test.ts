import { expect, test } from 'vitest'
import { runKillRounds } from './kill-rounds.ts'

test('gateway, import and database server are killed ten times: nothing acknowledged is lost, nothing is there twice', async () => {
  const lines: string[] = []
  const figures = await runKillRounds(10, (line) => lines.push(line))
  expect(figures, lines.join('\n')).toMatchObject({ lost: [], doubled: [] })
  expect(figures.acknowledged).toBeGreaterThanOrEqual(10 * 200)
}, 3_600_000)
