import { destination, pino, type DestinationStream, type Logger } from 'pino'
import type { LogLevel } from './config.ts'

/** Where things worth telling an operator go: one JSON object a line, never a secret. */
export type Log = Logger

/**
 * A log that writes to stderr, so that stdout holds results only.
 * Keys, credentials and connection addresses are redacted wherever they are named as such.
 */
export function createLog(level: LogLevel, stream: DestinationStream = openLog(2)): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact }, stream)
}

/** Where log lines go: to a file descriptor, as they are written. What a full disk does not take is lost; the process goes on. */
export function openLog(fileDescriptor: number): DestinationStream {
  return destination({ dest: fileDescriptor, sync: true }).on('error', () => undefined)
}

const secrets = [
  'authorization',
  'Authorization',
  '["x-api-key"]',
  '["X-API-Key"]',
  'password',
  'secret',
  'databaseUrl',
]

const redact = {
  paths: secrets.flatMap((name) => [name, name.startsWith('[') ? `*${name}` : `*.${name}`]),
  censor: '[redacted]',
}
