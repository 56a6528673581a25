// npm run schema:lint   checks the committed schema with graphql-eslint, which needs a graphql of its own: it does not know 17 yet
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))
const installed = `${folder}node_modules/.package-lock.json`
const isInstalled = existsSync(installed) && statSync(installed).mtimeMs >= statSync(`${folder}package-lock.json`).mtimeMs
if (!isInstalled) execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' })

const eslint = `${folder}node_modules/eslint/bin/eslint.js`
const args = [eslint, '--config', `${folder}eslint.config.js`, '--max-warnings', '0', 'schema/schema.graphql']
const { status } = spawnSync(process.execPath, args, { cwd: `${folder}../..`, stdio: 'inherit' })
if (status === 0) console.log('schema/schema.graphql: nothing found.')
process.exitCode = status ?? 1
