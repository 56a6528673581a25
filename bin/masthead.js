#!/usr/bin/env node
// The command of the package. Runs on the Node that calls it where that is new enough, else on the one that the package brings.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module, { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
// the checkout has the sources, which Node runs as they are; the package has them as JavaScript
const source = join(root, 'src/cli/main.ts')
const main = existsSync(source) ? source : join(root, 'dist/src/cli/main.js')

if (isNewEnough(process.versions.node)) {
  module.enableCompileCache?.()
  const { main: run } = await import(pathToFileURL(main).href)
  await run()
} else runOn(bundledNode())

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > 24 || (major === 24 && minor >= 12)
}

function bundledNode() {
  const require = createRequire(import.meta.url)
  for (const name of ['node', 'node-bin']) {
    try {
      const folder = dirname(require.resolve(`${name}-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}/package.json`))
      return join(folder, process.platform === 'win32' ? 'bin/node.exe' : 'bin/node')
    } catch {
      // the other name, or none
    }
  }
  console.error(`Masthead needs Node 24.12 or newer; this is ${process.versions.node}, and no Node came with the package. Install a newer one.`)
  process.exit(1)
}

function runOn(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => (signal === null ? process.exit(code) : process.kill(process.pid, signal)))
}
