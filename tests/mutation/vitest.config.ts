import { defineConfig } from 'vitest/config'
import base from '../../vitest.config.ts'

/** The tests that speak of what is mutated, and a database only where they want one; the rest would only make each mutant slower. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: process.env['MUTATION_TESTS']?.split(',') ?? [],
    globalSetup: process.env['MUTATION_DATABASE'] === 'yes' ? (base.test?.globalSetup ?? []) : [],
    maxWorkers: 1,
  },
})
