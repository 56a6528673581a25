import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Stop } from '../db/stop-signal.ts'

/** What waits for its answer, by connection; nearly always one at a time. */
const waiting = new WeakMap<Socket, Set<Stop>>()

/** Aborts the signal when the client leaves before `answered` is called for it. One listener a connection, not one a request: nearly nobody leaves. */
export function abortWhenLeft({ socket }: IncomingMessage, res: ServerResponse, signal: Stop): void {
  if (res.closed || socket.destroyed) return signal.abort()
  let signals = waiting.get(socket)
  if (signals === undefined) {
    const ofSocket = new Set<Stop>()
    signals = ofSocket
    waiting.set(socket, signals)
    socket.once('close', () => {
      for (const one of ofSocket) one.abort()
    })
  }
  signals.add(signal)
}

/** The answer is on its way. */
export function answered({ socket }: IncomingMessage, signal: Stop): void {
  waiting.get(socket)?.delete(signal)
}
