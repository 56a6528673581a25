import { type Config, ConfigError, readConfig } from '../../../config.ts'
import { bad, fine, mind, type Finding } from './finding.ts'

/** Reads the configuration: it, where it can be used, and what is to be said of it. */
export function checkSettings(): { config: Config | null; findings: Finding[] } {
  try {
    const config = readConfig()
    return { config, findings: [fine('configuration', 'It can be used.'), ...risks(config)] }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return {
      config: null,
      findings: error.problems.map((problem) => bad('configuration', problem, 'Correct this environment variable.')),
    }
  }
}

function risks({ databaseUrl, keyPepper, host, allowTestKeys }: Config): Finding[] {
  return [
    ...(databaseUrl !== null && keyPepper === null
      ? [
          mind(
            'key pepper',
            'KEY_PEPPER is not set: API keys are stored as plain SHA-256.',
            'Set it for gateways and commands alike before you give out keys; it makes the keys there are invalid.',
          ),
        ]
      : []),
    ...(allowTestKeys && !isLocal(host)
      ? [
          mind(
            'test keys',
            `Test keys are accepted, and HOST is ${host}.`,
            'Set ALLOW_TEST_KEYS=off where strangers can ask.',
          ),
        ]
      : []),
  ]
}

function isLocal(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}
