import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { readDocument, withoutNumbers, workloads } from '../workloads.ts'
import { post, type Contender, type Request } from './contender.ts'
import { scriptCommand, startProcess } from './process.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
/** What keys of the bench are stored with. */
export const pepper = 'a pepper for the bench'

/** What Masthead needs in the database to be asked in every way. */
export interface MastheadAccess {
  readonly key: string
  readonly topicKey: string
  /** Ids of the registered documents, by workload. */
  readonly registered: ReadonlyMap<string, string>
}

/** As `npm start` starts it, without a quota for those who have no key, and without a log line for each request. */
export async function createMasthead(
  name: string,
  access: MastheadAccess,
  env: Readonly<Record<string, string>> = {},
): Promise<Contender> {
  const command = `${await scriptCommand('start')} --no-samples`
  let newDocuments = 0
  const documents = new Map(
    await Promise.all(workloads.map(async (each) => [each.name, await readDocument(each)] as const)),
  )
  return {
    name,
    without: [],
    start: (databaseUrl) =>
      startProcess({
        command,
        env: {
          DATABASE_URL: databaseUrl,
          PORT: '0',
          KEY_PEPPER: pepper,
          LOG_LEVEL: 'warn',
          ANONYMOUS_POINTS_PER_MINUTE: '0',
          // what an answer costs is measured, not what a kept one does
          RESPONSE_CACHE_MB: '0',
          ...env,
        },
        says: /serving http:\/\/[\d.]+:(\d+)\/graphql/,
      }),
    request: (workload, sample): Request => {
      const own = documents.get(workload.name) ?? ''
      const query = workload.isNew === true ? `${own}\n# document ${++newDocuments}` : own
      const variables = withoutNumbers(sample)
      switch (workload.access) {
        case 'anonymous':
          return post('/graphql', { query, variables })
        case 'key':
          return post('/graphql', { query, variables }, { authorization: `Bearer ${access.key}` })
        case 'topic key':
          return post('/graphql', { query, variables }, { authorization: `Bearer ${access.topicKey}` })
        case 'registered GET': {
          const search = new URLSearchParams({
            documentId: access.registered.get(workload.name) ?? '',
            variables: JSON.stringify(variables),
          })
          return { method: 'GET', path: `/graphql?${search}`, headers: { accept: 'application/json' }, body: null }
        }
      }
    },
  }
}

/** Makes keys and registers documents, by the commands that an operator uses. */
export async function prepareAccess(databaseUrl: string, topicPaths: readonly string[]): Promise<MastheadAccess> {
  const rights = ['--scope', 'CONTENT_READ', 'CONTENT_BODY', '--points-per-minute', '1000000000', '--json']
  const makeKey = async (...limits: string[]): Promise<string> => {
    const made = await masthead(databaseUrl, ['keys', 'create', '--name', 'Bench', ...rights, ...limits])
    return (JSON.parse(made) as { key: string }).key
  }
  const registered = new Map<string, string>()
  for (const workload of workloads.filter(({ access }) => access === 'registered GET')) {
    const file = fileURLToPath(new URL(`../${workload.document}`, import.meta.url))
    const [document] = JSON.parse(await masthead(databaseUrl, ['documents', 'register', file, '--json'])) as {
      id: string
    }[]
    registered.set(workload.name, document?.id ?? '')
  }
  return {
    key: await makeKey(),
    topicKey: topicPaths.length === 0 ? '' : await makeKey('--topic', ...topicPaths),
    registered,
  }
}

async function masthead(databaseUrl: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['src/cli/main.ts', ...args], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: databaseUrl, KEY_PEPPER: pepper },
  })
  return stdout
}
