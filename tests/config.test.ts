import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from '../src/config.ts'
import { limits } from '../src/document/limits.ts'

describe('the configuration', () => {
  test('has a default for everything', () => {
    expect(readConfig({})).toEqual({
      documentLimits: {
        maxAliases: 50,
        maxBatchOperations: 0,
        maxDepth: 12,
        maxDirectives: 20,
        maxDocumentChars: 100_000,
        maxFields: 2_000,
        maxTokens: 2_000,
      },
      port: 4000,
      host: '127.0.0.1',
      metricsPort: null,
      metricsHost: '127.0.0.1',
      keepAliveMs: 75_000,
      drainMs: 8_000,
      databaseUrl: null,
      exportsTraces: false,
      replicaUrls: [],
      replicaLagMs: 2_000,
      databaseConnections: 8,
      databaseWaiting: 1_000,
      operationMs: 10_000,
      operationsAtOnce: 16,
      operationsWaiting: 256,
      dataDir: resolve('.masthead'),
      logLevel: 'info',
      introspection: true,
      preparedStatements: true,
      compiled: true,
      redisUrl: null,
      responseCacheBytes: 64_000_000,
      responseCacheUnconfirmedMs: 0,
      maxSecondsInFront: 300,
      purgeTargets: [],
      fastlyToken: null,
      cloudflareToken: null,
      keyPepper: null,
      trustedProxies: [],
      anonymousScopes: ['CONTENT_READ'],
      anonymousPointsPerMinute: 20_000,
      maxCostAnonymous: 5_000,
      maxCostKey: 20_000,
      maxAnswerBytes: 8_388_608,
      allowTestKeys: true,
      importAllowedHosts: [],
    })
  })

  test('takes what the environment says', () => {
    const config = readConfig({
      PORT: '0',
      METRICS_PORT: '9464',
      METRICS_HOST: '10.0.0.7',
      DATABASE_URL: 'postgres://reader:secret@db.example/masthead',
      DATABASE_REPLICA_URLS: 'postgres://db-2.example/masthead, postgres://db-3.example/masthead',
      MASTHEAD_DATA_DIR: '/srv/masthead',
      PREPARED_STATEMENTS: 'off',
      TRUSTED_PROXIES: '10.0.0.1, 192.168.0.0/16 fd00::/8',
      ANONYMOUS_SCOPES: 'none',
      ANONYMOUS_POINTS_PER_MINUTE: '0',
      IMPORT_ALLOWED_HOSTS: 'cms.internal:8000, [fd00::1]:80 10.1.0.0/16',
    })
    expect(config).toMatchObject({
      port: 0,
      metricsPort: 9464,
      metricsHost: '10.0.0.7',
      databaseUrl: 'postgres://reader:secret@db.example/masthead',
      replicaUrls: ['postgres://db-2.example/masthead', 'postgres://db-3.example/masthead'],
      dataDir: '/srv/masthead',
      preparedStatements: false,
      trustedProxies: ['10.0.0.1', '192.168.0.0/16', 'fd00::/8'],
      anonymousScopes: [],
      anonymousPointsPerMinute: 0,
      allowTestKeys: false,
      importAllowedHosts: ['cms.internal:8000', '[fd00::1]:80', '10.1.0.0/16'],
    })
    expect(Object.isFrozen(config)).toBe(true)
  })

  test('bounds documents as their limits say, unless set', () => {
    expect(limits).toMatchObject(readConfig({}).documentLimits)
    expect(readConfig({ MAX_DEPTH: '6', MAX_ALIASES: '0' }).documentLimits).toMatchObject({
      maxDepth: 6,
      maxAliases: 0,
      maxTokens: 2_000,
    })
    expect(() => readConfig({ MAX_DEPTH: '31' })).toThrow('MAX_DEPTH must be a whole number from 1 to 30.')
  })

  test('has the metrics on a port of their own', () => {
    const problem = 'METRICS_PORT must not be the PORT of the gateway.'
    expect(() => readConfig({ METRICS_PORT: '4000' })).toThrow(problem)
    expect(readConfig({ METRICS_PORT: '4000', METRICS_HOST: '10.0.0.7' }).metricsPort).toBe(4000)
    expect(readConfig({ PORT: '0', METRICS_PORT: '0' }).metricsPort).toBe(0)
  })

  test('takes replicas of a database only where that is named', () => {
    expect(() => readConfig({ DATABASE_REPLICA_URLS: 'postgres://db-2.example/x' })).toThrow('needs DATABASE_URL')
  })

  test('takes an empty variable for an unset one', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: ' ' })).toEqual(readConfig({}))
  })

  test('lists every problem at once, one a line, and repeats no secret', () => {
    const env = {
      PORT: '70000',
      HOST: 'no such host',
      DATABASE_URL: 'mysql://root:hunter2@localhost/x',
      DATABASE_REPLICA_URLS: 'postgres://db-2.example/x,hunter2',
      LOG_LEVEL: 'loud',
      PREPARED_STATEMENTS: 'maybe',
      REDIS_URL: 'hunter2',
      KEY_PEPPER: 'hunter2',
      TRUSTED_PROXIES: '10.0.0.0/33',
      ANONYMOUS_SCOPES: 'CONTENT_READ,EVERYTHING',
      ANONYMOUS_POINTS_PER_MINUTE: '-1',
      MAX_COST_ANONYMOUS: '1.5',
      MAX_COST_KEY: '0',
      ALLOW_TEST_KEYS: '1',
      IMPORT_ALLOWED_HOSTS: 'https://cms.internal/feed',
    }
    const error = refusal(env)
    expect(error.problems.map((problem) => problem.split(' ')[0]?.split('.')[0])).toEqual(Object.keys(env))
    expect(error.message.split('\n')).toHaveLength(Object.keys(env).length + 1)
    expect(error.message).toContain('PORT must be a whole number from 0 to 65535.')
    expect(error.message).not.toContain('hunter2')
    // each is a sentence that says what is right
    expect(error.problems.filter((problem) => !/^[A-Z_]+ must .+\.$/.test(problem))).toEqual([])
  })
})

function refusal(env: Record<string, string>): ConfigError {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error
  }
  throw new Error('The environment was accepted')
}
