import { randomBytes } from 'node:crypto'
import type { Db } from './tables/database.ts'

/** A secret that all instances of a gateway share: made at first use, kept in the database. 32 random bytes. */
export async function getSecret(db: Db, name: string): Promise<Buffer> {
  const found = await findSecret(db, name)
  if (found !== undefined) return found
  // another instance may be faster
  await db
    .insertInto('gateway_secret')
    .values({ name, value: randomBytes(32) })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  const made = await findSecret(db, name)
  if (made === undefined) throw new Error(`The secret ${name} vanished`)
  return made
}

async function findSecret(db: Db, name: string): Promise<Buffer | undefined> {
  const row = await db.selectFrom('gateway_secret').select('value').where('name', '=', name).executeTakeFirst()
  return row?.value
}
