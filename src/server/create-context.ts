import type { Context } from '../../schema/context.ts'
import type { CursorCodec } from '../cursor.ts'
import type { Clock } from '../db/clock.ts'
import type { ReadSource } from '../db/driver/read-source.ts'
import { type StopSignal, toAbortSignal } from '../db/stop-signal.ts'
import type { Db } from '../db/tables/database.ts'
import { limits } from '../document/limits.ts'
import { createLoaders } from '../loaders/create-loaders.ts'
import { createRun } from '../loaders/runner.ts'
import type { ContentRequest } from '../query/compiled/queries.ts'
import { createEditPort } from '../import/run/edit-port.ts'
import { createImportsPort } from '../import/run/imports-port.ts'
import { createWritePort, type WritePortOptions } from '../import/run/write-port.ts'
import type { Digest } from '../keys/digest.ts'
import { createKeysPort, createViewerPort, type Viewer } from '../keys/ports.ts'

const contentRequest: unique symbol = Symbol('content request')

/** Who asks for content, when, and until when it matters. */
export interface ContentContext {
  readonly [contentRequest]: ContentRequest & { instant: string }
}

export interface ContextOptions {
  readonly db: Db
  readonly cursors: CursorCodec
  /** How secrets of keys are stored. */
  readonly digest: Digest
  /** The database's clock; read once a request, so that all its statements speak of one instant. */
  readonly clock: Pick<Clock, 'now' | 'advanceTo'>
  /** Hears of each write of the caller's, before it is answered. */
  readonly onWritten?: () => void
  /** False: relations are left to loaders; for comparison. */
  readonly lookahead?: boolean
  /** Hears of each batch of a loader, and how many keys it has. */
  readonly onBatch?: (keys: number) => void
}

export interface ContentOptions {
  readonly clock: Pick<Clock, 'now'>
  /** Bytes of an answer, at most; as the limits of documents say unless said. */
  readonly maxAnswerBytes?: number
}

/** Makes the context of one request: fresh loaders, one caller, and `content` as `createContent` made it for the same request. */
export function createContext(
  options: ContextOptions,
  caller: Viewer,
  content: ContentContext,
): Context & ContentContext {
  const { db, cursors, digest, clock, onWritten, onBatch, lookahead = true } = options
  const requestScope = content[contentRequest]
  const { signal, reads, maxAnswerBytes } = requestScope
  const writing: WritePortOptions = {
    db,
    isLimited: caller.allowedTopicIds !== null,
    onWritten: (instant) => {
      clock.advanceTo(instant)
      requestScope.instant = clock.now()
      onWritten?.()
    },
  }
  return {
    [contentRequest]: requestScope,
    scopes: caller.scopes,
    write: createWritePort(writing),
    edit: createEditPort(writing),
    viewer: createViewerPort(db, caller),
    keys: createKeysPort(db, digest),
    imports: createImportsPort(db, writing.isLimited),
    ...createLoaders({
      run: createRun(db, signal && toAbortSignal(signal), maxAnswerBytes, reads),
      requestScope,
      cursors,
      lookahead,
      onBatch,
    }),
  }
}

/** One caller, one instant, one place that content is read from: all that a compiled answer needs. */
export function createContent(
  { clock, maxAnswerBytes = limits.maxAnswerBytes }: ContentOptions,
  caller: Pick<Viewer, 'scopes' | 'allowedTopicIds'>,
  signal: StopSignal | undefined,
  reads: ReadSource,
): ContentContext {
  const request = { readAccess: readAccessOf(caller), instant: clock.now(), signal, reads, maxAnswerBytes }
  return { [contentRequest]: request }
}

function readAccessOf(caller: Pick<Viewer, 'scopes' | 'allowedTopicIds'>): ContentRequest['readAccess'] {
  let access = knownAccess.get(caller)
  if (access === undefined) {
    const { scopes, allowedTopicIds } = caller
    access = {
      reads: scopes.has('CONTENT_READ'),
      preview: scopes.has('CONTENT_PREVIEW'),
      bodies: scopes.has('CONTENT_BODY'),
      topicIds: allowedTopicIds,
    }
    knownAccess.set(caller, access)
  }
  return access
}

/** Callers come again. */
const knownAccess = new WeakMap<object, ContentRequest['readAccess']>()

/** Whether it has been made already. */
export function hasContent(context: object): context is ContentContext {
  return contentRequest in context
}

/** What a context was made for; undefined where `createContext` did not make it. */
export function contentRequestOf(context: object): ContentRequest | undefined {
  return (context as { readonly [contentRequest]?: ContentRequest })[contentRequest]
}
