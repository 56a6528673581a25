// node samples/serve.js COMMAND...   serves this folder at http://127.0.0.1:4010 while the command runs, so that `sync` has feeds to poll
import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { basename, join } from 'node:path'

const types = { '.xml': 'application/xml', '.json': 'application/json' }
const server = createServer((request, response) => {
  const name = basename(new URL(request.url, 'http://127.0.0.1').pathname)
  readFile(join(import.meta.dirname, name)).then(
    (bytes) => response.setHeader('content-type', types[name.slice(name.lastIndexOf('.'))] ?? 'text/plain').end(bytes),
    () => response.writeHead(404).end(),
  )
})
server.listen(4010, '127.0.0.1', () => {
  const [command, ...args] = process.argv.slice(2)
  spawn(command, args, { stdio: 'inherit' }).on('exit', (code) => {
    process.exitCode = code ?? 1
    server.close()
    server.closeAllConnections()
  })
})
