import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { filesThatUseServices } from './tests/support/uses-services.ts'

const report = process.env['TEST_REPORT']

export default defineConfig({
  // graphql refuses to work across two copies of itself, and Vite would load one beside Node's
  resolve: { alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }] },
  test: {
    // TEST_ONLY=services: what does not depend on the database or Redis need not run a second time on other ones.
    include: process.env['TEST_ONLY'] === 'services' ? filesThatUseServices() : ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    maxWorkers: 2,
    // Only a net under what hangs: a test waits for its condition, and a busy machine takes its time.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 120_000 } },
    teardownTimeout: 120_000,
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
  },
})
