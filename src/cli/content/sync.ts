import type { Command } from 'commander'
import packageJson from '../../../package.json' with { type: 'json' }
import { readConfig } from '../../config.ts'
import type { Database } from '../../db/connect.ts'
import { createFormats } from '../../import/run/known-formats.ts'
import { FeedListError } from '../../sync/feed-list.ts'
import { followFeedList, type FollowedList } from '../../sync/follow-list.ts'
import { runSync } from '../../sync/run-sync.ts'
import { createUrlRules, type UrlRules } from '../../sync/url-rules.ts'
import { createInputValidator } from '../../import/normalise/validate-input.ts'
import type { Progress } from '../progress.ts'
import { withDatabase } from '../run-command.ts'
import { createSyncReporter, type SyncReporter } from './sync-reporter.ts'

/** `masthead sync`: feeds into the database, on their schedule. Exit code 1 when `--once` met a feed or an item that failed. */
export function registerSync(program: Command): void {
  program
    .command('sync')
    .description('poll feeds on a schedule')
    .argument('<file>', 'list of feeds, a JSON array')
    .option('--once', 'poll what is due and end, for cron; left out: until Ctrl-C')
    .option('--dry-run', 'fetch every feed once, due or not, say what would happen and change nothing')
    .option('--json', 'report as one JSON object a line')
    .addHelpText(
      'after',
      `
The list has an object for each feed:
  name                unique in the list                        url       http or https
  publisher           left out: as the feed is called           language  BCP 47, where the feed does not say
  topic               path of a topic that all articles get     source    left out: the slug of the publisher
  minIntervalSeconds  60 to 604800, left out: 900               format    feed (left out), ninjs, ndjson, wxr

Feeds of one publisher share a source, so that an article in several of them is one article, with the topics of all.
A feed that fails is asked again after longer and longer times, up to a day. A feed that is gone (410) is asked again when its entry changes.
When FILE changes, the next poll cycle begins at once with the new list. When the new list has errors, the old one stays.
Only one process polls at a time. With --once, a second process does nothing and ends with 0. Without --once, it waits and
takes over when the first one ends. Only public addresses are fetched, and those in IMPORT_ALLOWED_HOSTS.
Exit code 1 with --once or --dry-run: a feed failed or is newly gone, an item was rejected, or the command was interrupted.

Examples:
  npm run -s masthead -- sync feeds.json
  npm run -s masthead -- sync feeds.json --once --json
  npm run -s masthead -- sync samples/feeds.example.json --dry-run`,
    )
    .action(
      async (file: string, { once = false, dryRun = false, json = false }: SyncCommandOptions, command: Command) => {
        const rules = createUrlRules(readConfig().importAllowedHosts)
        const reporter = createSyncReporter(process.stdout, process.stderr, { json, once: once || dryRun, dryRun })
        const list = await followFeedList(file, rules, reporter.listEvents).catch((error: unknown) => {
          if (!(error instanceof FeedListError)) throw error
          return command.error(`error: ${error.message}`, { exitCode: 2 })
        })
        try {
          process.exitCode = await withDatabase(
            async ({ database, progress }) =>
              await run(database, list, rules, reporter, { once: once || dryRun, dryRun, progress }),
          )
        } finally {
          list.close()
        }
      },
    )
}

interface SyncCommandOptions {
  readonly once?: boolean
  readonly dryRun?: boolean
  readonly json?: boolean
}

async function run(
  database: Database,
  list: FollowedList,
  rules: UrlRules,
  reporter: SyncReporter,
  { once, dryRun, progress }: { readonly once: boolean; readonly dryRun: boolean; readonly progress: Progress },
): Promise<number> {
  const interruption = new AbortController()
  const interrupt = (): void => interruption.abort()
  // the batch that is being written is finished; a second signal ends it at once, which does no harm either
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  if (!once) reporter.begun(await list.feeds())
  try {
    await runSync(database, {
      once,
      dryRun,
      list,
      rules,
      formats: createFormats(createInputValidator()),
      userAgent: `Masthead/${packageJson.version} (content gateway; reads feeds on a schedule)`,
      events: once ? withProgress(reporter.events, progress, (await list.feeds()).length) : reporter.events,
      now: () => Date.now(),
      random: Math.random,
      signal: interruption.signal,
    })
    const isCutShort = once && interruption.signal.aborted
    if (isCutShort) reporter.interrupted()
    return isCutShort || (once && reporter.hasFailed()) ? 1 : 0
  } finally {
    progress.hide()
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
  }
}

/** The same events, with a line between theirs that says how many feeds were polled. */
function withProgress(events: SyncReporter['events'], progress: Progress, feeds: number): SyncReporter['events'] {
  let polled = 0
  const tell = (): void => progress.at(`${polled} of ${feeds} feeds polled`, feeds === 0 ? 1 : polled / feeds)
  tell()
  const around =
    <Args extends unknown[]>(event: (...args: Args) => void) =>
    (...args: Args): void => {
      progress.hide()
      event(...args)
      tell()
    }
  return {
    ...events,
    rejected: around(events.rejected),
    noted: around(events.noted),
    polled: around((...args) => {
      polled++
      events.polled(...args)
    }),
  }
}
