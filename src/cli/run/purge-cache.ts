import type { Command } from 'commander'
import { startPurging } from '../../cache/purge/purge-worker.ts'
import { toPurgeTarget } from '../../cache/purge/target.ts'
import { everything } from '../../db/content-changes.ts'
import { countPurges, queuePurge, wantPurges } from '../../db/purge-queue.ts'
import { misused } from '../partners/key-command.ts'
import { withDatabase } from '../run-command.ts'

interface PurgeOptions {
  readonly tag?: readonly string[]
  readonly all?: true
  readonly seconds: string
}

/** `masthead purge-cache`: has the caches in front drop answers, by the queue that changes of content go through. */
export function registerPurgeCache(program: Command): void {
  program
    .command('purge-cache')
    .description('tell the caches in PURGE_TARGETS to drop answers')
    .option('--tag <tag...>', 'drop answers with one of these tags, e.g. article:7 articles:topic:5')
    .option('--all', 'drop all answers')
    .option('--seconds <n>', 'how long to wait for the caches; then they are told by running gateways', '10')
    .addHelpText(
      'after',
      `
The tags of an answer are in its headers Surrogate-Key and Cache-Tag.

Examples:
  npm run -s masthead -- purge-cache --tag article:7
  npm run -s masthead -- purge-cache --all`,
    )
    .action(async (options: PurgeOptions) => {
      process.exitCode = await purgeCache(options)
    })
}

/** So long somebody else may be telling a cache. */
const untriedSeconds = 60

async function purgeCache({ tag = [], all, seconds }: PurgeOptions): Promise<number> {
  if (tag.length === 0 && all === undefined) return misused('Say what to drop: --tag TAG, or --all.')
  const waitSeconds = Number(seconds)
  if (!(waitSeconds >= 0 && waitSeconds <= 3_600)) return misused('--seconds takes a number from 0 to 3600.')
  return await withDatabase(async ({ database, config, progress }) => {
    const { purgeTargets, fastlyToken, cloudflareToken } = config
    if (purgeTargets.length === 0) return misused('PURGE_TARGETS names no cache, so there is none to tell.')
    const tokens = { fastly: fastlyToken, cloudflare: cloudflareToken }
    const targets = purgeTargets.map((address) => toPurgeTarget(address, tokens))
    await wantPurges(database.db, purgeTargets)
    await queuePurge(database.db, all ? [everything] : tag)
    const worker = await startPurging({ database, targets, pollMs: 100 })
    const begunAt = performance.now()
    const isOver = (seconds: number): boolean => performance.now() - begunAt > seconds * 1000
    let left = await countPurges(database.db)
    const waiting = () => left.filter((one) => purgeTargets.includes(one.address) && one.waiting > 0)
    const isUntried = (): boolean => waiting().some(({ lastError }) => lastError === null)
    const isWaiting = (): boolean => waiting().length > 0
    // a cache is tried once, however short the time
    while (isWaiting() && (!isOver(waitSeconds) || (isUntried() && !isOver(untriedSeconds)))) {
      progress.at(`waiting for ${waiting().length} of ${purgeTargets.length} caches`)
      await new Promise((resolve) => setTimeout(resolve, 50))
      left = await countPurges(database.db)
    }
    await worker.stop()
    progress.hide()
    for (const { address, waiting, lastError } of left.filter((one) => purgeTargets.includes(one.address))) {
      if (waiting === 0) console.log(`${address} was told.`)
      else
        console.error(
          `${address} has still to be told${lastError === null ? '' : ` (${lastError})`}; it stays in the queue.`,
        )
    }
    return isWaiting() ? 1 : 0
  })
}
