import { randomBytes } from 'node:crypto'
import type { Db } from './tables/database.ts'

/** A secret that all instances of a gateway share: made at first use, kept in the database. 32 random bytes. */
export async function getSecret(db: Db, name: string): Promise<Buffer> {
  await db
    .insertInto('gateway_secret')
    .values({ name, value: randomBytes(32) })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  const { value } = await db
    .selectFrom('gateway_secret')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return value
}
