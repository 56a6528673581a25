import { fileURLToPath } from 'node:url'
import { post, type Contender } from './contender.ts'
import { startProcess } from './process.ts'

/** One hand-written statement a workload, whose text is passed on: see limit-child.ts. It is asked at a path for each workload. */
export const limit: Contender = {
  name: 'limit',
  without: ['cursor', 'endCursor'],
  start: (databaseUrl) =>
    startProcess({
      command: `'${process.execPath}' '${fileURLToPath(new URL('./limit-child.ts', import.meta.url))}'`,
      env: { DATABASE_URL: databaseUrl },
      says: /listening on (\d+)/,
    }),
  // the same bytes as Masthead is sent would say nothing more to it than this
  request: ({ name }, variables) => post(`/${name}`, { query: name, variables }),
}
