/**
 * What no gateway gets below: node:http, one hand-written statement a workload that builds the JSON in PostgreSQL, prepared, on four
 * connections, and its text passed on as it comes. No GraphQL, no check of what is asked, no keys, no quota.
 */
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { workloads } from '../workloads.ts'

interface Statement {
  readonly name: string
  readonly text: string
  readonly parameters: readonly string[]
}

const pool = new pg.Pool({
  connectionString: process.env['DATABASE_URL'],
  max: 4,
  idleTimeoutMillis: 0,
  onConnect: async (client) => {
    // planning anew for the values of each request costs several times what some of these do
    await client.query(`set timezone = 'UTC'; set jit = off; set plan_cache_mode = force_generic_plan`)
  },
})
const statements = new Map<string, Statement | null>()
for (const { name, statement } of workloads) {
  statements.set(`/${name}`, statement === null ? null : await readStatement(name, statement))
}

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    console.error(error)
    response.destroy()
  })
})
server.listen(0, '127.0.0.1', () => console.log(`listening on ${(server.address() as AddressInfo).port}`))
process.once('SIGTERM', () => {
  server.close()
  server.closeAllConnections()
  void pool.end()
})

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const statement = statements.get(request.url ?? '')
  const { variables } = JSON.parse(await readBody(request)) as { variables: Readonly<Record<string, unknown>> }
  let data = '{"__typename":"Query"}'
  if (statement != null) {
    const values = statement.parameters.map((name) => variables[name])
    const { rows } = await pool.query<[string]>({
      name: statement.name,
      text: statement.text,
      values,
      rowMode: 'array',
    })
    data = rows[0]?.[0] ?? 'null'
  }
  const text = Buffer.from(`{"data":${data}}`)
  response
    .writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': text.length })
    .end(text)
}

function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => resolve(Buffer.concat(chunks).toString()))
      .on('error', reject)
  })
}

/** The first line of the file names the parameters. */
async function readStatement(name: string, file: string): Promise<Statement> {
  const text = await readFile(new URL(`../queries/${file}`, import.meta.url), 'utf8')
  const parameters = /^-- parameters: (.*)$/m.exec(text)?.[1]?.split(', ') ?? []
  return { name, text: text.replace(/^--.*\n/gm, ''), parameters }
}
