import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { connectDatabase } from '../../src/db/connect.ts'
import { openEmbeddedDatabase } from '../../src/db/embedded/open.ts'

/**
 * A process that has a share in an embedded database, for the tests to talk to and to kill:
 * `node hold-embedded.ts DATA_DIR gateway|command [PRIVATE_ROOT]`. It answers one JSON line a step.
 * A line on stdin is a statement to run; the end of stdin, or SIGINT after some draining, is the time to leave.
 */
const [, , dataDir = '', role = '', privateRoot] = process.argv
const say = (word: unknown): void => void process.stdout.write(`${JSON.stringify(word)}\n`)

try {
  const { url, pid, close } = await openEmbeddedDatabase({
    dataDir,
    role: role === 'gateway' ? 'gateway' : 'command',
    ...(privateRoot !== undefined && { privateRoot }),
  })
  const database = connectDatabase({ url })
  const ask = async (text: string): Promise<void> => say((await sql.raw(text).execute(database.db)).rows)
  const leave = async (): Promise<void> => {
    await database.close()
    await close()
    say('left')
    process.exit()
  }
  process.once('SIGINT', () => {
    sleep(300)
      .then(() => ask(`select 'answered while draining' as said`))
      .then(leave)
  })
  say({ url, pid })
  for await (const line of createInterface({ input: process.stdin })) await ask(line)
  await leave()
} catch (error) {
  say({ refused: String(error) })
  process.exit(1)
}
