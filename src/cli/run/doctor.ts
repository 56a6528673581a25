import type { Command } from 'commander'
import type { Config } from '../../config.ts'
import { connectDatabase } from '../../db/connect.ts'
import { createLog } from '../../log.ts'
import { checkDatabase, checkReplicas } from './doctor/check-database.ts'
import { checkDisk } from './doctor/check-disk.ts'
import { checkGateway, checkRedis } from './doctor/check-neighbours.ts'
import { checkSettings } from './doctor/check-settings.ts'
import { bad, type Finding } from './doctor/finding.ts'
import { connectUnmigrated } from '../open-database.ts'
import { sentenceOf } from '../report.ts'

/** `masthead doctor`: what is wrong and what to do. Exit code 1 where something keeps the gateway from working, 2 where the configuration does. */
export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description(
      'check configuration, database, migrations, indexes, clock, replicas, Redis and disk, and say what to do',
    )
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Changes nothing, and does not migrate. If no gateway runs, the embedded database is started for the check.
Exit code: 0 the gateway can work; 1 something keeps it from working; 2 the configuration has errors.

Examples:
  npm run -s masthead -- doctor
  DATABASE_URL=postgres://localhost/masthead npm run -s masthead -- doctor --json`,
    )
    .action(async ({ json = false }: { json?: boolean }) => {
      const { config, findings: ofSettings } = checkSettings()
      const findings = [...ofSettings, ...(config === null ? [] : await check(config))]
      console.log(json ? JSON.stringify(findings, null, 2) : findings.map(toText).join('\n'))
      process.exitCode = config === null ? 2 : findings.some(({ state }) => state === 'bad') ? 1 : 0
    })
}

async function check(config: Config): Promise<Finding[]> {
  const [ofDatabase, ofReplicas, ...others] = await Promise.all([
    openAndCheck(config),
    checkReplicas(config, (url) => connectDatabase({ url, poolSize: 1 })),
    checkRedis(config.redisUrl),
    ...(config.databaseUrl === null ? [checkDisk(config.dataDir)] : []),
    checkGateway(config),
  ])
  return [...ofDatabase, ...ofReplicas, ...others]
}

async function openAndCheck(config: Config): Promise<Finding[]> {
  try {
    const open = await connectUnmigrated(config, 'command', createLog('silent'))
    try {
      return await checkDatabase(open.database.db, config, open.where)
    } finally {
      await open.close()
    }
  } catch (error) {
    const advice =
      config.databaseUrl === null
        ? `Read ${config.dataDir}/server.log, if it is there.`
        : 'Check that it runs, and what DATABASE_URL says.'
    return [bad('database', sentenceOf(error) ?? String(error), advice)]
  }
}

const marks = { fine: '✓', mind: '!', bad: '✗' }

function toText({ check: name, state, finding, advice }: Finding): string {
  const indent = ' '.repeat(16)
  return `${marks[state]} ${name.padEnd(14)}${finding.replaceAll('\n', `\n${indent}`)}${advice === null ? '' : `\n${indent}→ ${advice}`}`
}
