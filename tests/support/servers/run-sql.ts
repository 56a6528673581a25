import { sql } from 'kysely'
import { connectDatabase } from '../../../src/db/connect.ts'

/** Runs one statement on a connection of its own. */
export async function runSql(url: string, text: string): Promise<void> {
  const database = connectDatabase({ url, poolSize: 1 })
  try {
    await sql.raw(text).execute(database.db)
  } finally {
    await database.close()
  }
}
