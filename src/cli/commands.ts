import type { Command } from 'commander'

interface Listed {
  readonly name: string
  readonly group: string
  /** What the list of commands says; the command's own help says more. */
  readonly summary: string
  /** Loads the command, and answers what puts it into the program. */
  readonly load: () => Promise<(program: Command) => void>
}

const run = 'Run the gateway:'
const content = 'Bring content:'
const partners = 'Look after partners:'
const contract = 'Work with the contract:'
const shell = 'The command line itself:'

/** The commands, in the order in which help lists them. */
export const commands: readonly Listed[] = [
  {
    name: 'serve',
    group: run,
    summary: 'serve the gateway; an empty database gets the samples first',
    load: async () => (await import('./run/serve.ts')).registerServe,
  },
  {
    name: 'migrate',
    group: run,
    summary: 'bring the database to the newest migration',
    load: async () => (await import('./run/migrate.ts')).registerMigrate,
  },
  {
    name: 'backup',
    group: run,
    summary: 'write everything into one file',
    load: async () => (await import('./run/backup.ts')).registerBackup,
  },
  {
    name: 'restore',
    group: run,
    summary: 'take a backup into an empty database',
    load: async () => (await import('./run/restore.ts')).registerRestore,
  },
  {
    name: 'doctor',
    group: run,
    summary: 'check configuration, database and Redis, and say what to do',
    load: async () => (await import('./run/doctor.ts')).registerDoctor,
  },
  {
    name: 'purge-cache',
    group: run,
    summary: 'tell the caches in front to drop answers',
    load: async () => (await import('./run/purge-cache.ts')).registerPurgeCache,
  },
  {
    name: 'import',
    group: content,
    summary: 'import pages, feeds and exports',
    load: async () => (await import('./content/import.ts')).registerImport,
  },
  {
    name: 'sync',
    group: content,
    summary: 'poll feeds on a schedule',
    load: async () => (await import('./content/sync.ts')).registerSync,
  },
  {
    name: 'purge',
    group: content,
    summary: 'erase an article, an author or a source for good',
    load: async () => (await import('./content/purge.ts')).registerPurge,
  },
  {
    name: 'keys',
    group: partners,
    summary: 'make, show, change, rotate and revoke API keys',
    load: async () => (await import('./partners/keys.ts')).registerKeys,
  },
  {
    name: 'documents',
    group: partners,
    summary: 'register, list and remove the documents that clients run by their id',
    load: async () => (await import('./partners/documents.ts')).registerDocumentCommands,
  },
  {
    name: 'query',
    group: partners,
    summary: 'run a query as anybody or as a key would, with its price',
    load: async () => (await import('./partners/query.ts')).registerQuery,
  },
  {
    name: 'schema',
    group: contract,
    summary: 'print the GraphQL schema, or what has changed in it',
    load: async () => (await import('./contract/schema.ts')).registerSchema,
  },
  {
    name: 'init-client',
    group: contract,
    summary: 'write a first typed client into a folder',
    load: async () => (await import('./contract/init-client.ts')).registerInitClient,
  },
  {
    name: 'docs',
    group: contract,
    summary: 'write the documentation as a static site',
    load: async () => (await import('./contract/docs.ts')).registerDocs,
  },
  {
    name: 'completion',
    group: shell,
    summary: 'print a completion script for bash, zsh or fish',
    load: async () => (await import('./completion/completion.ts')).registerCompletion,
  },
]

/** Puts one command into the program, whole. */
export async function loadCommand(program: Command, name: string): Promise<Command> {
  const register = await commands.find((one) => one.name === name)?.load()
  register?.(program)
  const command = program.commands.find((one) => one.name() === name)
  if (command === undefined) throw new Error(`The command ${name} did not register itself.`)
  return command
}
