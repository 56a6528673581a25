import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { buildSchema, type GraphQLSchema } from 'graphql'
import { clientError } from '../../schema/errors.ts'
import { type ListenOptions, listen } from '../../src/server/listen.ts'
import { createGateway, type GatewayOptions } from '../../src/server/yoga.ts'

/** A small world for the server alone: resolvers that answer, fail, wait and write. */
export interface World {
  readonly schema: GraphQLSchema
  /** What the mutation has written. */
  readonly written: string[]
  /** Names of the resolvers that ran, in order. */
  readonly ran: string[]
  /** Releases every waiting resolver. */
  release(): void
  /** Resolves as soon as a resolver waits. */
  waiting(): Promise<void>
}

export const secret = 'postgres://admin:hunter2@db.internal/masthead'

function createWorld(): World {
  const schema = buildSchema(`
    scalar JSON
    enum Colour { RED BLUE }
    input Page { first: Int, title: String, tags: [String!] }
    type Thing { id: ID! title(max: Int): String! self: Thing! things(first: Int = 20): [Thing!]! }
    type Query {
      hello(name: String): String
      large(chars: Int!): String
      thing: Thing!
      maybe: Thing
      echo(value: JSON, page: Page, colour: Colour, first: Int): String
      fails(how: String!): String
      failing(how: String!): [String]
      slow: String
      steps: Step!
    }
    type Step { wait: Step! done: String }
    type Mutation { write(text: String!): String }
  `)
  const written: string[] = []
  const ran: string[] = []
  const waiters: (() => void)[] = []
  let announce: () => void = () => undefined
  const wait = () =>
    new Promise<void>((resolve) => {
      waiters.push(resolve)
      announce()
    })
  const thing: object = {
    id: '1',
    title: 'A thing',
    self: () => thing,
    things: ({ first }: { first: number }) => Array.from({ length: Math.min(first, 3) }, () => thing),
  }
  const step: object = {
    async wait() {
      ran.push('wait')
      await wait()
      return step
    },
    done() {
      ran.push('done')
      return 'done'
    },
  }
  const root: Record<string, (args: never, context: object) => unknown> = {
    hello: ({ name }: { name?: string }) => `Hello ${name ?? 'reader'}`,
    large: ({ chars }: { chars: number }) => 'n'.repeat(chars),
    thing: () => thing,
    maybe: () => null,
    echo: (args: object) => JSON.stringify(args),
    fails: ({ how }: { how: string }) => fail(how),
    failing: ({ how }: { how: string }) => Array.from({ length: 50 }, () => Promise.reject(failure(how))),
    slow: async () => {
      ran.push('slow')
      await wait()
      return 'slow'
    },
    steps: () => step,
    write: ({ text }: { text: string }) => {
      written.push(text)
      return text
    },
  }
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      field.resolve = (_source, args, context: object) => root[field.name]?.(args as never, context)
    }
  }
  return {
    schema,
    written,
    ran,
    release: () => waiters.splice(0).forEach((go) => go()),
    waiting: () => (waiters.length > 0 ? Promise.resolve() : new Promise((resolve) => (announce = resolve))),
  }
}

function fail(how: string): never {
  throw failure(how)
}

function failure(how: string): unknown {
  switch (how) {
    case 'refused':
      return Object.assign(new Error(`connect ECONNREFUSED ${secret}`), { code: 'ECONNREFUSED' })
    case 'shutdown':
      return new Error('wrapped', { cause: Object.assign(new Error(secret), { code: '57P01' }) })
    case 'slow':
      return Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' })
    case 'sql':
      return Object.assign(new Error(`column "${secret}" does not exist`), { code: '42703' })
    case 'client':
      return clientError('FORBIDDEN', undefined, { requiredScope: 'CONTENT_WRITE' })
    case 'string':
      return secret
    default:
      return new Error(secret)
  }
}

/** Every line that was logged, by level. */
export function createLog() {
  const lines: { level: string; fields: Record<string, unknown>; message: string | undefined }[] = []
  const at = (level: string) => (fields: object, message?: string) => {
    lines.push({ level, fields: { ...fields }, message })
  }
  return { lines, log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') } }
}

/** A gateway over a world, without a port. */
export function createTestGateway(options: Partial<GatewayOptions> = {}) {
  const world = createWorld()
  const { lines, log } = createLog()
  const gateway = createGateway({
    schema: world.schema,
    createContext: () => ({}),
    log,
    isReady: () => Promise.resolve(true),
    ...options,
  })
  return { world, lines, gateway }
}

/** The same on a free port of 127.0.0.1. */
export async function startTestServer(
  options: Partial<GatewayOptions> = {},
  timeouts: NonNullable<ListenOptions['timeouts']> = {},
) {
  const { world, lines, gateway } = createTestGateway(options)
  const server = await listen(gateway, { port: 0, host: '127.0.0.1', log: createLog().log, timeouts })
  return { world, lines, gateway, server, url: `${server.url}/graphql` }
}

export interface Answer {
  status: number
  headers: Headers
  text: string
  body: { data?: Record<string, unknown> | null; errors?: AnswerError[] }
}

interface AnswerError {
  message: string
  path?: (string | number)[]
  extensions: Record<string, unknown> & { code: string }
}

/** Sends one GraphQL request, as a document or as a whole JSON body. */
export async function ask(
  gateway: { fetch(url: string, init?: RequestInit): Promise<Response> },
  request: string | object,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return read(
    await gateway.fetch('http://localhost/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(typeof request === 'string' ? { query: request } : request),
    }),
  )
}

/** Sends a body as it is. */
export async function post(
  gateway: { fetch(url: string, init?: RequestInit): Promise<Response> },
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = { 'content-type': 'application/json' },
): Promise<Answer> {
  return read(await gateway.fetch('http://localhost/graphql', { method: 'POST', headers, body }))
}

export async function read(response: Response): Promise<Answer> {
  const text = await response.text()
  const body = text.startsWith('{') ? (JSON.parse(text) as Answer['body']) : {}
  return { status: response.status, headers: response.headers, text, body }
}

export function codesOf({ body }: Answer): string[] {
  return (body.errors ?? []).map((error) => error.extensions.code)
}

/** Writes bytes to a socket and reads until the server closes it. */
export async function exchangeRaw(port: number, bytes: string | Buffer): Promise<string> {
  const socket = await open(port)
  socket.write(bytes)
  return readAll(socket)
}

export async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  return socket
}

export function readAll(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => (text += chunk))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(text))
  })
}
