import { resolve } from 'node:path'
import { z } from 'zod'
import { scopes, type Scope } from '../schema/models.ts'
import { isBlock } from './ip.ts'
import { wantsTraces } from './trace.ts'

/** Everything the environment decides, read once at start and frozen. */
export interface Config {
  /** TCP port to listen on; 0: any free one. */
  readonly port: number
  readonly host: string
  /** TCP port of the metrics, 0: any free one; null: nobody reads them. */
  readonly metricsPort: number | null
  readonly metricsHost: string
  /** How long a connection may be idle between two requests, in ms; longer than a balancer in front keeps its own. */
  readonly keepAliveMs: number
  /** How long running requests may take once the gateway is told to stop, in ms; then they are cut off. */
  readonly drainMs: number
  /** Address of a PostgreSQL from 15 on; null: the embedded one under `dataDir`. */
  readonly databaseUrl: string | null
  /** Addresses of replicas of that database, which content is read from; empty: all reads go to the primary. */
  readonly replicaUrls: readonly string[]
  /** How far a replica may be behind the primary, in ms; then it is not read from. */
  readonly replicaLagMs: number
  /** Connections for requests, at most, to the primary and to each replica. Three more are for readiness, keys and notifications. */
  readonly databaseConnections: number
  /** Statements that may wait for a connection; then the request is refused as OVERLOADED. */
  readonly databaseWaiting: number
  /** From the arrival of a request to the end of its operation, in ms; then that is cancelled, and the answer is TIMEOUT. */
  readonly operationMs: number
  /** Operations that run at once. */
  readonly operationsAtOnce: number
  /** Operations that may wait for one of them to end; fewer where they would wait too long. The others are refused as OVERLOADED. */
  readonly operationsWaiting: number
  /** Absolute path: the embedded database's home. */
  readonly dataDir: string
  readonly logLevel: LogLevel
  /** Whether traces are sent to a collector; where and how, OpenTelemetry reads from its own variables. */
  readonly exportsTraces: boolean
  /** Whether clients may ask for the schema; switched off, GraphiQL has no documentation either. */
  readonly introspection: boolean
  /** Whether statements that come again are prepared; behind a connection pooler they never are. */
  readonly preparedStatements: boolean
  /** Whether queries that come again are answered by statements that were compiled once; switch off to compare. */
  readonly compiled: boolean
  /** Shares rate limits and kept answers between instances; null: each instance counts and keeps for itself. */
  readonly redisUrl: string | null
  /** Memory for answers that others may ask for again, in bytes; 0: none is kept. */
  readonly responseCacheBytes: number
  /**
   * How long after the database last said what has changed a kept answer may be given in place of an error, in ms. 0: what was withdrawn
   * meanwhile is never shown.
   */
  readonly responseCacheUnconfirmedMs: number
  /** How long caches in front may keep an answer at most, in seconds; what an answer shows may allow less. */
  readonly maxSecondsInFront: number
  /** Caches in front that are told what has changed, as `src/cache/purge/target.ts` reads them; none by default. */
  readonly purgeTargets: readonly string[]
  /** What the services of `purgeTargets` know us by; null: none of them is asked. */
  readonly fastlyToken: string | null
  readonly cloudflareToken: string | null
  /** Secret mixed into the digests of API keys; null: plain SHA-256. Changing it invalidates every key. */
  readonly keyPepper: string | null
  /** Addresses and CIDR blocks of the proxies whose forwarded headers are believed. */
  readonly trustedProxies: readonly string[]
  /** What a caller without a key may do. */
  readonly anonymousScopes: readonly Scope[]
  /** Quota of one client address without a key; 0: unlimited. */
  readonly anonymousPointsPerMinute: number
  /** The highest price of one operation without a key, in points. */
  readonly maxCostAnonymous: number
  /** The highest price of one operation with a key, in points. */
  readonly maxCostKey: number
  /** What one document may hold, at most; see `src/document/limits.ts`, whose numbers these are unless set. */
  readonly documentLimits: DocumentLimits
  /** Bytes of one answer, at most; then it is refused as ANSWER_TOO_LARGE. */
  readonly maxAnswerBytes: number
  /** Whether keys that begin with `mh_test_` are accepted; by default only with the embedded database. */
  readonly allowTestKeys: boolean
  /**
   * Hosts inside the network that feeds may be fetched from: `host`, addresses and CIDR blocks for the ports 80, 443, 8080 and 8443,
   * `host:port` for that port; link-local and metadata addresses stay refused. Without it only public addresses are fetched.
   */
  readonly importAllowedHosts: readonly string[]
}

/** The limits of a document that an operator may set. */
export interface DocumentLimits {
  /** UTF-16 units. */
  readonly maxDocumentChars: number
  readonly maxTokens: number
  /** Levels of fields, the root field being 1. */
  readonly maxDepth: number
  /** Fields once fragments are written out. */
  readonly maxFields: number
  readonly maxAliases: number
  readonly maxDirectives: number
  /** Operations in one array; 0: arrays are refused. */
  readonly maxBatchOperations: number
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** How much is logged, from most to nothing. */
export type LogLevel = (typeof logLevels)[number]

/**
 * Reads the configuration. An empty variable counts as unset.
 * Throws ConfigError, which lists every problem at once.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  const { success, data, error } = variables.safeParse(given)
  if (!success) throw new ConfigError(error.issues.map(({ path, message }) => `${path.join('.')} ${message}`))
  return Object.freeze({
    port: data.PORT,
    host: data.HOST,
    metricsPort: data.METRICS_PORT ?? null,
    metricsHost: data.METRICS_HOST,
    keepAliveMs: data.KEEP_ALIVE_SECONDS * 1000,
    drainMs: data.DRAIN_SECONDS * 1000,
    databaseUrl: data.DATABASE_URL ?? null,
    replicaUrls: data.DATABASE_REPLICA_URLS,
    replicaLagMs: data.REPLICA_LAG_SECONDS * 1000,
    databaseConnections: data.DATABASE_CONNECTIONS,
    databaseWaiting: data.DATABASE_WAITING,
    operationMs: data.OPERATION_SECONDS * 1000,
    operationsAtOnce: data.OPERATIONS_AT_ONCE,
    operationsWaiting: data.OPERATIONS_WAITING,
    dataDir: resolve(data.MASTHEAD_DATA_DIR),
    logLevel: data.LOG_LEVEL,
    exportsTraces: wantsTraces(given),
    introspection: data.INTROSPECTION,
    preparedStatements: data.PREPARED_STATEMENTS,
    compiled: data.COMPILED,
    redisUrl: data.REDIS_URL ?? null,
    responseCacheBytes: data.RESPONSE_CACHE_MB * 1_000_000,
    responseCacheUnconfirmedMs: data.RESPONSE_CACHE_UNCONFIRMED_SECONDS * 1000,
    maxSecondsInFront: data.HTTP_CACHE_SECONDS,
    purgeTargets: data.PURGE_TARGETS,
    fastlyToken: data.FASTLY_API_TOKEN ?? null,
    cloudflareToken: data.CLOUDFLARE_API_TOKEN ?? null,
    keyPepper: data.KEY_PEPPER ?? null,
    trustedProxies: data.TRUSTED_PROXIES,
    anonymousScopes: data.ANONYMOUS_SCOPES,
    anonymousPointsPerMinute: data.ANONYMOUS_POINTS_PER_MINUTE,
    maxCostAnonymous: data.MAX_COST_ANONYMOUS,
    maxCostKey: data.MAX_COST_KEY,
    documentLimits: {
      maxDocumentChars: data.MAX_DOCUMENT_CHARS,
      maxTokens: data.MAX_TOKENS,
      maxDepth: data.MAX_DEPTH,
      maxFields: data.MAX_FIELDS,
      maxAliases: data.MAX_ALIASES,
      maxDirectives: data.MAX_DIRECTIVES,
      maxBatchOperations: data.MAX_BATCH_OPERATIONS,
    },
    maxAnswerBytes: data.MAX_ANSWER_BYTES,
    allowTestKeys: data.ALLOW_TEST_KEYS ?? data.DATABASE_URL === undefined,
    importAllowedHosts: data.IMPORT_ALLOWED_HOSTS,
  })
}

/** The environment can't be used as it is. `problems` has one sentence a variable; none repeats a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`The configuration has ${problems.length === 1 ? 'a problem' : 'problems'}:\n${problems.join('\n')}`)
    this.problems = problems
  }
}

const postgresProtocols = ['postgres:', 'postgresql:']
const postgresExample = 'postgres://user:password@host:5432/database'

/** A new variable: one line here, one in Config, one in `readConfig`, and a row in docs/configuration.md. */
const variables = z
  .object({
    PORT: wholeNumber(0, 65_535).default(4000),
    HOST: host(),
    METRICS_PORT: wholeNumber(0, 65_535).optional(),
    METRICS_HOST: host(),
    KEEP_ALIVE_SECONDS: wholeNumber(1, 3_600).default(75),
    DRAIN_SECONDS: wholeNumber(0, 600).default(8),
    DATABASE_URL: address(postgresProtocols, postgresExample).optional(),
    DATABASE_REPLICA_URLS: list()
      .refine(
        (items) => items.every((item) => isAddress(item, postgresProtocols)),
        `must list addresses such as ${postgresExample}.`,
      )
      .prefault(''),
    REPLICA_LAG_SECONDS: wholeNumber(1, 3_600).default(2),
    DATABASE_CONNECTIONS: wholeNumber(1, 1_000).default(8),
    DATABASE_WAITING: wholeNumber(1, 100_000).default(1_000),
    OPERATION_SECONDS: wholeNumber(1, 600).default(10),
    OPERATIONS_AT_ONCE: wholeNumber(1, 10_000).default(16),
    OPERATIONS_WAITING: wholeNumber(0, 100_000).default(256),
    MASTHEAD_DATA_DIR: z.string().default('.masthead'),
    LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}.`).default('info'),
    INTROSPECTION: onOff().default(true),
    PREPARED_STATEMENTS: onOff().default(true),
    COMPILED: onOff().default(true),
    REDIS_URL: address(['redis:', 'rediss:'], 'redis://127.0.0.1:6379').optional(),
    RESPONSE_CACHE_MB: wholeNumber(0, 100_000).default(64),
    RESPONSE_CACHE_UNCONFIRMED_SECONDS: wholeNumber(0, 86_400).default(0),
    HTTP_CACHE_SECONDS: wholeNumber(0, 300).default(300),
    PURGE_TARGETS: list()
      .refine(
        (items) => items.every(isPurgeTarget),
        'must list caches such as xkey=http://varnish:6081; see docs/caching.md.',
      )
      .prefault(''),
    FASTLY_API_TOKEN: z.string().optional(),
    CLOUDFLARE_API_TOKEN: z.string().optional(),
    KEY_PEPPER: z.string().min(16, 'must have at least 16 characters.').optional(),
    TRUSTED_PROXIES: list()
      .refine((items) => items.every(isBlock), 'must list addresses or blocks, e.g. 10.0.0.1,192.168.0.0/16.')
      .prefault(''),
    ANONYMOUS_SCOPES: list()
      .refine(
        (items): items is Scope[] => items.every((item) => scopes.some((scope) => scope === item)),
        `must list scopes of ${scopes.join(', ')}, or be "none".`,
      )
      .prefault('CONTENT_READ'),
    ANONYMOUS_POINTS_PER_MINUTE: wholeNumber(0, 1_000_000_000).default(20_000),
    MAX_COST_ANONYMOUS: wholeNumber(1, 1_000_000).default(5_000),
    MAX_COST_KEY: wholeNumber(1, 1_000_000).default(20_000),
    MAX_DOCUMENT_CHARS: wholeNumber(1_000, 1_000_000).default(100_000),
    MAX_TOKENS: wholeNumber(100, 20_000).default(2_000),
    MAX_DEPTH: wholeNumber(1, 30).default(12),
    MAX_FIELDS: wholeNumber(10, 20_000).default(2_000),
    MAX_ALIASES: wholeNumber(0, 1_000).default(50),
    MAX_DIRECTIVES: wholeNumber(0, 1_000).default(20),
    MAX_BATCH_OPERATIONS: wholeNumber(0, 100).default(0),
    MAX_ANSWER_BYTES: wholeNumber(65_536, 1_000_000_000).default(8 * 1024 * 1024),
    ALLOW_TEST_KEYS: onOff().optional(),
    IMPORT_ALLOWED_HOSTS: list()
      .refine(
        (items) => items.every((item) => isBlock(item) || isHost(item)),
        'must list hosts and blocks that feeds may be fetched from, e.g. cms.internal:8000,10.1.0.0/16.',
      )
      .prefault(''),
  })
  .refine(
    ({ PORT, HOST, METRICS_PORT, METRICS_HOST }) => METRICS_PORT !== PORT || PORT === 0 || METRICS_HOST !== HOST,
    { path: ['METRICS_PORT'], message: 'must not be the PORT of the gateway.' },
  )
  .refine(
    ({ DATABASE_URL, DATABASE_REPLICA_URLS }) => DATABASE_URL !== undefined || DATABASE_REPLICA_URLS.length === 0,
    {
      path: ['DATABASE_REPLICA_URLS'],
      message: 'needs DATABASE_URL, the primary that they are replicas of.',
    },
  )
  .refine((data) => data.FASTLY_API_TOKEN || !data.PURGE_TARGETS.some((one) => one.startsWith('fastly=')), {
    path: ['FASTLY_API_TOKEN'],
    message: 'is needed by fastly= in PURGE_TARGETS.',
  })
  .refine((data) => data.CLOUDFLARE_API_TOKEN || !data.PURGE_TARGETS.some((one) => one.startsWith('cloudflare=')), {
    path: ['CLOUDFLARE_API_TOKEN'],
    message: 'is needed by cloudflare= in PURGE_TARGETS.',
  })

function wholeNumber(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}.`
  return z
    .string()
    .trim()
    .regex(/^\d+$/, { message, abort: true })
    .transform(Number)
    .pipe(z.number().min(least, message).max(most, message))
}

function host() {
  return z
    .string()
    .regex(/^[\w.:-]+$/, 'must be a host name or an address, e.g. 127.0.0.1.')
    .default('127.0.0.1')
}

function onOff() {
  return z.enum(['on', 'off'], 'must be on or off.').transform((value) => value === 'on')
}

/** The message never repeats the value: it may hold a password. */
function address(protocols: readonly string[], example: string) {
  return z.string().refine((value) => isAddress(value, protocols), `must be an address such as ${example}.`)
}

function isAddress(value: string, protocols: readonly string[]): boolean {
  return URL.canParse(value) && protocols.includes(new URL(value).protocol)
}

function list() {
  return z.string().transform((text) => (text.trim() === 'none' ? [] : text.split(/[\s,]+/).filter(Boolean)))
}

/** A kind of cache and an address without credentials, which would be stored and logged. */
function isPurgeTarget(text: string): boolean {
  const [, address = ''] = /^(?:xkey|ban|nginx|fastly|cloudflare)=(https?:\/\/[^/@?#]+(?:\/[^?#]*)?)$/.exec(text) ?? []
  return URL.canParse(address)
}

/** A host name or an address (IPv6 in brackets where a port follows), with or without a port. */
function isHost(text: string): boolean {
  return /^(?:[\w-]+(?:\.[\w-]+)*|\[[\da-f:]+\])(?::\d{1,5})?$/i.test(text) && URL.canParse(`http://${text}`)
}
