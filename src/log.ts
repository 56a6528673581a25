import { isatty } from 'node:tty'
import { destination, pino, type DestinationStream, type Logger } from 'pino'
import { prettyFactory } from 'pino-pretty'
import type { LogLevel } from './config.ts'

/** Where things worth telling an operator go: never a secret; one JSON object a line, on a terminal a line for people. */
export type Log = Logger

/**
 * A log that writes to stderr, so that stdout holds results only.
 * Keys, credentials and connection addresses are redacted wherever they are named as such.
 */
export function createLog(level: LogLevel, stream: DestinationStream = openStderr()): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact }, stream)
}

function openStderr(): DestinationStream {
  const stream = openLog(2)
  return isatty(2) ? forPeople(stream) : stream
}

/** Lines for a terminal, in colours where `colours` says so: time, level, message, and the fields as JSON behind it. */
export function forPeople(stream: DestinationStream, colours = true): DestinationStream {
  const prettify = prettyFactory({
    colorize: colours,
    singleLine: true,
    translateTime: 'SYS:HH:MM:ss.l',
    ignore: 'requestId',
  })
  return { write: (line) => void stream.write(prettify(line.replace(controls, '\\ufffd'))) }
}

/** Control characters, most of which JSON escapes, but for line breaks and tabs: what a client sent must not move the cursor. */
const controls = /(?<=(?<!\\)(?:\\\\)*)\\(?:u00[01][\da-f]|b|f|r)|[\u007f-\u009f]/g

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
