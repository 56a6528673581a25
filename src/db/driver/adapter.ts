import { PostgresAdapter } from 'kysely'

/** Kysely's adapter, without its lock on migrations: `migrateAlone` has taken that. */
export class AdapterWithoutLock extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}
