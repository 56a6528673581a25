/**
 * How many small faults the tests notice: `npm run mutation`, or `npm run mutation -- cursor price` for some of the parts. Stryker changes one
 * thing at a time in the sources of a part and runs the tests that speak of it; installed into this folder the first time. Prints
 * the score of each part and of all; exit code 1: one is below 80.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))
const root = join(folder, '../..')
const leastScore = 80

interface Part {
  readonly sources: readonly string[]
  readonly tests: readonly string[]
  /** Whether its tests ask a database. */
  readonly database?: true
}

/** What is mutated, and the tests that have to notice. */
const parts: Readonly<Record<string, Part>> = {
  cursor: { sources: ['src/cursor.ts'], tests: ['tests/cursor.test.ts'] },
  price: {
    sources: [
      'src/document/price/actual.ts',
      'src/document/price/evaluate.ts',
      'src/document/price/plan.ts',
      'src/document/price/size.ts',
    ],
    tests: ['tests/document/price/price.test.ts'],
  },
  key: {
    sources: [
      'src/keys/format.ts',
      'src/keys/digest.ts',
      'src/keys/credential.ts',
      'src/keys/verify-key.ts',
      'src/keys/key-cache.ts',
    ],
    tests: [
      'tests/keys/format.test.ts',
      'tests/keys/credential.test.ts',
      'tests/keys/verify-key.test.ts',
      'tests/keys/key-cache.test.ts',
    ],
  },
  access: {
    sources: ['src/keys/caller.ts', 'src/keys/key-input.ts'],
    tests: ['tests/keys/caller.test.ts', 'tests/keys/key-input.test.ts'],
  },
  visibility: {
    sources: ['src/query/visibility.ts'],
    tests: ['tests/query/visibility-rule.test.ts'],
    database: true,
  },
  resume: {
    sources: ['src/db/import/progress.ts', 'src/import/run/progress.ts'],
    tests: ['tests/db/import/progress.test.ts', 'tests/import/run/progress.test.ts'],
    database: true,
  },
}

interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !Object.hasOwn(parts, name))
if (unknown.length > 0)
  throw new Error(`There is no part ${unknown.join(', ')}. Parts: ${Object.keys(parts).join(', ')}.`)
install()
const scores = Object.entries(parts)
  .filter(([name]) => asked.length === 0 || asked.includes(name))
  .map(([name, part]) => {
    const { noticed, all } = mutate(part)
    console.log(`${name}: ${percent(noticed, all)} (${noticed} of ${all} mutants noticed)`)
    return { noticed, all }
  })
const sum = (of: 'noticed' | 'all'): number => scores.reduce((total, score) => total + score[of], 0)
console.log(`together: ${percent(sum('noticed'), sum('all'))}`)
process.exitCode = scores.every(({ noticed, all }) => (100 * noticed) / all >= leastScore) ? 0 : 1

function install(): void {
  if (existsSync(join(folder, 'node_modules'))) return
  // vitest is the project's own, which the runner finds further up
  const flags = ['ci', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund']
  if (spawnSync('npm', flags, { cwd: folder, stdio: 'inherit' }).status !== 0) throw new Error('npm ci failed')
}

function mutate({ sources, tests, database }: Part) {
  const temporary = mkdtempSync(join(tmpdir(), 'masthead-mutation-'))
  const report = join(temporary, 'report.json')
  const config = join(temporary, 'stryker.json')
  const options = {
    mutate: sources,
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'tests/mutation/vitest.config.ts', related: false },
    coverageAnalysis: 'perTest',
    concurrency: 1,
    timeoutMS: 60_000,
    ignorePatterns: ['.masthead', 'tests/mutation/node_modules', 'tests/bench/peers/node_modules'],
    reporters: ['json', 'clear-text'],
    clearTextReporter: { reportTests: false, reportScoreTable: false, allowColor: false },
    jsonReporter: { fileName: report },
    tempDirName: join(temporary, 'sandbox'),
    // nothing checks types here, and Stryker cannot read what it would have to change with this TypeScript
    disableTypeChecks: false,
    tsconfigFile: 'none',
  }
  writeFileSync(config, JSON.stringify(options))
  const stryker = join(folder, 'node_modules/@stryker-mutator/core/bin/stryker.js')
  const env = { ...process.env, MUTATION_TESTS: tests.join(','), MUTATION_DATABASE: database ? 'yes' : 'no' }
  spawnSync(process.execPath, [stryker, 'run', config], { cwd: root, env, stdio: 'inherit' })
  const { files } = JSON.parse(readFileSync(report, 'utf8')) as Report
  rmSync(temporary, { recursive: true, force: true })
  const statuses = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status))
  const noticed = statuses.filter((status) => status === 'Killed' || status === 'Timeout').length
  // what cannot even be loaded is no fault that a test could notice
  return { noticed, all: statuses.filter((status) => !/Error|Ignored/.test(status)).length }
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`
}
