/**
 * SIGKILL of gateway, importing command and embedded server at moments of chance: `npm run kill-rounds -- --rounds 300`. Exit code 1: something
 * that was acknowledged is lost, or something is there twice.
 */
import { parseArgs } from 'node:util'
import { runKillRounds } from './kill-rounds.ts'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '300' } } })
const since = performance.now()
const { kills, acknowledged, unanswered, lost, doubled } = await runKillRounds(Number(values.rounds), (line) =>
  console.log(line),
)
console.log(
  `killed ${Object.entries(kills)
    .map(([target, count]) => `${target} ${count} times`)
    .join(', ')} in ${Math.round((performance.now() - since) / 1_000)} s`,
)
console.log(`${acknowledged} articles acknowledged, ${unanswered} mutations never answered`)
console.log(`lost: ${lost.length} ${lost.slice(0, 5).join(', ')}`)
console.log(`doubled: ${doubled.length} ${doubled.slice(0, 5).join(', ')}`)
process.exitCode = lost.length + doubled.length > 0 ? 1 : 0
