import { expect, test } from 'vitest'
import { createTestDatabase } from '../support/database.ts'
import { runCli } from '../support/run-cli.ts'
import { startTestServer } from './support.ts'

test.each(['PORT', 'METRICS_PORT'])('a taken %s ends the start, and the message names the variable', async (name) => {
  const { url } = await createTestDatabase()
  const { server } = await startTestServer()
  const env = { DATABASE_URL: url, PORT: '0', METRICS_PORT: '0', LOG_LEVEL: 'silent', [name]: String(server.port) }
  const { stdout, stderr, code } = await runCli(['serve', '--no-samples'], env)
  expect({ stdout, code }).toEqual({ stdout: '', code: 1 })
  expect(stderr).toContain(
    `Port ${server.port} of 127.0.0.1 is taken. Choose another, e.g. ${name}=${server.port + 1} npm start.`,
  )
  await server.close()
})
