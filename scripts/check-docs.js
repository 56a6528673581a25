// npm run docs:check [FILE...]   runs every command that README.md and docs/ show, beside a gateway of its own over the samples
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// a block of another language than sh is not run; neither is one whose first word after sh says why, as in: sh not-run
const files = process.argv.length > 2 ? process.argv.slice(2) : ['README.md', ...readdirSync('docs').map((name) => `docs/${name}`)]
const blocks = files.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/^```sh\n([^]*?)^```/gm)].map(([, text]) => ({ file, text: withoutStart(text) })),
)
const dataDir = mkdtempSync(join(tmpdir(), 'masthead-docs-'))
const env = { ...process.env, MASTHEAD_DATA_DIR: dataDir, DATABASE_URL: '', LOG_LEVEL: 'warn', PORT: '4000' }
const gateway = spawn('npm', ['start'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
let failed = 0
try {
  await ready()
  const ids = new Map()
  for (const { file, text } of blocks) {
    // a key for each page, which may revoke it at its end
    if (!ids.has(file)) ids.set(file, createKey())
    for (const command of commandsOf(text.replaceAll(/\bID\b/g, ids.get(file)))) {
      const { status, stderr, stdout } = spawnSync('bash', ['-ec', command], { env, encoding: 'utf8' })
      console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${file}: ${command.split('\n')[0]}`)
      if (status !== 0) console.log(`${stdout}${stderr}`.slice(-2000))
      if (status !== 0) failed += 1
    }
  }
} finally {
  gateway.kill('SIGTERM')
  await new Promise((resolve) => gateway.once('exit', resolve))
  rmSync(dataDir, { recursive: true, force: true })
}
console.log(`${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

/** One command a line, unless the line before ends in a backslash. A comment behind it goes. */
function commandsOf(text) {
  return text
    .replace(/\\\n/g, '\\ \n')
    .split(/(?<!\\ )\n/)
    .map((line) => line.replaceAll('\\ \n', '\\\n').replace(/\s+#.*$/, ''))
    .filter((line) => line.trim() !== '')
}

/** The gateway runs already, what takes hours has tests of its own, and tests do not run tests. */
function withoutStart(text) {
  return text.replace(/^(?:npm ci|npm start|npm test|npm run (?:ci|bench|test)|node tests\/bench|npx vitest).*$/gm, '')
}

/** The example key of the docs. */
function createKey() {
  const { stdout } = spawnSync('npm', ['run', '-s', 'masthead', '--', 'keys', 'create', '--name', 'Docs', '--scope', 'CONTENT_READ', '--json'], { env, encoding: 'utf8' })
  return JSON.parse(stdout).id
}

async function ready() {
  for (;;) {
    if (await fetch('http://127.0.0.1:4000/health/ready').then(({ ok }) => ok, () => false)) return
    if (gateway.exitCode !== null) throw new Error('The gateway did not start.')
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
