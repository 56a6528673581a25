/** What can be said of an error that is the database's or the machine's trouble, not a fault of ours; null for any other. */
export function databaseTrouble(error: unknown): string | null {
  for (let failure = error, step = 0; step < 5 && failure instanceof Error; failure = failure.cause, step++) {
    const { code = '', message } = failure as NodeJS.ErrnoException
    const reason = message.trim().replace(/\.?$/, '.')
    if (code === 'ENOSPC' || code === '53100') return `There is no room left on the disk: ${reason} Make room, ${again}`
    if (code === '25006') return readOnly
    if (lost.test(code) || lostMessage.test(message))
      return `The database was lost: ${reason} Once it answers again, ${again}`
  }
  return null
}

// SQLSTATE read_only_sql_transaction, from whichever statement met it
const readOnly =
  'The database takes no writes (a standby, or default_transaction_read_only is on). Let DATABASE_URL name its primary.'
const again = 'then give the command again. An import goes on where it stopped.'

// the socket's errors; SQLSTATE classes 08 (connection), 57P (shutdown, crash, starting up), 53300 (too many connections)
const lost = /^(?:ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|08...|57P0.|53300)$/
const lostMessage = /^Connection terminated|^timeout exceeded when trying to connect|^Query read timeout/
