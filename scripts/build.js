// npm pack: makes dist/, the sources as JavaScript, since Node strips no types below node_modules. With what they read at run time.
import { execFileSync } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'

rmSync('dist', { recursive: true, force: true })
execFileSync('tsc', ['-p', 'tsconfig.build.json'], { stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' })
for (const from of ['samples', 'docs', 'README.md', 'CHANGELOG.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'schema/schema.graphql', 'schema/article-input.schema.json', 'src/pages/browser', 'src/pages/docs/browser', 'src/pages/vendor'])
  cpSync(from, `dist/${from}`, { recursive: true })
